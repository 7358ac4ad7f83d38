// The canonical inputs of a grade, as one digest: equal when nothing that a grade may depend on has
// changed (sync-rules rule 25). A published grade keeps it; another digest later means *amended since*.
#pragma once

#include "shared/core/facts.h"
#include "shared/core/ids.h"

namespace phirap {

// Changes when the same inputs would give another grade or another digest.
inline constexpr int grade_version = 0;

// Over the judged month whole (every visible field with every standing answer), what earlier months add
// to facts counted to date, the centre's figures, and mission and version of the pack.
[[nodiscard]] Digest inputs_digest(const OfficeMonth& judged);

}  // namespace phirap
