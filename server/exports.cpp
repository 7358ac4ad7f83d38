#include "server/exports.h"

#include <algorithm>

#include "shared/core/form_entry.h"
#include "shared/wire/operation_body.h"
#include "shared/wire/report_json.h"

namespace phirap::server {

Month last_month(const ServerStore& store, const Office& office, const MissionPack& pack) {
    Month last = pack.first_month;
    for (const std::string& text : store.log(office).scopes()) {
        const Scope scope = scope_from_text(text);
        if (scope.mission == pack.mission && scope.month) {
            last = std::max(last, *scope.month);
        }
    }
    return last;
}

void write_month(JsonWriter& json, const MonthBook& book, const Office& office, Month month,
                 const MissionPack& pack) {
    FormReport form = form_of(book.whole, office, pack);
    form.month = month;
    write_report(json, form, pack, true);
    json.member("state", to_text(book.status.state));
    json.member("changed_since_submission", book.status.changed_since_submission);
    json.name("conflicts");
    write_conflicts(json, book.whole);
}

void for_each_report(const ServerStore& store, const MissionPack& pack, const ExportAsked& asked,
                     const EachMonth& each) {
    for (const PackOffice& office : pack.offices) {
        if (!asked.office.empty() && asked.office != office.code) {
            continue;
        }
        const Month through = asked.month.value_or(last_month(store, office.code, pack));
        const OfficeBook book = read_office(store, office.code, pack, through);
        for (const auto& [month, read] : book.months) {
            const bool wanted = !asked.month || *asked.month == month;
            if (wanted && read.status.state != ReportState::none) {
                each(office, month, read);
            }
        }
    }
}

std::string reports_json(const ServerStore& store, const MissionPack& pack, const ExportAsked& asked) {
    JsonWriter json(1);
    json.begin_object();
    json.name("reports");
    json.begin_array();
    for_each_report(store, pack, asked, [&](const PackOffice& office, Month month, const MonthBook& book) {
        json.begin_object();
        write_month(json, book, office.code, month, pack);
        json.end();
    });
    json.end();
    json.end();
    return json.take();
}

}  // namespace phirap::server
