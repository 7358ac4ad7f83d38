// From the log to a merged report.
#pragma once

#include "shared/core/merge.h"
#include "shared/replica/operation_log.h"

namespace phirap {

// What the server's words about the office do to its operations.
[[nodiscard]] Law law_of(const OperationLog& log, const WriterId& server);

// One report, from its operations; the office itself for the empty scope.
[[nodiscard]] Report fold(const OperationLog& log, const Scope& scope, const Law& law);

}  // namespace phirap
