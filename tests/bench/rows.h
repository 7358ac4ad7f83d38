// The rows of make_rows.py as operations: one line is one save of one row with its channels.
#pragma once

#include <string>
#include <vector>

#include "shared/core/operation.h"

namespace phirap::bench {

// None of the line's twelve members is dropped: `uuid` names the row, `updated_at` is the operation's time,
// `reporter` its author; the rest are fields. The month is that of `date`. Stops the program when the
// line is not by make_rows.py.
[[nodiscard]] OperationBody row_of(const std::string& line);

// All of them in the order in which they were saved: an office's clock goes forward.
[[nodiscard]] std::vector<OperationBody> rows_in_order(const std::vector<std::string>& lines);

}  // namespace phirap::bench
