// Recording: from what a form had shown and what a person made of it to the body of an operation.
//
// seen[] is what was shown (sync-rules.md, rule 5): the save names the answers that stood on the screen,
// never what the store happens to hold by then. So a person overwrites only what a person could read.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "shared/core/report.h"
#include "shared/core/result.h"

namespace phirap {

struct ShownField {
    Entity entity;
    std::string key;                   // "" for the entity's deletes and keeps
    Value value;                       // the one shown; null where none was
    std::vector<OperationName> names;  // of every operation that stood for it

    bool operator==(const ShownField&) const = default;
};

// What a form had shown: sorted by (entity, key). A form that waits in a browser carries this with it.
struct Screen {
    std::vector<ShownField> fields;

    [[nodiscard]] const ShownField* find(const Entity& entity, std::string_view key) const;
    bool operator==(const Screen&) const = default;
};
// All of a report; hidden rows are not shown.
[[nodiscard]] Screen screen_of(const Report& report);
// One thing and what it owns, and the month's submission and decision.
[[nodiscard]] Screen screen_of(const Report& report, const Entity& entity);
// The same with what is deleted, for a page that lists it and offers to bring it back.
[[nodiscard]] Screen screen_with_deleted(const Report& report, const Entity& entity);

struct Recording {
    std::vector<OperationName> seen;
    std::vector<Change> changes;  // empty: nothing was changed, nothing is to be saved
};

enum class Saving {
    edit,    // fields equal to what was shown were not touched, and are left out
    settle,  // a choice among standing answers: the one shown can be the choice
};

// What a save of `wanted` says, when `screen` was shown and `now` stands. `own` is who saves: its own
// lineage's operations are ancestors of this one and need no name, so whatever it changed since the screen
// was shown would be lost without a word, and is refused (rule 6).
//
// Errors: stale_field {field}, stale_entity (stale); those of check_limits.
[[nodiscard]] Result<Recording> record(const Report& now, const Screen& screen, std::vector<Change> wanted,
                                       const WriterId& own, Saving saving = Saving::edit);

// A value that a file brings, where another stands.
struct Difference {
    Entity entity;
    std::string key;
    Value stands;  // the one shown
    Value wanted;

    bool operator==(const Difference&) const = default;
};

// What a file brings to a report (rule 7). It has seen nothing: record() its changes with an empty screen,
// and whatever another machine wrote still stands beside them.
struct ImportPlan {
    std::vector<Change> changes;          // only what differs from what stands
    std::vector<Difference> differences;  // not in `changes` unless they replace
    std::vector<Entity> deleted;          // left alone: the office deleted them
};
enum class Differences { list, replace };
[[nodiscard]] ImportPlan plan_import(const Report& now, std::vector<Change> wanted, Differences differences);
// The same as record() for a command that reads and saves at once: nothing was shown.
[[nodiscard]] Result<Recording> record_unseen(std::vector<Change> wanted);

// Every bound of limits.h that can be checked before encoding; figures of the form are 0 and up.
// Errors (bad_input, too_large), each with {field} where a field is at fault: text_not_utf8,
// text_control_character {code}, text_too_long {bytes} {limit}, number_negative_field {number},
// number_too_large_field {number} {limit}, bytes_too_long {bytes} {limit}, field_key_bad,
// too_many_changes, too_many_fields, too_much_seen, each {count} {limit}.
[[nodiscard]] Result<void> check_limits(std::span<const OperationName> seen, std::span<const Change> changes);
// The person's name: author_not_utf8, author_too_long {bytes} {limit}.
[[nodiscard]] Result<void> check_author(std::string_view author);

}  // namespace phirap
