// CSV as RFC 4180 has it: commas, CRLF or LF, quotes around what holds them, quotes doubled inside.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace phirap {

struct CsvLine {
    std::size_t line = 0;  // where it begins in the text, from 1
    std::vector<std::string> cells;
    bool broken = false;  // a quote that never closes, or something behind a closing one
};

// All lines, blank ones left out. A byte-order mark before the first is passed over.
[[nodiscard]] std::vector<CsvLine> csv_lines(std::string_view text);

// One cell as it is written. Spreadsheets take what begins with = + - @ for a formula: such a cell gets an
// apostrophe before it, which without_guard() takes off again.
[[nodiscard]] std::string csv_cell(std::string_view text);
[[nodiscard]] std::string_view without_guard(std::string_view cell);

inline constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace phirap
