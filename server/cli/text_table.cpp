#include "server/cli/text_table.h"

#include <algorithm>

#include "shared/core/invariant.h"

namespace phirap::server {
namespace {

// U+0E31, U+0E34 to U+0E3A and U+0E47 to U+0E4E sit on the letter before them.
bool sits_on_another(unsigned char second, unsigned char third) {
    return second == 0xB8 ? third == 0xB1 || (third >= 0xB4 && third <= 0xBA)
                          : second == 0xB9 && third >= 0x87 && third <= 0x8E;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) == 0x80) {
            continue;
        }
        const bool thai = byte == 0xE0 && i + 2 < text.size();
        if (!thai || !sits_on_another(static_cast<unsigned char>(text[i + 1]),
                                      static_cast<unsigned char>(text[i + 2]))) {
            ++columns;
        }
    }
    return columns;
}

void TextTable::row(std::vector<std::string> cells) {
    invariant(cells.size() == headings_.size(), "a row has as many cells as the table has headings");
    rows_.push_back(std::move(cells));
}

std::string TextTable::text() const {
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < headings_.size(); ++column) {
        std::size_t width = columns_of(headings_[column]);
        for (const auto& cells : rows_) {
            width = std::max(width, columns_of(cells[column]));
        }
        widths.push_back(width);
    }
    std::string out;
    const auto line = [&](const std::vector<std::string>& cells) {
        std::string text;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const std::string blanks(widths[column] - columns_of(cells[column]), ' ');
            const bool right = std::ranges::find(right_, column) != right_.end();
            text += (column == 0 ? "" : "  ") + (right ? blanks + cells[column] : cells[column] + blanks);
        }
        text.erase(text.find_last_not_of(' ') + 1);
        out += text + "\n";
    };
    line(headings_);
    for (const auto& cells : rows_) {
        line(cells);
    }
    return out;
}

}  // namespace phirap::server
