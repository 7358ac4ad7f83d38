// A database that can no longer be used is kept, under a name with the time: nothing is deleted, and whoever
// looks after the PC decides. As long as the file lies in the folder, `status` and `doctor` speak of it;
// moving it away, or deleting it, is how a person says that it was seen to.
//
//     agent.db -> agent.db.damaged-20240425T031500Z, and its log with it
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace phirap::agent {

// The new name. Of several in one second each gets its own. On disk when this returns; throws StoreError.
std::filesystem::path set_aside(const std::filesystem::path& database_file, std::int64_t wall_ms);

// Those that lie in the folder, oldest first; at most 20 are named.
[[nodiscard]] std::vector<std::filesystem::path> files_set_aside(const std::filesystem::path& folder);

}  // namespace phirap::agent
