// An operation: one save, whole or not at all.
//
// It says which entities of one report changed, to what, by whom, when, and which answers the form had
// shown. It never changes again: its body is encoded once (shared/wire/operation_body.h) and named by
// the hash of that body and of the operation before it on the same lineage.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "shared/core/hybrid_clock.h"
#include "shared/core/ids.h"
#include "shared/core/month.h"

namespace phirap {

// What a field holds. No floats: every figure of a report is counted in whole units.
// monostate is "cleared": an answer as any other, so that clearing a field can conflict and be settled.
//
// A variant, but for its copying: that of libstdc++ 12, when it finds no memory for a text, destroys the copy
// that was never made.
struct Value : std::variant<std::monostate, bool, std::int64_t, std::string, Bytes> {
    using variant::variant;
    Value() = default;
    Value(const Value& other) : variant() { variant::operator=(other); }
    Value(Value&&) noexcept = default;
    Value& operator=(const Value&) = default;
    Value& operator=(Value&&) noexcept = default;
    ~Value() = default;
};

// The numbers are the wire's (PROTOCOL.md). From `authority_begin` on, the server alone may write.
enum class EntityKind : std::uint8_t {
    report = 0,      // the month's own fields: reporter, position
    row = 1,         // an activity
    channel = 2,     // of a row
    evidence = 3,    // of a row: a picture or capture
    service = 4,     // the ticks of one service
    submission = 5,  // the officer's word that the month is finished
    authority_begin = 16,
    decision = 16,    // approved, or returned with a comment
    comment = 17,     // a reviewer's, on a row or the whole
    strike = 18,      // a row not counted for one criterion
    extension = 19,   // one office's month due later
    receipt = 20,     // "received operation X at time T"; named by X's first 16 bytes
    grade = 21,       // published
    target = 32,      // named by the first month it holds for
    roster = 33,      // likewise
    services = 34,    // which are relevant; likewise
    pack = 35,        // named by the mission
    admission = 36,   // named by the writer
    revocation = 37,  // likewise
    hold = 38,        // named by the held operation's first 16 bytes
    office = 39,      // the office's own name
};

struct Entity {
    EntityKind kind = EntityKind::report;
    EntityId id{};            // zero where a report has but one (report, submission, decision, grade)
    std::uint32_t child = 0;  // a channel or evidence of the row `id`; 0 and up, else 0

    auto operator<=>(const Entity&) const = default;
};

// The row that owns a channel or evidence, whose edits are its own; any other entity itself.
[[nodiscard]] inline Entity owner_of(const Entity& entity) {
    const bool owned = entity.kind == EntityKind::channel || entity.kind == EntityKind::evidence;
    return owned ? Entity{EntityKind::row, entity.id, 0} : entity;
}

struct Field {
    std::string key;  // 1 to 64 bytes of a-z 0-9 _ ; "#" and a number where a later version has a name
    Value value;

    bool operator==(const Field&) const = default;
};

enum class ChangeKind : std::uint8_t {
    set,      // fields, each to a value
    remove,   // a delete: hides what it saw
    keep,     // answers a delete: the entity stays
    unknown,  // of a later protocol; the operation is quarantined whole
};

struct Change {
    ChangeKind kind = ChangeKind::set;
    Entity entity;
    std::vector<Field> fields;  // sorted by key, each key once; empty unless set

    bool operator==(const Change&) const = default;
};

// What an operation is about: one report of its office, or the office itself.
struct Scope {
    std::string mission;         // "" for the office itself
    std::optional<Month> month;  // nothing for the office itself

    auto operator<=>(const Scope&) const = default;
};

struct OperationBody {
    HybridTime time;
    std::string author;  // the person, as entered
    Scope scope;
    std::vector<OperationName> seen;  // what the form had shown
    std::vector<Change> changes;

    bool operator==(const OperationBody&) const = default;
};

// Where an operation stands among those that one replica holds. Branch numbers are the replica's own;
// two replicas that hold the same operations agree on which is whose ancestor, not on the numbers.
struct Place {
    std::uint32_t branch = 0;
    std::uint64_t sequence = 0;  // 1 and up along a lineage

    auto operator<=>(const Place&) const = default;
};

struct Operation {
    OperationId id;
    Place place;
    WriterId writer;
    std::optional<OperationBody> body;  // nothing: bytes that this program cannot read
};

}  // namespace phirap
