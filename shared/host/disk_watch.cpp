#include "shared/host/disk_watch.h"

#include "shared/core/words.h"
#include "shared/host/store_error.h"

namespace phirap {

void DiskWatch::look() {
    const std::lock_guard lock(mutex_);
    DiskRoom room;
    try {
        room = keep_ballast(folder_);
    } catch (const StoreError&) {
        return;
    }
    const DiskLevel level = room.level();
    if (level == level_) {
        return;
    }
    const LogEntry entry{"look at the disk",
                         to_text(level),
                         {{"folder", folder_.string()},
                          {"used_percent", std::to_string(room.percent())},
                          {"free_bytes", std::to_string(room.free_bytes)},
                          {"ballast", room.has_ballast ? "there" : "none"}},
                         level == DiskLevel::roomy ? "" : "move or delete what is not needed on this disk"};
    log_.write(level == DiskLevel::roomy  ? LogLevel::info
               : level == DiskLevel::full ? LogLevel::error
                                          : LogLevel::warning,
               entry);
    level_ = level;
}

}  // namespace phirap
