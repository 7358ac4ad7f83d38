// From a row as a form gives it to the changes that make it so.
#pragma once

#include <vector>

#include "shared/core/evidence.h"
#include "shared/core/form_entry.h"

namespace phirap::agent {

// Of a row that is new: its channels and pictures are its children 0, 1, 2, ...
[[nodiscard]] std::vector<Change> changes_of_new_row(const EntityId& id, const FormRow& row);

// Of one that stands: its fields; and where the channels, or the pictures of a role, are not the same ones,
// those left over are changed, added or removed. Their order alone makes no difference. What is added has
// child numbers from BLAKE2b of what it holds, 256 and up: two machines that add the same thing add one
// thing, two that add different things stay apart, and nothing deleted is brought back.
[[nodiscard]] std::vector<Change> changes_of_row(const Report& report, const EntityState& state,
                                                 const FormRow& row);

// Pictures added to a row that stands: one that is there by its name alone gets what is known of it now, one
// whose file is attached in that role already changes nothing, and all others are added.
[[nodiscard]] std::vector<Change> changes_of_attached(const Report& report, const EntityId& row,
                                                      const std::vector<Evidence>& pictures);

// The row's first channel of that kind has this capture, under the name by which its file is attached already
// if it is; the channel is added where there is none.
[[nodiscard]] std::vector<Change> changes_of_capture(const Report& report, const EntityId& row,
                                                     const std::string& kind, const Evidence& picture);

[[nodiscard]] std::vector<Change> changes_of_month(const std::vector<Field>& fields,
                                                   const std::vector<FormService>& services);

}  // namespace phirap::agent
