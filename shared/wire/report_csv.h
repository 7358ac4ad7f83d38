// Reports as CSV: one row a line, for those who keep their month in a spreadsheet.
//
// The first line names the columns: by the form's keys (or JSON members), by the fields' labels, or by the
// headings of the official form, Thai or English. A column that shows two figures holds both, "91/78". All
// channels of a row stand in one cell, "facebook: https://...; line: capture.png"; so do pictures,
// "a.jpg; b.jpg". Columns `office` (code or name), `month` and `id` are the same for every mission.
// Services do not fit into rows and have no column.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/wire/report_json.h"

namespace phirap {

// Reads rows into reports, one for each office and month, in the order in which they come. `office` and
// `month` are of rows that do not say. Faults as in reports_from_json(), with the line besides; one whose
// column is unknown names the first line.
[[nodiscard]] ReadReports reports_from_csv(std::string_view text, const MissionPack& pack,
                                           const Office& office, std::optional<Month> month);

enum class CsvHeadings {
    keys,     // for programs: ISO dates, true and false
    thai,     // month, the official form's columns, then what no column of it shows
    english,  // likewise
};
// With a byte-order mark, so that spreadsheets know it for UTF-8. No cell begins a formula.
[[nodiscard]] std::string reports_to_csv(const std::vector<FormReport>& reports, const MissionPack& pack,
                                         CsvHeadings headings);

}  // namespace phirap
