// A table for a terminal: columns line up for Thai as for English.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace phirap::server {

// Cells that a terminal shows for the text: Thai vowels and marks above and below take none.
[[nodiscard]] std::size_t columns_of(std::string_view text);

class TextTable {
  public:
    explicit TextTable(std::vector<std::string> headings) : headings_(std::move(headings)) {}
    // As many cells as headings.
    void row(std::vector<std::string> cells);
    // Numbers line up at their right.
    void right(std::size_t column) { right_.push_back(column); }
    [[nodiscard]] std::string text() const;

  private:
    std::vector<std::string> headings_;
    std::vector<std::vector<std::string>> rows_;
    std::vector<std::size_t> right_;
};

}  // namespace phirap::server
