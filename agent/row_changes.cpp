#include "agent/row_changes.h"

#include <algorithm>

#include "shared/core/digest.h"
#include "shared/core/invariant.h"

namespace phirap::agent {
namespace {

using Fields = std::vector<Field>;

// A row's children are 0, 1, 2, ... when it is made; later ones are above.
constexpr std::uint32_t later_children_from = 256;

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

// To what is wanted from what stands: fields that stand and are not wanted are cleared.
Fields difference(const EntityState& state, const Fields& wanted) {
    Fields fields = wanted;
    for (const Field& stands : shown_fields(state)) {
        if (find_field(wanted, stands.key) == nullptr) {
            put_field(fields, stands.key, Value());
        }
    }
    return fields;
}

// Whether two are of one file. Who names no file speaks of whatever picture has the name.
enum class Match { none, by_name, same };
Match match(const Evidence& stands, const Evidence& wanted) {
    if (stands.role != wanted.role) {
        return Match::none;
    }
    if (wanted.original && stands.original) {
        return *wanted.original == *stands.original ? Match::same : Match::none;
    }
    if (stands.name != wanted.name) {
        return Match::none;
    }
    if (!wanted.rendition) {
        return Match::same;
    }
    if (!stands.rendition) {
        return Match::by_name;
    }
    return *wanted.rendition == *stands.rendition ? Match::same : Match::none;
}

// Pairs each wanted picture that stands already with where it stands, and says what is now known of it. What
// is left over, on both sides, has no pair.
void pair_pictures(std::vector<const EntityState*>& stands, std::vector<Evidence>& wanted,
                   std::vector<Change>& changes) {
    for (const Match enough : {Match::same, Match::by_name}) {
        std::erase_if(wanted, [&](const Evidence& picture) {
            const auto twin = std::ranges::find_if(stands, [&](const EntityState* state) {
                return match(evidence_of(*state), picture) == enough;
            });
            if (twin == stands.end()) {
                return false;
            }
            if (enough == Match::by_name) {
                add_set(changes, (*twin)->entity, fields_of(picture));
            }
            stands.erase(twin);
            return true;
        });
    }
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

void remove_left_over(const std::vector<const EntityState*>& stands, std::vector<Change>& changes) {
    for (const EntityState* left_over : stands) {
        if (left_over->standing_deletes.empty()) {
            changes.push_back({ChangeKind::remove, left_over->entity, {}});
        }
    }
}

void change_channels(const Report& report, const EntityId& row, std::vector<Fields> wanted,
                     std::vector<Change>& changes) {
    std::vector<const EntityState*> stands = owned_in_order(report, EntityKind::channel, row);
    std::erase_if(wanted, [&](const Fields& fields) {
        const auto twin = std::ranges::find_if(
            stands, [&](const EntityState* state) { return shown_fields(*state) == fields; });
        const bool found = twin != stands.end();
        if (found) {
            stands.erase(twin);
        }
        return found;
    });
    // A channel of the same kind with another link is still that channel; a picture is another picture.
    for (auto at = wanted.begin(); at != wanted.end();) {
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
    remove_left_over(stands, changes);
    add_children(report, row, EntityKind::channel, std::move(wanted), changes);
}

// What the picture is called on this row: its file may be attached under another name.
std::string attached_name(const Report& report, const EntityId& row, const Evidence& picture) {
    for (const EntityState* state : owned_in_order(report, EntityKind::evidence, row)) {
        const Evidence stands = evidence_of(*state);
        if (match(stands, picture) == Match::same) {
            return stands.name;
        }
    }
    return picture.name;
}

std::vector<Fields> fields_of_all(const std::vector<Evidence>& pictures) {
    std::vector<Fields> all;
    std::ranges::transform(pictures, std::back_inserter(all), fields_of);
    return all;
}

void change_pictures(const Report& report, const EntityId& row, const FormPictures& group,
                     std::vector<Change>& changes) {
    std::vector<const EntityState*> stands = owned_in_order(report, EntityKind::evidence, row);
    std::erase_if(stands,
                  [&](const EntityState* picture) { return text_in(picture->shown("role")) != group.role; });
    std::vector<Evidence> wanted = group.pictures;
    pair_pictures(stands, wanted, changes);
    if (group.role != capture_role) {  // a file names the captures of its channels, not all there are
        remove_left_over(stands, changes);
    }
    add_children(report, row, EntityKind::evidence, fields_of_all(wanted), changes);
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
        for (const Evidence& picture : group.pictures) {
            add_set(changes, {EntityKind::evidence, id, child++}, fields_of(picture));
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
        change_channels(report, id, std::move(wanted), changes);
    }
    for (const FormPictures& group : row.pictures) {
        change_pictures(report, id, group, changes);
    }
    return changes;
}

std::vector<Change> changes_of_attached(const Report& report, const EntityId& row,
                                        const std::vector<Evidence>& pictures) {
    std::vector<Change> changes;
    std::vector<const EntityState*> stands = owned_in_order(report, EntityKind::evidence, row);
    std::vector<Evidence> wanted = pictures;
    pair_pictures(stands, wanted, changes);
    add_children(report, row, EntityKind::evidence, fields_of_all(wanted), changes);
    return changes;
}

std::vector<Change> changes_of_capture(const Report& report, const EntityId& row, const std::string& kind,
                                       const Evidence& picture) {
    std::vector<Change> changes;
    const std::string name = attached_name(report, row, picture);
    for (const EntityState* state : owned_in_order(report, EntityKind::channel, row)) {
        if (text_in(state->shown("kind")) == kind) {
            if (text_in(state->shown("capture")) != name) {
                add_set(changes, state->entity, {{"capture", name}});
            }
            return changes;
        }
    }
    add_children(report, row, EntityKind::channel, {{{"capture", name}, {"kind", kind}}}, changes);
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
