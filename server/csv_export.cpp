#include "server/csv_export.h"

#include "shared/wire/report_csv.h"

namespace phirap::server {

std::string reports_csv(const ServerStore& store, const MissionPack& pack, const ExportAsked& asked,
                        Language language) {
    std::vector<FormReport> reports;
    for_each_report(store, pack, asked, [&](const PackOffice& office, Month month, const MonthBook& book) {
        reports.push_back(form_of(book.whole, office.code, pack));
        reports.back().month = month;
    });
    return reports_to_csv(reports, pack,
                          language == Language::thai ? CsvHeadings::thai : CsvHeadings::english);
}

}  // namespace phirap::server
