// Room on a disk that is short of it: of pictures that the server has archived, what was sent goes.
//
// That is all that is ever deleted to make room. The original stays, and so does what no verified backup
// holds, however full the disk.
#pragma once

#include <filesystem>
#include <functional>

#include "agent/agent_store.h"
#include "shared/host/blob_store.h"
#include "shared/host/disk_room.h"

namespace phirap::agent {

using RoomLeft = std::function<DiskLevel()>;
// How full the disk of `folder` is; `roomy` while the system cannot say.
[[nodiscard]] RoomLeft room_of_disk(const std::filesystem::path& folder);

// Removes archived renditions, oldest months first, while `room` says that no new picture would be taken.
// Gives how many went. Throws StoreError.
std::size_t make_room(AgentStore& store, BlobStore renditions, const RoomLeft& room);

}  // namespace phirap::agent
