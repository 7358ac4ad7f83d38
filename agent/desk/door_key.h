// The key under which the desk's cookies are made: a file of the data folder, its owner's alone.
#pragma once

#include <filesystem>

#include "agent/desk/door.h"

namespace phirap::agent {

// Another agent's folder has another key, so a cookie of one opens no other. A file that others could read,
// or that is damaged, is replaced: all that is lost is that browsers have to be let in anew. Throws
// StoreError.
[[nodiscard]] DoorKey load_or_make_door_key(const std::filesystem::path& folder, Chance& chance);

}  // namespace phirap::agent
