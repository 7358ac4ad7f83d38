// Dates, months and numbers as people in Thai offices type and read them.
//
// Kept everywhere: Gregorian ISO 8601 and ASCII digits. Typed: Thai digits, Buddhist years (2567 is 2024;
// a year of 2400 or more is one), Thai month names long and short. Shown in Thai: Buddhist years.
// Whatever could be read in two ways is refused, and the refusal names what was typed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/core/day.h"
#include "shared/core/result.h"
#include "shared/core/words.h"

namespace phirap {

inline constexpr int buddhist_offset = 543;
inline constexpr int buddhist_from = 2400;

// ๐-๙ to 0-9, and back; everything else as it stands.
[[nodiscard]] std::string with_ascii_digits(std::string_view text);
[[nodiscard]] std::string with_thai_digits(std::string_view text);

// "2024-04-15", "2567-04-15", "15/4/2567", "15-04-2024", "15.4.2567", "15 เม.ย. 2567",
// "๑๕ เมษายน พ.ศ. ๒๕๖๗", "15 April 2024". Years 1900 to 2399 C.E. (2443 to 2942 B.E.).
// `report`: the month of the report that the day is typed into. It says which year is meant where that is not
// said, or in two digits: "20 เม.ย. 67", "20/4/67", "20/4/24", "20 เม.ย.", "20/4" are then read as of the
// report's year, or the one before or behind it.
// Errors, each with {text}: date_unreadable, date_no_such_day {month} {days}, date_no_such_month {month},
// date_without_year, year_two_digits {year}, year_out_of_range {year}.
[[nodiscard]] Result<Day> day_typed(std::string_view text, std::optional<Month> report = {});

// "2024-04", "2567-04", "4/2567", "เมษายน 2567", "เม.ย. ๒๕๖๗", "April 2024". Errors as above, and
// month_unreadable.
[[nodiscard]] Result<Month> month_typed(std::string_view text);

// A whole number from 0 to `max`: digits, or digits with commas between thousands ("1,250").
// Errors: number_unreadable {text}, number_negative {text}, number_too_large {text} {max}.
[[nodiscard]] Result<std::int64_t> number_typed(std::string_view text, std::int64_t max);

enum class DateStyle { full, brief };

// "15 เมษายน 2567" or "15 เม.ย. 2567"; "15 April 2024" or "15 Apr 2024".
[[nodiscard]] std::string shown(Language language, const Day& day, DateStyle style = DateStyle::full);
// "เมษายน 2567", "April 2024".
[[nodiscard]] std::string shown(Language language, Month month, DateStyle style = DateStyle::full);
// "15 พ.ค. 2567 เวลา 23.59 น."; "15 May 2024, 23:59".
[[nodiscard]] std::string shown(Language language, const LocalTime& time, DateStyle style = DateStyle::full);
// "1,250".
[[nodiscard]] std::string shown(std::int64_t number);

}  // namespace phirap
