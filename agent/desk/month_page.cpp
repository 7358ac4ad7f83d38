#include "agent/desk/month_page.h"

#include "agent/cli/spans.h"
#include "agent/desk/as_of.h"
#include "agent/upload_table.h"
#include "agent/waiting.h"
#include "shared/core/thai_calendar.h"

namespace phirap::agent {
namespace {

void write_decision(JsonWriter& json, const PageView& page) {
    json.name("decision");
    const std::optional<Decision>& decision = page.month.status.decision;
    if (!decision) {
        return json.null();
    }
    json.begin_object();
    json.member("verdict", decision->verdict);
    json.member("comment", decision->comment);
    json.member("at", time_for_programs(decision->time.wall_ms));
    json.end();
}

void write_due(JsonWriter& json, const PageView& page) {
    const Due& due = page.month.due;
    json.name("due");
    json.begin_object();
    json.member("day", to_text(due.day));
    json.member("shown", shown(page.language, due.day));
    json.member("days_left", days_left(due, corrected_ms(page.store)));
    json.member("extended", due.extended);
    json.end();
}

void write_heading(JsonWriter& json, const PageView& page) {
    const MonthView& month = page.month;
    const PackOffice* office = page.pack().office(month.office);
    const PackOffice* province = page.pack().office(page.pack().province);
    const std::string state = "state_" + std::string(to_text(month.status.state));
    json.member("month", to_text(month.month));
    json.member("month_shown", shown(page.language, month.month));
    json.member("as_of", as_of(page.file));
    json.member("office", month.office);
    json.member("office_name", office == nullptr ? month.office : office->name.in(page.language));
    json.member("province_name", province == nullptr ? "" : province->name.in(page.language));
    json.member("mission", page.pack().title.in(page.language));
    json.member("title", page.form().title.in(page.language));
    json.member("state", to_text(month.status.state));
    json.member("state_words", say(page.language, state));
    write_decision(json, page);
    json.member("changed_since_submission", month.status.changed_since_submission);
    json.member("open", month.status.state != ReportState::approved);
    write_due(json, page);
}

void write_quarantined(JsonWriter& json, const PageView& page) {
    json.name("quarantined");
    json.begin_array();
    for (const Quarantined& one : page.month.report.quarantined) {
        json.begin_object();
        json.member("operation", one.id.hex().substr(0, 16));
        json.member("words", say(page.language, one.reason));
        json.end();
    }
    json.end();
}

void write_page(JsonWriter& json, const PageView& page) {
    json.begin_object();
    write_heading(json, page);
    json.name("form");
    write_form(json, page.pack(), page.language);
    json.name("fields");
    write_fields(json, page, whole_month, page.form().report_fields);
    json.name("services");
    write_services(json, page);
    json.name("rows");
    write_rows(json, page);
    json.name("deleted");
    write_deleted(json, page);
    json.name("grade");
    write_grade(json, page.month.grade, page.pack(), page.numbers, page.language);
    json.name("questions");
    json.begin_array();
    for (const OpenQuestion& question : page.month.questions) {
        write_question(json, question, page.month.report, page.pack(), page.numbers,
                       page.store.enrolment().agent, page.language);
    }
    json.end();
    json.name("history");
    write_history(json, page);
    write_quarantined(json, page);
    json.end();
}

// Rows of which only what could not be read is known yet, behind the others.
void add_unborn(MonthView& month, const Drafts& drafts) {
    for (const auto& [place, typed] : drafts) {
        const EntityState* state = month.report.find({EntityKind::row, place.row, 0});
        const bool known = place.row == EntityId() || state != nullptr ||
                           (!month.form.rows.empty() && month.form.rows.back().id == place.row);
        if (!known) {
            FormRow& row = month.form.rows.emplace_back();
            row.id = place.row;
            row.number = month.form.rows.size();
        }
    }
}

}  // namespace

const OpenQuestion* PageView::question(const Entity& entity, std::string_view field) const {
    for (const OpenQuestion& question : month.questions) {
        if (question.conflict.entity == entity && question.conflict.field == field) {
            return &question;
        }
    }
    return nullptr;
}

void write_month(JsonWriter& json, AgentStore& store, MonthShelf& shelf, Month month,
                 const std::filesystem::path& renditions, Language language) {
    const MonthSources sources = shelf.sources(store, month);
    MonthView view = month_view(sources);
    const Drafts drafts = drafts_of(store, month);
    add_unborn(view, drafts);
    const RowNumbers numbers = numbers_of(view.form);
    const BlobStore blobs(renditions);
    const std::set<Sha256> delivered = delivered_pictures(store);
    const OfficeFigures figures =
        figures_of({sources.pack, sources.office, month, sources.earlier, sources.office_file});
    write_page(json,
               {store, view, *sources.file, drafts, numbers, blobs, delivered, figures.services, language});
}

}  // namespace phirap::agent
