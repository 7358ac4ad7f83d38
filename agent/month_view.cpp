#include "agent/month_view.h"

#include "shared/wire/grade_json.h"
#include "shared/wire/report_json.h"
#include "shared/wire/status_json.h"

namespace phirap::agent {
namespace {

void write_due(JsonWriter& json, const Due& due) {
    json.name("due");
    json.begin_object();
    json.member("day", to_text(due.day));
    json.member("extended", due.extended);
    json.end();
}

// What of each row's pictures is known; their names alone stand in the rows, as they came.
void write_evidence(JsonWriter& json, const FormReport& form) {
    json.name("evidence");
    json.begin_array();
    for (const FormRow& row : form.rows) {
        for (const FormPictures& group : row.pictures) {
            for (const Evidence& picture : group.pictures) {
                json.begin_object();
                json.member("row", to_text(*row.id));
                json.member("role", group.role);
                json.member("name", picture.name);
                json.member("attached", picture.rendition.has_value());
                for (const auto& [key, hash] : {std::pair{"sha256", &picture.rendition},
                                                {"preview", &picture.preview},
                                                {"original", &picture.original}}) {
                    if (*hash) {
                        json.member(key, (*hash)->hex());
                    }
                }
                if (!picture.taken.empty()) {
                    json.member("taken", picture.taken);
                }
                json.end();
            }
        }
    }
    json.end();
}

void write_quarantined(JsonWriter& json, const Report& report, Language language) {
    json.name("quarantined");
    json.begin_array();
    for (const Quarantined& quarantined : report.quarantined) {
        json.begin_object();
        json.member("operation", quarantined.id.hex().substr(0, 16));
        json.member("reason", quarantined.reason);
        json.member("words", say(language, quarantined.reason));
        json.end();
    }
    json.end();
}

}  // namespace

MonthSources FoldedMonth::sources() const {
    MonthSources sources{office, &pack, &file, &office_file, {}};
    for (const auto& [month, report] : earlier) {
        sources.earlier[month] = &report;
    }
    return sources;
}

FoldedMonth fold_month(const AgentStore& store, Month month) {
    FoldedMonth folded{
        store.enrolment().office, store.pack(), open_month(store, month), store.office_file(), {}};
    for (const Month other : store.months()) {
        if (other < month && other >= folded.pack.first_month) {
            folded.earlier.emplace(other, store.report(other));
        }
    }
    return folded;
}

MonthView month_view(const AgentStore& store, Month month) {
    return month_view(fold_month(store, month).sources());
}

MonthView month_view(const MonthSources& sources) {
    const MonthFile& file = *sources.file;
    MonthView view;
    view.office = sources.office;
    view.month = *file.scope.month;
    view.pack = *sources.pack;
    view.report = file.report;
    view.form = form_of(file.report, view.office, view.pack);
    view.form.month = view.month;
    for (std::size_t i = 0; i < view.form.rows.size(); ++i) {
        view.form.rows[i].number = i + 1;
    }
    view.status = status_of(file.report, file.operations, file.ancestry);
    view.due = due_of(view.pack.due, view.month, extension_in(file.report));
    view.questions = open_questions(file.report);
    view.grade = grade_of(sources, file.report);
    return view;
}

Grade grade_of(const MonthSources& sources, const Report& month) {
    const Month judged_month = *sources.file->scope.month;
    OfficeMonth judged{sources.pack, sources.office, judged_month, sources.earlier, sources.office_file};
    judged.months[judged_month] = &month;
    return grade(judged);
}

std::string month_json(const MonthView& view, Language language) {
    JsonWriter json(1);
    json.begin_object();
    json.name("reports");
    json.begin_array();
    json.begin_object();
    write_report(json, view.form, view.pack, true);
    json.member("state", std::string(to_text(view.status.state)));
    json.member("changed_since_submission", view.status.changed_since_submission);
    write_due(json, view.due);
    json.name("facts");
    json.begin_object();
    for (const Fact& fact : view.grade.facts) {
        json.member_or_null(fact.key, fact.value);
    }
    json.end();
    GradeEntry entry;
    entry.office = view.office;
    entry.month = view.month;
    entry.state = to_text(view.status.state == ReportState::none ? ReportState::draft : view.status.state);
    entry.grade = &view.grade;
    entry.due = view.due;
    json.name("grade");
    json.written(grade_to_json(entry, view.pack, language));
    write_evidence(json, view.form);
    write_submissions(json, view.status);
    write_decision(json, view.status);
    json.name("conflicts");
    write_conflicts(json, view.report);
    write_quarantined(json, view.report, language);
    json.end();
    json.end();
    json.end();
    return json.take();
}

}  // namespace phirap::agent
