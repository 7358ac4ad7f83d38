// The rows of make_rows.py as operations: one line is one save of one row with its channels.
#pragma once

#include <string>

#include "shared/core/operation.h"

namespace phirap::bench {

// None of the line's twelve members is dropped: `uuid` names the row, `updated_at` is the operation's time,
// `reporter` its author; the rest are fields. The month is that of `date`. Stops the program when the
// line is not by make_rows.py.
[[nodiscard]] OperationBody row_of(const std::string& line);

}  // namespace phirap::bench
