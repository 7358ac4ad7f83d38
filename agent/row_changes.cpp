#include "agent/row_changes.h"

#include <algorithm>

#include "shared/core/digest.h"
#include "shared/core/invariant.h"

namespace phirap::agent {
namespace {

using Fields = std::vector<Field>;

// A row's children are 0, 1, 2, ... when it is made; later ones are above.
constexpr std::uint32_t later_children_from = 256;

Fields picture_fields(const std::string& role, const FormPicture& picture) {
    Fields fields;
    put_field(fields, "role", role);
    put_field(fields, "name", picture.name);
    if (!picture.sha256.empty()) {
        put_field(fields, "sha256", picture.sha256);
    }
    return fields;
}

// What of a child's fields is said at all.
Fields said(const Fields& fields) {
    Fields filled;
    std::ranges::copy_if(fields, std::back_inserter(filled),
                         [](const Field& field) { return field.value != Value(); });
    return filled;
}

void add_set(std::vector<Change>& changes, const Entity& entity, Fields fields) {
    if (!fields.empty()) {
        changes.push_back({ChangeKind::set, entity, std::move(fields)});
    }
}

Fields shown_fields(const EntityState& state) {
    Fields fields;
    for (const FieldState& field : state.fields) {
        if (field.shown() != Value()) {
            fields.push_back({field.key, field.shown()});
        }
    }
    return fields;
}

// Every field that `wanted` gives stands so, and none stands that it lacks; a picture's hash alone may
// stand without being given.
bool same_thing(const EntityState& state, const Fields& wanted) {
    Fields stands = shown_fields(state);
    if (find_field(wanted, "sha256") == nullptr) {
        std::erase_if(stands, [](const Field& field) { return field.key == "sha256"; });
    }
    return stands == wanted;
}

// To what is wanted from what stands: fields that stand and are not wanted are cleared.
Fields difference(const EntityState& state, const Fields& wanted) {
    Fields fields = wanted;
    for (const Field& stands : shown_fields(state)) {
        if (find_field(wanted, stands.key) == nullptr && stands.key != "sha256") {
            put_field(fields, stands.key, Value());
        }
    }
    return fields;
}

std::uint32_t first_child(const EntityId& row, EntityKind kind, const std::vector<Fields>& added,
                          std::uint8_t attempt) {
    Bytes bytes = {static_cast<std::uint8_t>(kind), attempt};
    for (const Fields& fields : added) {
        for (const Field& field : fields) {
            append(bytes, bytes_of(field.key));
            bytes.push_back(0);
            append(bytes, bytes_of(to_text(field.value)));
            bytes.push_back(0);
        }
        bytes.push_back(1);
    }
    const Digest digest = digest_of({row.view(), bytes});
    const std::uint32_t drawn = static_cast<std::uint32_t>(digest.bytes[0]) << 24 |
                                static_cast<std::uint32_t>(digest.bytes[1]) << 16 |
                                static_cast<std::uint32_t>(digest.bytes[2]) << 8;
    return std::max(drawn, later_children_from);
}

// Side by side, so that they keep their order; where nothing stood before, not even something deleted.
void add_children(const Report& report, const EntityId& row, EntityKind kind, std::vector<Fields> added,
                  std::vector<Change>& changes) {
    if (added.empty()) {
        return;
    }
    for (std::uint8_t attempt = 0;; ++attempt) {
        invariant(attempt < 255, "a row has room for another child");
        const std::uint32_t first = first_child(row, kind, added, attempt);
        bool room = first < UINT32_MAX - added.size();
        for (std::uint32_t i = 0; room && i < added.size(); ++i) {
            room = report.find({kind, row, first + i}) == nullptr;
        }
        if (room) {
            for (std::uint32_t i = 0; i < added.size(); ++i) {
                add_set(changes, {kind, row, first + i}, std::move(added[i]));
            }
            return;
        }
    }
}

void change_children(const Report& report, const EntityId& row, EntityKind kind,
                     std::vector<const EntityState*> stands, std::vector<Fields> wanted,
                     std::vector<Change>& changes) {
    for (auto at = wanted.begin(); at != wanted.end();) {
        const auto twin =
            std::ranges::find_if(stands, [&](const EntityState* state) { return same_thing(*state, *at); });
        if (twin == stands.end()) {
            ++at;
        } else {
            stands.erase(twin);
            at = wanted.erase(at);
        }
    }
    // A channel of the same kind with another link is still that channel; a picture is another picture.
    for (auto at = wanted.begin(); kind == EntityKind::channel && at != wanted.end();) {
        const Value* channel_kind = find_field(*at, "kind");
        const auto twin = std::ranges::find_if(stands, [&](const EntityState* state) {
            return channel_kind != nullptr && state->shown("kind") == *channel_kind;
        });
        if (twin == stands.end()) {
            ++at;
        } else {
            add_set(changes, (*twin)->entity, difference(**twin, *at));
            stands.erase(twin);
            at = wanted.erase(at);
        }
    }
    for (const EntityState* left_over : stands) {
        if (left_over->standing_deletes.empty()) {
            changes.push_back({ChangeKind::remove, left_over->entity, {}});
        }
    }
    add_children(report, row, kind, std::move(wanted), changes);
}

}  // namespace

std::vector<Change> changes_of_new_row(const EntityId& id, const FormRow& row) {
    std::vector<Change> changes;
    add_set(changes, {EntityKind::row, id, 0}, said(row.fields));
    std::uint32_t child = 0;
    for (const FormChannel& channel : row.channels.value_or(std::vector<FormChannel>())) {
        add_set(changes, {EntityKind::channel, id, child++}, said(channel.fields));
    }
    child = 0;
    for (const FormPictures& group : row.pictures) {
        for (const FormPicture& picture : group.pictures) {
            add_set(changes, {EntityKind::evidence, id, child++}, picture_fields(group.role, picture));
        }
    }
    return changes;
}

std::vector<Change> changes_of_row(const Report& report, const EntityState& state, const FormRow& row) {
    const EntityId& id = state.entity.id;
    std::vector<Change> changes;
    add_set(changes, state.entity, row.fields);
    if (row.channels) {
        std::vector<Fields> wanted;
        for (const FormChannel& channel : *row.channels) {
            wanted.push_back(said(channel.fields));
        }
        change_children(report, id, EntityKind::channel, owned_in_order(report, EntityKind::channel, id),
                        std::move(wanted), changes);
    }
    for (const FormPictures& group : row.pictures) {
        std::vector<const EntityState*> stands = owned_in_order(report, EntityKind::evidence, id);
        std::erase_if(stands, [&](const EntityState* picture) {
            return text_in(picture->shown("role")) != group.role;
        });
        std::vector<Fields> wanted;
        for (const FormPicture& picture : group.pictures) {
            wanted.push_back(picture_fields(group.role, picture));
        }
        change_children(report, id, EntityKind::evidence, std::move(stands), std::move(wanted), changes);
    }
    return changes;
}

std::vector<Change> changes_of_month(const std::vector<Field>& fields,
                                     const std::vector<FormService>& services) {
    std::vector<Change> changes;
    add_set(changes, {EntityKind::report, {}, 0}, fields);
    for (const FormService& service : services) {
        const std::optional<EntityId> id = entity_named(service.key);
        invariant(id.has_value(), "a pack's service has a key that names an entity");
        add_set(changes, {EntityKind::service, *id, 0}, service.ticks);
    }
    return changes;
}

}  // namespace phirap::agent
