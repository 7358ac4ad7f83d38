// What a form holds: one office's month as people fill it in and read it, apart from who wrote it and when.
//
// Files that people bring, forms that they save and exports that they take away are all this; a Report is
// what stands after merging. Values here are checked (form_check.h): dates are ISO 8601, counts whole.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/evidence.h"
#include "shared/core/mission_pack.h"
#include "shared/core/report.h"

namespace phirap {

// kind, link, capture: those that were given.
struct FormChannel {
    std::vector<Field> fields;  // sorted by key

    bool operator==(const FormChannel&) const = default;
};

// The pictures of one role: the pack's, and capture_role.
struct FormPictures {
    std::string role;
    std::vector<Evidence> pictures;  // each of that role

    bool operator==(const FormPictures&) const = default;
};

// What was not given is left as it is: a field that is not in `fields`, `channels` without a value, a
// role that is not in `pictures`. A field given as the null value is cleared.
struct FormRow {
    std::size_t number = 0;  // its place in the file it came from, from 1; 0 when it came from none
    std::optional<EntityId> id;
    std::uint64_t ordinal = 0;  // among the file's rows without id that look alike, from 0
    std::vector<Field> fields;  // sorted by key
    std::optional<std::vector<FormChannel>> channels;
    std::vector<FormPictures> pictures;  // each role at most once

    [[nodiscard]] const Value* value(std::string_view key) const;
    bool operator==(const FormRow&) const = default;
};

struct FormService {
    std::string key;
    std::vector<Field> ticks;  // sorted by key

    bool operator==(const FormService&) const = default;
};

struct FormReport {
    std::size_t number = 0;  // as in FormRow
    Office office;
    Month month;
    std::vector<Field> fields;  // sorted by key
    std::vector<FormService> services;
    std::vector<FormRow> rows;

    bool operator==(const FormReport&) const = default;
};

// Sets `key` in a list sorted by key.
void put_field(std::vector<Field>& fields, std::string_view key, Value value);
[[nodiscard]] const Value* find_field(const std::vector<Field>& fields, std::string_view key);

// What stands in a report, as its form shows it: rows by date (those without one last), then in the order
// of recording; services in the pack's order; every role of the pack and the channels given, empty or not,
// captures where there are; fields never set, or cleared, left out.
[[nodiscard]] FormReport form_of(const Report& report, const Office& office, const MissionPack& pack);
[[nodiscard]] FormRow form_of(const Report& report, const EntityState& row, const MissionPack& pack);

// What a row owns, in the order of recording.
[[nodiscard]] std::vector<const EntityState*> owned_in_order(const Report& report, EntityKind kind,
                                                             const EntityId& row);

// The id of an imported row that brought none, so that two machines importing one file make one row:
// UUIDv8 of BLAKE2b-256 over office, month ("2024-04"), the fields by which rows look alike (the pack's
// `alike`; all of the form's where it names none) and the row's ordinal, each as text behind its length in
// 4 bytes, big-endian. Numbers are decimal, flags "true" and "false", what was not given is empty.
[[nodiscard]] EntityId derived_row_id(const FormRow& row, const Office& office, Month month,
                                      const Form& form);
// Equal for rows that look alike.
[[nodiscard]] std::string likeness(const FormRow& row, const Form& form);

// "line: https://... capture.png", "poster": as in a cell of CSV and in a list of differences.
[[nodiscard]] std::string to_text(const FormChannel& channel);

// A value as one reads it in a list of differences: text as it is, numbers in digits, "true", "".
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace phirap
