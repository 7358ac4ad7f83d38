// The agent's tables.
#pragma once

#include "shared/host/migrations.h"

namespace phirap::agent {

// For migrate() of shared/host/migrations.h: one SQL script for each version, oldest first.
[[nodiscard]] const Schema& schema();

}  // namespace phirap::agent
