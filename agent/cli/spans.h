// Times as an officer reads them.
#pragma once

#include <cstdint>
#include <string>

#include "shared/core/words.h"

namespace phirap::agent {

// "15 พ.ค. 2567 เวลา 23.59 น.", of a clock's milliseconds since 1970.
[[nodiscard]] std::string shown_time(Language language, std::int64_t wall_ms);
// ISO 8601 in Bangkok's time, for programs.
[[nodiscard]] std::string time_for_programs(std::int64_t wall_ms);
// "3 นาที", "2 ชั่วโมง", "15 วัน": the largest unit that fits, rounded down; the sign left out.
[[nodiscard]] std::string shown_span(Language language, std::int64_t span_ms);

}  // namespace phirap::agent
