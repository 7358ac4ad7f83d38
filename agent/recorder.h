// Recording: what a person entered becomes one operation on this PC's disk, line or no line.
//
// One save is one operation: a row with its channels and pictures, or the month's own fields with the
// services' ticks. Everything is checked before anything is written, and every fault is named.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "agent/month_file.h"
#include "shared/core/form_check.h"

namespace phirap::agent {

template <typename T>
using Checked = tl::expected<T, std::vector<FormFault>>;

struct SavedEntry {
    EntityId row{};              // zero for the month's own fields
    bool added = false;          // the row is new
    std::optional<Saved> saved;  // nothing: all of it stood so already
};

// Adds the row, or changes the one that `row.id` names. What the row does not give stays as it is; of what
// it gives, channels and the pictures of a role replace those that stand. A new row without an id gets
// one. Faults: those of check_row and check_new_row, row_deleted, month_approved, stale_field, limits.
[[nodiscard]] Checked<SavedEntry> save_row(AgentStore& store, Month month, const FormRow& row,
                                           const Saver& saver);

// Saves the month's own fields and services' ticks. Faults as above.
[[nodiscard]] Checked<SavedEntry> save_month(AgentStore& store, Month month, const std::vector<Field>& fields,
                                             const std::vector<FormService>& services, const Saver& saver);

// Adds pictures to a row that stands, each with its role; what is attached already changes nothing. With
// `channel`, a kind of channel, the first one's name becomes that channel's capture. Errors:
// row_unknown (not_found), row_deleted, month_approved, stale_field, limits.
[[nodiscard]] Result<SavedEntry> attach_pictures(AgentStore& store, Month month, const EntityId& row,
                                                 const std::vector<Evidence>& pictures,
                                                 const std::string& channel, const Saver& saver);

// Hides a row from the month, or answers its delete: it stays. Errors: row_unknown (not_found),
// row_deleted for a delete of what is deleted, month_approved, stale_entity.
[[nodiscard]] Result<Saved> delete_row(AgentStore& store, Month month, const EntityId& row,
                                       const Saver& saver);
[[nodiscard]] Result<Saved> keep_row(AgentStore& store, Month month, const EntityId& row, const Saver& saver);

// The row whose id begins with `text` (its id's usual spelling), or the n-th of the month's form, as
// `report` numbers them from 1. Errors: row_unknown {row}, row_ambiguous {row}.
[[nodiscard]] Result<EntityId> row_called(const Report& report, std::string_view text,
                                          const MissionPack& pack);

}  // namespace phirap::agent
