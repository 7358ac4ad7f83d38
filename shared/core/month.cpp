#include "shared/core/month.h"

#include <algorithm>

namespace phirap {

std::string to_text(Month month) {
    std::string text = "0000-00";
    for (int at = 3, year = month.year; at >= 0; --at, year /= 10) {
        text[static_cast<std::size_t>(at)] = static_cast<char>('0' + year % 10);
    }
    text[5] = static_cast<char>('0' + month.month / 10);
    text[6] = static_cast<char>('0' + month.month % 10);
    return text;
}

std::optional<Month> month_from_text(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') {
        return std::nullopt;
    }
    int number = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == 4) {
            continue;
        }
        if (text[i] < '0' || text[i] > '9') {
            return std::nullopt;
        }
        number = number * 10 + (text[i] - '0');
    }
    const Month month{number / 100, number % 100};
    if (month.year < 1 || month.month < 1 || month.month > 12) {
        return std::nullopt;
    }
    return month;
}

}  // namespace phirap
