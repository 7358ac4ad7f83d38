// A calendar day, Gregorian, and where it lies in the time of Bangkok.
//
// Offices, letters and deadlines all mean Asia/Bangkok: UTC+7 the whole year round, since 1920.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/core/month.h"

namespace phirap {

struct Day {
    int year = 0;   // Gregorian, 1 to 9999
    int month = 0;  // 1 to 12
    int day = 0;    // 1 to 31

    auto operator<=>(const Day&) const = default;
};

[[nodiscard]] inline Month month_of(const Day& day) {
    return {day.year, day.month};
}
[[nodiscard]] int days_in(Month month);
[[nodiscard]] bool exists(const Day& day);

// ISO 8601 "2024-04-15", exactly, of a day that exists; and back. What people type is read by
// thai_calendar.h.
[[nodiscard]] std::string to_text(const Day& day);
[[nodiscard]] std::optional<Day> day_from_text(std::string_view text);

inline constexpr std::int64_t day_ms = 86'400'000;
inline constexpr std::int64_t bangkok_offset_ms = 7 * 3'600'000;

// The first millisecond of the day in Bangkok, counted from 1970-01-01T00:00Z.
[[nodiscard]] std::int64_t begin_ms(const Day& day);

// What a clock on the wall in Bangkok shows at an instant.
struct LocalTime {
    Day day;
    int hour = 0;
    int minute = 0;
    int second = 0;

    auto operator<=>(const LocalTime&) const = default;
};
// Instants outside the years 1 to 9999 show as the nearest one inside.
[[nodiscard]] LocalTime bangkok_time(std::int64_t wall_ms);
// ISO 8601 with its offset: "2024-05-15T23:59:59+07:00".
[[nodiscard]] std::string to_text(const LocalTime& time);

}  // namespace phirap
