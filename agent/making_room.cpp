#include "agent/making_room.h"

#include "agent/upload_table.h"
#include "shared/host/store_error.h"

namespace phirap::agent {

RoomLeft room_of_disk(const std::filesystem::path& folder) {
    return [folder] {
        try {
            return disk_room(folder).level();
        } catch (const StoreError&) {
            return DiskLevel::roomy;
        }
    };
}

std::size_t make_room(AgentStore& store, BlobStore renditions, const RoomLeft& room) {
    if (room() < DiskLevel::no_pictures) {
        return 0;
    }
    std::size_t removed = 0;
    for (const Sha256& name : UploadTable(store, renditions.folder()).archived()) {
        if (!renditions.has(name)) {
            continue;
        }
        renditions.remove(name);
        ++removed;
        if (room() < DiskLevel::no_pictures) {
            break;
        }
    }
    return removed;
}

}  // namespace phirap::agent
