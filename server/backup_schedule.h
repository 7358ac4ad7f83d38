// When the next daily backup is due: a function of the clock and of the last one.
#pragma once

#include <cstdint>
#include <optional>

#include "shared/core/day.h"

namespace phirap::server {

// The last moment at or before `now_ms` at which a clock in Bangkok showed so many minutes after midnight.
[[nodiscard]] inline std::int64_t last_slot_ms(std::int64_t now_ms, std::int64_t minute_of_day) {
    const std::int64_t today_ms = begin_ms(bangkok_time(now_ms).day) + minute_of_day * 60'000;
    return today_ms <= now_ms ? today_ms : today_ms - day_ms;
}

// Whether one is due that is not made yet. One that was missed is made up for. A last one in the future was
// made by a clock that was wrong.
[[nodiscard]] inline bool backup_is_due(std::int64_t now_ms, std::int64_t minute_of_day,
                                        std::optional<std::int64_t> last_made_ms) {
    return !last_made_ms || *last_made_ms < last_slot_ms(now_ms, minute_of_day) || *last_made_ms > now_ms;
}

}  // namespace phirap::server
