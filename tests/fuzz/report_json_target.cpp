#include "shared/wire/mission_pack_file.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/reports.h"
#include "tests/fuzz/targets.h"

namespace phirap::fuzz {
namespace {

void import(std::string_view text) {
    const ReadReports read = reports_from_json(text, builtin_pack(), "4399");
    check_said(read.faults);
    if (!read.faults.empty()) {
        return;
    }
    const ReadReports again =
        reports_from_json(reports_to_json(read.reports, builtin_pack(), true), builtin_pack(), "4399");
    promise(again.faults.empty() && again.reports == read.reports,
            "what was imported is exported, and imported the same");
}

}  // namespace

void report_json(BytesView bytes) {
    Choices choices(bytes);
    switch (choices.one_of(3)) {
        case 0:
            return import(choices.rest_text());
        case 1:
            return check_said(
                entries_from_json(choices.rest_text(), builtin_pack(), "4301", Month{2024, 4}).faults);
        default:
            return check_said(
                entries_from_json(choices.rest_text(), builtin_pack(), "4301", std::nullopt).faults);
    }
}

}  // namespace phirap::fuzz
