// Of the month page, and of the page of conflicts: one open question with its answers side by side.
#include <algorithm>

#include "agent/cli/spans.h"
#include "agent/desk/month_page.h"

namespace phirap::agent {
namespace {

const FormField* field_of(const Conflict& conflict, const Form& form) {
    return conflict.entity.kind == EntityKind::row      ? form.row_field(conflict.field)
           : conflict.entity.kind == EntityKind::report ? form.report_field(conflict.field)
                                                        : nullptr;
}

// What the question is about, as the form calls it.
std::string label_of(const Conflict& conflict, const MissionPack& pack, Language language) {
    if (conflict.field.empty()) {
        return say(language, "desk_question_deleted");
    }
    if (const FormField* field = field_of(conflict, pack.form)) {
        return field->label.in(language);
    }
    if (conflict.entity.kind == EntityKind::service) {
        const Choice* service = pack.service(to_text(conflict.entity.id));
        const auto tick = std::ranges::find(pack.ticks, conflict.field, &Choice::key);
        return (service == nullptr ? to_text(conflict.entity.id) : service->title.in(language)) + " · " +
               (tick == pack.ticks.end() ? conflict.field : tick->title.in(language));
    }
    const std::string key = "desk_part_" + conflict.field;
    return conflict.entity.kind == EntityKind::channel || conflict.entity.kind == EntityKind::evidence
               ? say(language, key)
               : conflict.field;
}

std::string shown_answer(const Conflict& conflict, const Value& value, const MissionPack& pack,
                         Language language) {
    if (conflict.entity.kind == EntityKind::channel && conflict.field == "kind") {
        const Choice* kind = pack.channel_kind(text_in(value));
        return kind == nullptr ? to_text(value) : kind->title.in(language);
    }
    return shown_value(field_of(conflict, pack.form), value, language);
}

void write_answer(JsonWriter& json, const Writing& writing, const WriterId& own, Language language) {
    json.member("who", writing.author);
    json.member("machine", say(language, writing.writer == own ? "desk_this_machine" : "desk_other_machine",
                               {{"machine", writing.writer.hex().substr(0, 8)}}));
    json.member("ours", writing.writer == own);
    json.member("at", time_for_programs(writing.time.wall_ms));
}

// Of an edit after a delete the two sides are who deleted and who edited last.
void write_sides(JsonWriter& json, const OpenQuestion& question, const Report& report, const WriterId& own,
                 Language language) {
    const EntityState* state = report.find(question.conflict.entity);
    if (state == nullptr || state->standing_deletes.empty()) {
        return;
    }
    std::uint32_t edited = 0;
    for (const EntityState* member : report.family(question.conflict.entity)) {
        for (const FieldState& field : member->fields) {
            edited = std::max(edited, field.standing.back().writing);
        }
    }
    const std::pair<const char*, std::uint32_t> sides[] = {{"deleted", state->standing_deletes.back()},
                                                           {"edited", edited}};
    for (const auto& [what, writing] : sides) {
        json.begin_object();
        json.member("what", what);
        write_answer(json, report.writings[writing], own, language);
        json.end();
    }
}

}  // namespace

void write_question(JsonWriter& json, const OpenQuestion& question, const Report& report,
                    const MissionPack& pack, const RowNumbers& numbers, const WriterId& own,
                    Language language) {
    const Conflict& conflict = question.conflict;
    const Entity owner = owner_of(conflict.entity);
    const auto number = numbers.find(owner.id);
    const bool of_row = owner.kind == EntityKind::row;
    json.begin_object();
    json.member("month", to_text(question.month));
    json.member("key", question.key);
    json.name("row");
    of_row ? json.text(to_text(owner.id)) : json.null();
    json.member_or_null("row_number", of_row && number != numbers.end()
                                          ? std::optional(static_cast<std::int64_t>(number->second))
                                          : std::nullopt);
    json.member("field", conflict.field);
    json.member("label", label_of(conflict, pack, language));
    json.member("kind", conflict.field.empty() ? "edited_after_delete" : "field");
    json.name("answers");
    json.begin_array();
    for (std::size_t i = 0; i < conflict.answers.size(); ++i) {
        json.begin_object();
        json.member("number", static_cast<std::int64_t>(i + 1));
        json.member("value", to_text(conflict.answers[i].value));
        json.member("shown", shown_answer(conflict, conflict.answers[i].value, pack, language));
        write_answer(json, report.writings[conflict.answers[i].writing], own, language);
        json.end();
    }
    if (conflict.field.empty()) {
        write_sides(json, question, report, own, language);
    }
    json.end();
    json.end();
}

}  // namespace phirap::agent
