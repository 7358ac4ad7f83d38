// What several commands share: a month as it was typed, and faults as they are said.
#pragma once

#include <span>

#include "agent/cli/context.h"
#include "shared/core/form_check.h"

namespace phirap::agent {

// Error: month_missing_flag when nothing was typed; those of month_typed.
[[nodiscard]] Result<Month> month_asked(const std::string& typed);

// Says that nothing was saved, and each fault on a line of its own. `untold`: at least so many more were
// found. Gives Exit::failed.
int report_faults(Context& context, std::span<const FormFault> faults, std::string_view heading,
                  std::size_t untold = 0);

}  // namespace phirap::agent
