#include "agent/settling.h"

#include <algorithm>

#include "shared/core/form_check.h"
#include "shared/wire/report_json.h"

namespace phirap::agent {
namespace {

Error bad(std::string key, Arguments arguments = {}) {
    return {ErrorKind::bad_input, std::move(key), std::move(arguments)};
}

// How the field of a question is read when a person gives a value of their own.
FormField field_of(const MissionPack& pack, const Conflict& conflict) {
    const FormField* known = nullptr;
    if (conflict.entity.kind == EntityKind::row) {
        known = pack.form.row_field(conflict.field);
    } else if (conflict.entity.kind == EntityKind::report) {
        known = pack.form.report_field(conflict.field);
    } else if (conflict.field == "link" || conflict.field == "capture") {
        known = conflict.field == "link" ? &link_field() : &capture_field();
    } else if (conflict.field == "name") {
        known = &picture_name_field();
    }
    if (known != nullptr) {
        return *known;
    }
    const FieldType type = conflict.entity.kind == EntityKind::service ? FieldType::flag : FieldType::text;
    return {conflict.field, conflict.field, type, {}, false, 0};
}

Result<Value> given_value(const MissionPack& pack, const Conflict& conflict, Month month,
                          const std::string& typed) {
    Result<Value> value = value_typed(field_of(pack, conflict), typed);
    if (!value) {
        return value;
    }
    if (conflict.entity.kind == EntityKind::channel && conflict.field == "kind" &&
        pack.channel_kind(text_in(*value)) == nullptr) {
        std::string kinds;
        for (const Choice& choice : pack.channel_kinds) {
            kinds.append(kinds.empty() ? "" : ", ").append(choice.key);
        }
        return tl::unexpected(bad("channel_unknown", {{"kind", quote_of(typed)}, {"kinds", kinds}}));
    }
    const std::optional<Day> day = day_from_text(text_in(*value));
    if (conflict.field == pack.form.dated_by && conflict.entity.kind == EntityKind::row && day) {
        if (const Result<void> inside = check_dated(*day, month); !inside) {
            return tl::unexpected(inside.error());
        }
    }
    return value;
}

Result<Change> change_for(const MissionPack& pack, const OpenQuestion& question,
                          const Settlement& settlement) {
    const Conflict& conflict = question.conflict;
    const bool keeps = std::holds_alternative<KeepRow>(settlement);
    if (conflict.field.empty()) {
        if (!keeps && !std::holds_alternative<DeleteRow>(settlement)) {
            return tl::unexpected(bad("settle_needs_keep_or_delete"));
        }
        return Change{keeps ? ChangeKind::keep : ChangeKind::remove, conflict.entity, {}};
    }
    if (const ChooseAnswer* choice = std::get_if<ChooseAnswer>(&settlement)) {
        if (choice->number < 1 || choice->number > conflict.answers.size()) {
            return tl::unexpected(
                bad("answer_unknown", {{"answer", std::to_string(choice->number)},
                                       {"count", std::to_string(conflict.answers.size())}}));
        }
        const Value& chosen = conflict.answers[choice->number - 1].value;
        return Change{ChangeKind::set, conflict.entity, {{conflict.field, chosen}}};
    }
    if (const GiveValue* given = std::get_if<GiveValue>(&settlement)) {
        Result<Value> value = given_value(pack, conflict, question.month, given->typed);
        if (!value) {
            return tl::unexpected(value.error());
        }
        return Change{ChangeKind::set, conflict.entity, {{conflict.field, *std::move(value)}}};
    }
    return tl::unexpected(bad("settle_needs_answer"));
}

}  // namespace

std::vector<OpenQuestion> open_questions(const Report& report) {
    std::vector<OpenQuestion> questions;
    for (Conflict& conflict : conflicts(report)) {
        std::string key = key_of(conflict);
        questions.push_back({report.scope.month.value_or(Month{}), questions.size() + 1, std::move(key),
                             std::move(conflict)});
    }
    return questions;
}

std::vector<OpenQuestion> open_questions(const AgentStore& store) {
    std::vector<OpenQuestion> all;
    for (const Month month : store.months()) {
        std::ranges::move(open_questions(store.report(month)), std::back_inserter(all));
    }
    return all;
}

Result<Saved> settle(AgentStore& store, Month month, std::string_view question, const Settlement& settlement,
                     const std::string& author) {
    store.catch_up();
    const MonthFile file = open_month(store, month);
    const std::vector<OpenQuestion> open = open_questions(file.report);
    const auto asked = std::ranges::find_if(open, [&](const OpenQuestion& one) {
        return one.key == question || std::to_string(one.number) == question;
    });
    if (asked == open.end()) {
        return fail(ErrorKind::not_found, "question_unknown", {{"question", quote_of(question)}});
    }
    if (const Result<void> still_open = check_open(file); !still_open) {
        return tl::unexpected(still_open.error());
    }
    Result<Change> change = change_for(store.pack(), *asked, settlement);
    if (!change) {
        return tl::unexpected(change.error());
    }
    return store.save({{}, author, file.scope, asked->conflict.seen, {*std::move(change)}});
}

}  // namespace phirap::agent
