#include "shared/core/report.h"

#include <algorithm>

namespace phirap {

bool FieldState::in_conflict() const {
    return std::ranges::any_of(standing,
                               [&](const Answer& answer) { return answer.value != standing.front().value; });
}

const FieldState* EntityState::field(std::string_view key) const {
    const auto found = std::ranges::lower_bound(fields, key, {}, &FieldState::key);
    return found != fields.end() && found->key == key ? &*found : nullptr;
}

const Value& EntityState::shown(std::string_view key) const {
    static const Value nothing;
    const FieldState* state = field(key);
    return state == nullptr ? nothing : state->shown();
}

const EntityState* Report::find(const Entity& entity) const {
    const auto found = std::ranges::lower_bound(entities, entity, {}, &EntityState::entity);
    return found != entities.end() && found->entity == entity ? &*found : nullptr;
}

std::vector<const EntityState*> Report::visible(EntityKind kind) const {
    std::vector<const EntityState*> shown;
    for (auto at = std::ranges::lower_bound(entities, Entity{kind, {}, 0}, {}, &EntityState::entity);
         at != entities.end() && at->entity.kind == kind; ++at) {
        if (!is_hidden(*at)) {
            shown.push_back(&*at);
        }
    }
    return shown;
}

bool Report::is_hidden(const EntityState& state) const {
    const Entity owner = owner_of(state.entity);
    const EntityState* owning = owner == state.entity ? nullptr : find(owner);
    return state.hidden || (owning != nullptr && owning->hidden);
}

std::vector<const EntityState*> Report::family(const Entity& entity) const {
    std::vector<const EntityState*> members;
    if (const EntityState* state = find(entity)) {
        members.push_back(state);
    }
    if (entity.kind == EntityKind::row) {
        for (const EntityKind kind : {EntityKind::channel, EntityKind::evidence}) {
            for (auto at =
                     std::ranges::lower_bound(entities, Entity{kind, entity.id, 0}, {}, &EntityState::entity);
                 at != entities.end() && at->entity.kind == kind && at->entity.id == entity.id; ++at) {
                members.push_back(&*at);
            }
        }
    }
    return members;
}

std::vector<const EntityState*> Report::owned(EntityKind kind, const EntityId& row) const {
    std::vector<const EntityState*> shown = family({EntityKind::row, row, 0});
    std::erase_if(shown,
                  [&](const EntityState* state) { return state->entity.kind != kind || is_hidden(*state); });
    return shown;
}

std::string_view text_in(const Value& value) {
    const std::string* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string_view() : std::string_view(*text);
}

std::int64_t number_in(const Value& value, std::int64_t otherwise) {
    const std::int64_t* number = std::get_if<std::int64_t>(&value);
    return number == nullptr ? otherwise : *number;
}

bool flag_in(const Value& value) {
    const bool* flag = std::get_if<bool>(&value);
    return flag != nullptr && *flag;
}

namespace {

Conflict question(const Report& report, const Entity& entity, const FieldState& field) {
    Conflict conflict{entity, field.key, {}, {}};
    for (const Answer& answer : field.standing) {
        conflict.seen.push_back(name_of(report.writings[answer.writing].id));
        std::erase_if(conflict.answers, [&](const Answer& earlier) { return earlier.value == answer.value; });
        conflict.answers.push_back(answer);
    }
    return conflict;
}

// Whoever settles it has seen the deletes and every edit of the entity and what it owns.
Conflict revival(const Report& report, const EntityState& state) {
    Conflict conflict{state.entity, "", {}, {}};
    const auto add = [&](std::uint32_t writing) {
        conflict.seen.push_back(name_of(report.writings[writing].id));
    };
    std::ranges::for_each(state.standing_deletes, add);
    for (const EntityState* member : report.family(state.entity)) {
        std::ranges::for_each(member->standing_keeps, add);
        for (const FieldState& field : member->fields) {
            std::ranges::for_each(field.standing, add, &Answer::writing);
        }
    }
    std::ranges::sort(conflict.seen);
    const auto again = std::ranges::unique(conflict.seen);
    conflict.seen.erase(again.begin(), again.end());
    return conflict;
}

}  // namespace

std::vector<Conflict> conflicts(const Report& report) {
    std::vector<Conflict> open;
    for (const EntityState& state : report.entities) {
        if (report.is_hidden(state)) {
            continue;
        }
        if (state.edited_after_delete) {
            open.push_back(revival(report, state));
        }
        for (const FieldState& field : state.fields) {
            if (field.in_conflict()) {
                open.push_back(question(report, state.entity, field));
            }
        }
    }
    return open;
}

}  // namespace phirap
