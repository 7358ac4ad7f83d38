// What could be gamed, or is missing, in a month: named for the reviewer, never silently discounted.
#pragma once

#include <span>
#include <vector>

#include "shared/core/grade.h"

namespace phirap {

// All of a month: figures, rows outside the month, the same link, capture or picture twice (in the month, or
// again from a month before), look-alike rows, strikes, open conflicts.
[[nodiscard]] std::vector<Flag> flags_of(const OfficeMonth& judged,
                                         std::span<const CriterionResult> criteria);

// More than the whole (9 officials of 8), or a whole that the centre has not set.
[[nodiscard]] std::vector<Flag> flags_of_figures(std::span<const CriterionResult> criteria);

}  // namespace phirap
