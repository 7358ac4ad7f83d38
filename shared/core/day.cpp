#include "shared/core/day.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace phirap {
namespace {

bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

// Days from 1970-01-01 to 1 January of `year`.
std::int64_t days_before(int year) {
    const std::int64_t past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400 - 719'162;
}

std::int64_t day_number(const Day& day) {
    std::int64_t number = days_before(day.year) + day.day - 1;
    for (int month = 1; month < day.month; ++month) {
        number += days_in({day.year, month});
    }
    return number;
}

Day day_numbered(std::int64_t number) {
    Day day{static_cast<int>(1970 + number / 366), 1, 1};
    while (number >= days_before(day.year + 1)) {
        ++day.year;
    }
    while (number < days_before(day.year)) {
        --day.year;
    }
    std::int64_t left = number - days_before(day.year);
    while (left >= days_in(month_of(day))) {
        left -= days_in(month_of(day));
        ++day.month;
    }
    day.day = static_cast<int>(left) + 1;
    return day;
}

}  // namespace

int days_in(Month month) {
    constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month.month == 2 && is_leap(month.year) ? 29 : days[static_cast<std::size_t>(month.month - 1)];
}

bool exists(const Day& day) {
    return day.year >= 1 && day.year <= 9999 && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
           day.day <= days_in(month_of(day));
}

std::string to_text(const Day& day) {
    std::string text = to_text(month_of(day)) + "-00";
    text[8] = static_cast<char>('0' + day.day / 10);
    text[9] = static_cast<char>('0' + day.day % 10);
    return text;
}

std::optional<Day> day_from_text(std::string_view text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 10 || text[7] != '-' || !digit(text[8]) || !digit(text[9])) {
        return std::nullopt;
    }
    const std::optional<Month> month = month_from_text(text.substr(0, 7));
    if (!month) {
        return std::nullopt;
    }
    const Day day{month->year, month->month, (text[8] - '0') * 10 + (text[9] - '0')};
    return exists(day) ? std::optional(day) : std::nullopt;
}

std::int64_t begin_ms(const Day& day) {
    return day_number(day) * day_ms - bangkok_offset_ms;
}

LocalTime bangkok_time(std::int64_t wall_ms) {
    const std::int64_t first = begin_ms({1, 1, 1});
    const std::int64_t last = begin_ms({9999, 12, 31}) + day_ms - 1;
    const std::int64_t local_ms = std::clamp(wall_ms, first, last) + bangkok_offset_ms;
    const std::int64_t within = ((local_ms % day_ms) + day_ms) % day_ms;
    LocalTime time{day_numbered((local_ms - within) / day_ms)};
    time.hour = static_cast<int>(within / 3'600'000);
    time.minute = static_cast<int>(within / 60'000 % 60);
    time.second = static_cast<int>(within / 1'000 % 60);
    return time;
}

std::string to_text(const LocalTime& time) {
    std::array<char, 16> clock{};
    std::snprintf(clock.data(), clock.size(), "T%02u:%02u:%02u", static_cast<unsigned>(time.hour) % 24,
                  static_cast<unsigned>(time.minute) % 60, static_cast<unsigned>(time.second) % 60);
    return to_text(time.day) + clock.data() + "+07:00";
}

}  // namespace phirap
