// A calendar month, Gregorian: what a report is of.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace phirap {

struct Month {
    int year = 0;   // Gregorian, 1 to 9999
    int month = 0;  // 1 to 12

    auto operator<=>(const Month&) const = default;
};

// Months since January of year 0, and back: for arithmetic and for the wire. from_index accepts
// 12 (0001-01) to 119999 (9999-12).
[[nodiscard]] constexpr int index_of(Month month) {
    return month.year * 12 + month.month - 1;
}
[[nodiscard]] constexpr std::optional<Month> month_from_index(std::int64_t index) {
    if (index < 12 || index > 119999) {
        return std::nullopt;
    }
    return Month{static_cast<int>(index / 12), static_cast<int>(index % 12) + 1};
}

// ISO 8601 "2024-04", exactly, and back. What people type is read by thai_calendar.h.
[[nodiscard]] std::string to_text(Month month);
[[nodiscard]] std::optional<Month> month_from_text(std::string_view text);

}  // namespace phirap
