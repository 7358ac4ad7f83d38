// What `enrol` and the welcome page have in common.
#pragma once

#include "agent/cli/context.h"
#include "shared/wire/admission.h"

namespace phirap::agent {

// As a person pasted it. Keys: enrol_no_code, those of enrolment_code_from and check_url.
[[nodiscard]] Result<EnrolmentCode> enrolment_code_typed(const std::string& text);
// What was typed, else the configuration's, else this PC's own. Key: machine_name_bad {limit}.
[[nodiscard]] Result<std::string> machine_name(const std::string& typed, const Config& config);
// Says so, and gives the exit status.
int say_enrolled(const AgentStore& store, Context& context);

}  // namespace phirap::agent
