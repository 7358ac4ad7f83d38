// What a demo office begins with.
#pragma once

#include <filesystem>

#include "agent/agent_store.h"

namespace phirap::agent {

// Some rows with channels and pictures, in the month of `wall_ms` and the one before. Throws StoreError.
void save_demo_rows(AgentStore& store, const std::filesystem::path& folder, std::int64_t wall_ms);

}  // namespace phirap::agent
