// `export` and `report`: reports as they stand.
#include "server/exports.h"

#include "server/cli/asking.h"
#include "server/cli/commands.h"
#include "server/csv_export.h"
#include "server/picture_count.h"
#include "shared/core/form_entry.h"
#include "shared/core/grade_words.h"
#include "shared/wire/grade_json.h"
#include "shared/wire/report_json.h"
#include "shared/wire/status_json.h"

namespace phirap::server {
namespace {

GradeEntry entry_of(const MonthGrade& month) {
    GradeEntry entry;
    entry.office = month.office;
    entry.month = month.month;
    entry.state = state_shown(month);
    entry.grade = &*month.grade;
    entry.due = month.due;
    entry.timeliness = month.timeliness;
    entry.published = month.published.has_value();
    entry.amended_since = month.amended_since;
    return entry;
}

std::string month_json(const MonthBook& book, const MonthGrade& month, const MissionPack& pack,
                       const PictureCount& pictures, Language language) {
    JsonWriter json(1);
    json.begin_object();
    json.name("reports");
    json.begin_array();
    json.begin_object();
    write_month(json, book, month.office, month.month, pack);
    json.name("grade");
    json.written(grade_to_json(entry_of(month), pack, language));
    json.name("pictures");
    json.begin_object();
    json.member("named", static_cast<std::int64_t>(pictures.named));
    json.member("in", static_cast<std::int64_t>(pictures.in));
    json.end();
    write_submissions(json, month.status);
    write_decision(json, month.status);
    json.end();
    json.end();
    json.end();
    return json.take();
}

std::string channels_of(const FormRow& row, const MissionPack& pack, Language language) {
    std::string text;
    for (const FormChannel& channel : row.channels.value_or(std::vector<FormChannel>{})) {
        const Value* kind = find_field(channel.fields, "kind");
        const Choice* known = kind == nullptr ? nullptr : pack.channel_kind(text_in(*kind));
        text += (text.empty() ? "" : ", ") + (known == nullptr ? "?" : known->title.in(language));
    }
    return text;
}

void say_rows(const FormReport& form, const MissionPack& pack, Context& context) {
    for (const FormRow& row : form.rows) {
        std::string line = "  " + (row.id ? to_text(*row.id).substr(0, 13) : "") + "  ";
        for (const FormField& field : pack.form.row_fields) {
            const Value* value = row.value(field.key);
            if (value == nullptr) {
                continue;
            }
            const bool flag = std::holds_alternative<bool>(*value);
            if (flag ? flag_in(*value) : true) {
                line += flag ? field.label.in(context.language) + "; "
                             : field.label.in(context.language) + ": " + to_text(*value) + "; ";
            }
        }
        context.out += line + channels_of(row, pack, context.language) + "\n";
    }
}

void say_month(const MonthBook& book, const MonthGrade& month, const MissionPack& pack,
               const PictureCount& pictures, Context& context) {
    const Language language = context.language;
    const FormReport form = form_of(book.whole, month.office, pack);
    context.say_line("report_title", {{"title", pack.form.title.in(language)},
                                      {"office", office_name(pack, month.office, language)},
                                      {"month", shown(language, month.month)},
                                      {"state", context.word("state_" + state_shown(month))},
                                      {"rows", std::to_string(form.rows.size())}});
    say_rows(form, pack, context);
    if (pictures.named > 0) {
        context.say_line("server_report_pictures",
                         {{"in", std::to_string(pictures.in)}, {"n", std::to_string(pictures.named)}});
    }
    context.out += "\n";
    if (!month.reported) {
        context.say_line("report_not_submitted");
        return;
    }
    for (const std::string& reason : say_reasons(language, pack, *month.grade)) {
        context.out += reason + "\n";
    }
    if (month.grade->next) {
        context.out += "→ " + say_next_step(language, pack, *month.grade) + "\n";
    }
    for (const Flag& flag : month.grade->flags) {
        context.out += "! " + say_flag(language, pack, flag) + "\n";
    }
    if (month.timeliness) {
        context.out += context.word(to_text(*month.timeliness)) + "\n";
    }
    if (month.status.decision && !month.status.decision->comment.empty()) {
        context.say_line("server_report_comment", {{"comment", month.status.decision->comment}});
    }
}

}  // namespace

int report(const Invocation& asked, Context& context) {
    const Snapshot snapshot = context.centre->snapshot();
    const ServerStore& store = snapshot.store();
    const MissionPack pack = standing_pack(store);
    const Result<Office> office = office_asked(asked.office, store, pack);
    if (!office) {
        return context.report(office.error());
    }
    const Result<Month> month = month_asked(asked.month, pack);
    if (!month) {
        return context.report(month.error());
    }
    const OfficeBook book = read_office(store, *office, pack, *month);
    const MonthGrade judged = judge_month(book, pack, *month, store.key().public_key());
    const auto found = book.months.find(*month);
    const MonthBook nothing;
    const MonthBook& read = found == book.months.end() ? nothing : found->second;
    const PictureCount pictures = count_pictures(store, *office, read.whole);
    if (context.json) {
        context.out += month_json(read, judged, pack, pictures, context.language);
    } else {
        say_month(read, judged, pack, pictures, context);
    }
    return Exit::done;
}

int export_reports(const Invocation& asked, Context& context) {
    const Snapshot snapshot = context.centre->snapshot();
    const ServerStore& store = snapshot.store();
    const MissionPack pack = standing_pack(store);
    ExportAsked wanted;
    if (!asked.office.empty()) {
        const Result<Office> office = office_asked(asked.office, store, pack);
        if (!office) {
            return context.report(office.error());
        }
        wanted.office = *office;
    }
    if (!asked.all) {
        const Result<Month> month = month_asked(asked.month, pack);
        if (!month) {
            return context.report(asked.month.empty() ? missing("--month / --all") : month.error());
        }
        wanted.month = *month;
    }
    context.out += asked.format == "csv" ? reports_csv(store, pack, wanted, context.language)
                                         : reports_json(store, pack, wanted);
    return Exit::done;
}

}  // namespace phirap::server
