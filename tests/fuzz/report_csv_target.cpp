#include "shared/wire/report_csv.h"

#include "shared/core/text.h"
#include "shared/wire/csv.h"
#include "shared/wire/mission_pack_file.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/reports.h"
#include "tests/fuzz/targets.h"

namespace phirap::fuzz {
namespace {

ReadReports read_csv(std::string_view text) {
    return reports_from_csv(text, builtin_pack(), "4301", Month{2024, 4});
}

// A cell that is empty and a column that is not there both say nothing.
std::vector<FormReport> said(std::vector<FormReport> reports) {
    for (FormReport& report : reports) {
        for (FormRow& row : report.rows) {
            std::erase_if(row.pictures, [](const FormPictures& group) { return group.pictures.empty(); });
            if (row.channels && row.channels->empty()) {
                row.channels.reset();
            }
        }
    }
    return reports;
}

void import(std::string_view text) {
    const ReadReports read = read_csv(text);
    check_said(read.faults);
    if (!read.faults.empty()) {
        return;
    }
    const ReadReports again = read_csv(reports_to_csv(read.reports, builtin_pack(), CsvHeadings::keys));
    promise(again.faults.empty() && said(again.reports) == said(read.reports),
            "what was imported is exported, and imported the same");
    for (const CsvHeadings headings : {CsvHeadings::thai, CsvHeadings::english}) {
        check_said(read_csv(reports_to_csv(read.reports, builtin_pack(), headings)).faults);
    }
}

void check_cell(std::string_view text) {
    const std::string cell = csv_cell(text);
    promise(cell.find_first_of("=+-@\t\r") != 0, "no cell begins a formula");
    const std::vector<CsvLine> lines = csv_lines(cell + ",x");
    promise(lines.size() == 1 && lines[0].cells.size() == 2 && !lines[0].broken &&
                without_guard(lines[0].cells[0]) == printable(text),
            "a cell is read as it was written, but for what would act on a terminal");
}

}  // namespace

void report_csv(BytesView bytes) {
    Choices choices(bytes);
    if (choices.flag()) {
        check_cell(choices.rest_text());
    } else {
        import(choices.rest_text());
    }
}

}  // namespace phirap::fuzz
