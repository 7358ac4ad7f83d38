// The server's tables.
#pragma once

#include "shared/host/migrations.h"

namespace phirap::server {

// For migrate() of shared/host/migrations.h: one SQL script for each version, oldest first.
[[nodiscard]] const Schema& schema();

}  // namespace phirap::server
