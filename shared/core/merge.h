// Merging. Machines of one office edit one report while cut off from each other; every copy must end equal.
//
// A report is nothing but its operations, folded. So merge() needs no clock, no disk and no earlier
// state, and gives one answer for one set of operations, in whatever order they came and however
// often they were sent. tests/core/merge_test.cpp holds it to that.
#pragma once

#include <span>

#include "shared/core/ancestry.h"
#include "shared/core/law.h"
#include "shared/core/report.h"

namespace phirap {

// Changes when the same operations would merge to another report; a published grade names it.
inline constexpr int merge_version = 0;

// Folds the operations of one report, or of the office itself. Where two authors answered one field and
// neither had seen the other's answer, both stand, latest last, until an operation that saw both settles
// it. All operations are of one scope; one given twice counts once. `ancestry` knows every branch that
// they stand on. Names in seen[] are looked for among the operations given, quarantined ones included.
//
// Where one operation sets a field of one entity twice, the later change counts. No operation has seen
// itself: one that both deletes and edits an entity leaves it shown, for a person to look at.
[[nodiscard]] Report merge(std::span<const Operation> operations, const Ancestry& ancestry, const Law& law);

}  // namespace phirap
