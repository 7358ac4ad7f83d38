#include "agent/cli/commands.h"
#include "agent/cli/spans.h"
#include "agent/cli/typed.h"
#include "agent/month_view.h"
#include "shared/core/grade_words.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

std::string state_words(Language language, const MonthView& view) {
    const std::string key = "state_" + std::string(to_text(view.status.state));
    return say(language, key);
}

class Teller {
  public:
    Teller(const MonthView& view, Context& context)
        : view_(view), context_(context), language_(context.language) {}

    void tell() {
        line(view_.pack.form.title.in(language_));
        context_.say_line("report_of", {{"office", office_name()},
                                        {"month", shown(language_, view_.month)},
                                        {"state", state_words(language_, view_)},
                                        {"due", shown(language_, view_.due.day)}});
        if (view_.status.changed_since_submission) {
            context_.say_line("changed_since_submission");
        }
        tell_decision();
        for (const FormRow& row : view_.form.rows) {
            tell_row(row);
        }
        tell_services();
        tell_fields(view_.pack.form.report_fields, view_.form.fields, "");
        tell_grade();
        if (!view_.questions.empty()) {
            context_.say_line("report_conflicts",
                              {{"n", shown(static_cast<std::int64_t>(view_.questions.size()))}});
        }
        for (const Quarantined& quarantined : view_.report.quarantined) {
            line("  - " + say(language_, quarantined.reason));
        }
    }

  private:
    void line(const std::string& text) { context_.print(text + "\n"); }

    [[nodiscard]] std::string office_name() const {
        const PackOffice* office = view_.pack.office(view_.office);
        return view_.office + (office == nullptr ? "" : " " + office->name.in(language_));
    }

    void tell_decision() {
        if (view_.status.decision && !view_.status.decision->comment.empty()) {
            context_.say_line("report_decision_comment", {{"comment", view_.status.decision->comment}});
        }
    }

    [[nodiscard]] std::string shown_value(const FormField& field, const Value& value) const {
        if (field.type == FieldType::flag) {
            return say(language_, flag_in(value) ? "report_yes" : "report_no");
        }
        if (field.type == FieldType::date) {
            const std::optional<Day> day = day_from_text(text_in(value));
            return day ? shown(language_, *day, DateStyle::brief) : std::string(text_in(value));
        }
        return to_text(value);
    }

    void tell_fields(const std::vector<FormField>& form, const std::vector<Field>& fields,
                     const std::string& before) {
        for (const FormField& field : form) {
            const Value* value = find_field(fields, field.key);
            if (value != nullptr && !is_blank(value) &&
                !(field.type == FieldType::flag && !flag_in(*value))) {
                line(before + field.label.in(language_) + ": " + shown_value(field, *value));
            }
        }
    }

    void tell_row(const FormRow& row) {
        line("");
        line(std::to_string(row.number) + ".  [" + (row.id ? to_text(*row.id) : "") + "]");
        tell_fields(view_.pack.form.row_fields, row.fields, "    ");
        for (const FormChannel& channel : row.channels.value_or(std::vector<FormChannel>{})) {
            tell_channel(channel);
        }
        for (const FormPictures& pictures : row.pictures) {
            for (const Evidence& picture : pictures.pictures) {
                line("    " + role_name(pictures.role) + ": " + picture.name);
            }
        }
        tell_pictures(row);
    }

    [[nodiscard]] std::string role_name(const std::string& key) const {
        const EvidenceRole* role = view_.pack.form.evidence_role(key);
        return role != nullptr       ? role->label.in(language_)
               : key == capture_role ? say(language_, "report_capture")
                                     : key;
    }

    void tell_pictures(const FormRow& row) {
        std::int64_t attached = 0;
        std::int64_t by_name = 0;
        for (const FormPictures& pictures : row.pictures) {
            for (const Evidence& picture : pictures.pictures) {
                ++(picture.rendition ? attached : by_name);
            }
        }
        std::string said;
        for (const auto& [key, n] :
             {std::pair{"report_pictures", attached}, {"report_pictures_by_name", by_name}}) {
            if (n > 0) {
                said += (said.empty() ? "    " : ", ") + say(language_, key, {{"n", shown(n)}});
            }
        }
        if (!said.empty()) {
            line(said);
        }
    }

    void tell_channel(const FormChannel& channel) {
        const auto text = [&](std::string_view key) {
            const Value* value = find_field(channel.fields, key);
            return std::string(value == nullptr ? "" : text_in(*value));
        };
        const Choice* kind = view_.pack.channel_kind(text("kind"));
        line("    " + say(language_, "report_channel") + ": " +
             (kind == nullptr ? text("kind") : kind->title.in(language_)) + "  " + text("link") +
             text("capture"));
    }

    void tell_services() {
        if (!view_.form.services.empty()) {
            line("");
        }
        for (const FormService& service : view_.form.services) {
            const Choice* named = view_.pack.service(service.key);
            std::string ticks;
            for (const Choice& tick : view_.pack.ticks) {
                const Value* value = find_field(service.ticks, tick.key);
                ticks += std::string(value != nullptr && flag_in(*value) ? "  [x] " : "  [ ] ") +
                         tick.title.in(language_);
            }
            line((named == nullptr ? service.key : named->title.in(language_)) + ":" + ticks);
        }
    }

    void tell_grade() {
        line("");
        context_.say_line("report_preview");
        for (const std::string& reason : say_reasons(language_, view_.pack, view_.grade)) {
            line("  " + reason);
        }
        if (view_.grade.next) {
            line("  " + say_next_step(language_, view_.pack, view_.grade));
        }
        for (const Flag& flag : view_.grade.flags) {
            line("  - " + say_flag(language_, view_.pack, flag));
        }
    }

    const MonthView& view_;
    Context& context_;
    Language language_;
};

int list_months(Context& context) {
    const AgentStore& store = *context.store;
    const std::vector<Month> months = store.months();
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.name("months");
        json.begin_array();
        for (const Month month : months) {
            const MonthView view = month_view(store, month);
            json.begin_object();
            json.member("month", to_text(month));
            json.member("state", std::string(to_text(view.status.state)));
            json.member("rows", static_cast<std::int64_t>(view.form.rows.size()));
            json.member("conflicts", static_cast<std::int64_t>(view.questions.size()));
            json.end();
        }
        json.end();
        json.end();
        context.print(json.take());
        return Exit::done;
    }
    if (months.empty()) {
        context.say_line("report_none");
    }
    for (const Month month : months) {
        const MonthView view = month_view(store, month);
        context.say_line("report_month_line",
                         {{"month", shown(context.language, month)},
                          {"state", state_words(context.language, view)},
                          {"rows", shown(static_cast<std::int64_t>(view.form.rows.size()))},
                          {"conflicts", shown(static_cast<std::int64_t>(view.questions.size()))}});
    }
    return Exit::done;
}

}  // namespace

int report(const ReportAsked& asked, Context& context) {
    if (asked.month.empty()) {
        return list_months(context);
    }
    const Result<Month> month = month_asked(asked.month);
    if (!month) {
        return context.report(month.error());
    }
    const MonthView view = month_view(*context.store, *month);
    if (context.json) {
        context.print(month_json(view, context.language));
    } else {
        Teller(view, context).tell();
    }
    // What was printed here is what a later `record` on this PC is taken to have seen.
    note_shown(*context.store, view.report);
    return Exit::done;
}

}  // namespace phirap::agent
