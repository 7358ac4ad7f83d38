// What the keeper of a PC allows on its line, and so what may go now: the one place that is asked before
// anything is sent. How much goes at once, agent/line_estimate.h says; when, agent/schedule.h.
//
// A person who asks for a contact gets it: quiet hours and a metered line hold back only what goes by itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/core/deadline.h"

namespace phirap::agent {

// Hours of the day, Bangkok time, in which nothing goes by itself. From the first minute to the one before
// the last; past midnight when `to` is the smaller.
struct QuietHours {
    int from_minute = 0;  // of the day, 0 to 1439
    int to_minute = 0;

    bool operator==(const QuietHours&) const = default;
};
// "22:00-05:00"; nothing when it is no such thing, or both are the same minute.
[[nodiscard]] std::optional<QuietHours> quiet_hours_from(std::string_view text);
[[nodiscard]] std::string quiet_hours_text(const QuietHours& hours);

struct LinePolicy {
    std::optional<QuietHours> quiet;
    bool metered = false;              // each byte is paid for: no pictures by themselves
    std::int64_t bytes_per_s_max = 0;  // both ways, each; 0: as fast as it goes
};

// Until the quiet hours end, milliseconds; 0 when they are not now. `wall_ms` by the server's clock as far
// as it is known: a PC's own may stand in 2009.
[[nodiscard]] std::int64_t quiet_left_ms(const LinePolicy& policy, std::int64_t wall_ms);

struct Situation {
    std::int64_t wall_ms = 0;    // as above
    bool asked = false;          // a person waits for it
    bool deadline_near = false;  // a month that is due waits to be sent (agent/waiting.h)
};

// Whether it may go now, and if not, for how long not.
struct Permission {
    bool reports = true;
    bool pictures = true;
    std::int64_t wait_ms = 0;  // until the quiet hours end; 0 where they hold nothing back
};
[[nodiscard]] Permission permission(const LinePolicy& policy, const Situation& situation);

// From two days before a month is due, until its submission is at the server, its report does not wait for
// a better hour. A month that nobody finished ends to be urgent a month later.
inline constexpr std::int64_t near_before_ms = 2 * day_ms;
inline constexpr std::int64_t near_after_ms = 30 * day_ms;
[[nodiscard]] inline bool is_near(const Due& due, std::int64_t wall_ms) {
    return wall_ms >= due.end_ms - near_before_ms && wall_ms < due.end_ms + near_after_ms;
}

}  // namespace phirap::agent
