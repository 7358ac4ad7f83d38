// The server's tables.
#pragma once

#include <string>

namespace phirap::server {

// One SQL script for each version of the store, oldest first (shared/host/migrations.h).
[[nodiscard]] std::string first_schema();
inline constexpr int application_id = 0x50485331;  // "PHS1"

}  // namespace phirap::server
