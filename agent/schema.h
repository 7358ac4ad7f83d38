// The agent's tables.
#pragma once

#include <string>

namespace phirap::agent {

// One SQL script for each version of the store, oldest first (shared/host/migrations.h).
[[nodiscard]] std::string first_schema();
inline constexpr int application_id = 0x50484131;  // "PHA1"

}  // namespace phirap::agent
