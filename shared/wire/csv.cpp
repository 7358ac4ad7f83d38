#include "shared/wire/csv.h"

#include <algorithm>
#include <array>

#include "shared/core/text.h"

namespace phirap {
namespace {

// What a spreadsheet may take for the beginning of a formula (OWASP, "CSV Injection"): also in full width.
bool begins_formula(std::string_view text) {
    constexpr std::string_view narrow = "=+-@\t\r\n";
    constexpr std::array<std::string_view, 4> wide = {"＝", "＋", "－", "＠"};
    return (!text.empty() && narrow.find(text[0]) != text.npos) ||
           std::ranges::any_of(wide, [&](std::string_view mark) { return text.starts_with(mark); });
}

// Walks through the text, one cell after another.
class Scan {
  public:
    explicit Scan(std::string_view text) : text_(text) {}

    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

    CsvLine next_line() {
        CsvLine line;
        line.line = line_;
        bool more = true;
        while (more) {
            line.cells.emplace_back();
            more = next_cell(line);
        }
        return line;
    }

  private:
    // True when a comma says that another cell follows.
    bool next_cell(CsvLine& line) {
        if (!at_end() && text_[at_] == '"') {
            ++at_;
            take_quoted(line);
        }
        while (!at_end() && text_[at_] != ',' && text_[at_] != '\n' && !at_line_end()) {
            line.cells.back() += text_[at_++];
        }
        if (at_end()) {
            return false;
        }
        at_ += text_[at_] == '\r' ? 1 : 0;
        const bool comma = text_[at_++] == ',';
        line_ += comma ? 0 : 1;
        return comma;
    }

    void take_quoted(CsvLine& line) {
        for (; !at_end(); ++at_) {
            if (text_[at_] == '"') {
                if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') {
                    ++at_;
                    line.broken |= !at_end() && text_[at_] != ',' && text_[at_] != '\n' && !at_line_end();
                    return;
                }
                ++at_;
            }
            line_ += text_[at_] == '\n' ? 1 : 0;
            line.cells.back() += text_[at_];
        }
        line.broken = true;
    }

    [[nodiscard]] bool at_line_end() const { return text_.substr(at_).starts_with("\r\n"); }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

bool is_blank_line(const CsvLine& line) {
    return std::ranges::all_of(line.cells, [](const std::string& cell) {
        return cell.find_first_not_of(" \t\r\n") == std::string::npos;
    });
}

}  // namespace

std::vector<CsvLine> csv_lines(std::string_view text) {
    text.remove_prefix(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
    std::vector<CsvLine> lines;
    for (Scan scan(text); !scan.at_end();) {
        CsvLine line = scan.next_line();
        if (!is_blank_line(line)) {
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

std::string csv_cell(std::string_view text) {
    const std::string shown = printable(text);
    const std::string cell = (begins_formula(shown) ? "'" : "") + shown;
    if (cell.find_first_of(",\"\r\n") == cell.npos) {
        return cell;
    }
    std::string quoted = "\"";
    for (const char c : cell) {
        quoted.append(c == '"' ? 2 : 1, c);
    }
    return quoted + "\"";
}

std::string_view without_guard(std::string_view cell) {
    const bool guarded = cell.starts_with('\'') && begins_formula(cell.substr(1));
    return cell.substr(guarded ? 1 : 0);
}

}  // namespace phirap
