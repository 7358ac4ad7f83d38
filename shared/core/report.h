// A report, folded from its operations: what stands, what conflicts, what is hidden.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/operation.h"

namespace phirap {

// An operation as far as people ask about it.
struct Writing {
    OperationId id;
    WriterId writer;
    HybridTime time;
    std::string author;

    bool operator==(const Writing&) const = default;
};

struct Answer {
    std::uint32_t writing = 0;  // in Report::writings
    Value value;

    bool operator==(const Answer&) const = default;
};

struct FieldState {
    std::string key;
    // Every answer that nobody who set this field had seen, oldest first by (time, id); never empty.
    // Equal values stand side by side here and count as one answer.
    std::vector<Answer> standing;

    [[nodiscard]] const Value& shown() const { return standing.back().value; }
    [[nodiscard]] bool in_conflict() const;
    bool operator==(const FieldState&) const = default;
};

struct EntityState {
    Entity entity;
    std::vector<FieldState> fields;               // sorted by key
    std::vector<std::uint32_t> standing_deletes;  // writings, oldest first
    std::vector<std::uint32_t> standing_keeps;    // likewise; whoever deletes it now has to have seen them
    std::uint32_t first_writing = 0;              // the oldest that touched it, by (time, id)
    bool hidden = false;                          // deleted, and every edit was seen by who deleted
    bool edited_after_delete = false;             // deleted, and an edit was not: shown until settled

    [[nodiscard]] const FieldState* field(std::string_view key) const;
    // The shown value, or the null value where the field was never set.
    [[nodiscard]] const Value& shown(std::string_view key) const;
    bool operator==(const EntityState&) const = default;
};

struct Quarantined {
    OperationId id;
    std::string reason;  // a key of the catalogue: "quarantine_unreadable", ...

    bool operator==(const Quarantined&) const = default;
};

struct Report {
    Scope scope;
    std::vector<Writing> writings;         // of every effective operation, oldest first by (time, id)
    std::vector<EntityState> entities;     // sorted by entity
    std::vector<Quarantined> quarantined;  // sorted by id

    [[nodiscard]] const EntityState* find(const Entity& entity) const;
    // What is not hidden, of one kind, in the order of entities; a hidden row hides what it owns.
    [[nodiscard]] std::vector<const EntityState*> visible(EntityKind kind) const;
    // The visible channels or evidence of one row.
    [[nodiscard]] std::vector<const EntityState*> owned(EntityKind kind, const EntityId& row) const;
    // Deleted, or owned by a row that is.
    [[nodiscard]] bool is_hidden(const EntityState& state) const;
    // The entity, if it is here, and, of a row, its channels and evidence; the hidden ones too.
    [[nodiscard]] std::vector<const EntityState*> family(const Entity& entity) const;
    bool operator==(const Report&) const = default;
};

// The value as text; "" when it is another type. As number; `otherwise` when it is another type.
[[nodiscard]] std::string_view text_in(const Value& value);
[[nodiscard]] std::int64_t number_in(const Value& value, std::int64_t otherwise = 0);
[[nodiscard]] bool flag_in(const Value& value);

// One open question of a report: two answers to a field, or an edit after a delete.
struct Conflict {
    Entity entity;
    std::string field;                // "" for an edit after a delete
    std::vector<Answer> answers;      // of a field: one for each different value, latest last
    std::vector<OperationName> seen;  // what settles it must name: all of these

    bool operator==(const Conflict&) const = default;
};
[[nodiscard]] std::vector<Conflict> conflicts(const Report& report);

}  // namespace phirap
