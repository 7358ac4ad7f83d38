// How full the disk is, for a service: the ballast kept, and the log told when that changes.
#pragma once

#include <filesystem>
#include <mutex>

#include "shared/host/disk_room.h"
#include "shared/host/log.h"

namespace phirap {

class DiskWatch {
  public:
    // `log` must outlive this.
    DiskWatch(std::filesystem::path folder, const Log& log) : folder_(std::move(folder)), log_(log) {}

    // From any thread, before something is written. As keep_ballast, but for throwing: a disk that cannot be
    // asked about is trouble that the writing itself will meet.
    void look();

  private:
    std::filesystem::path folder_;
    const Log& log_;
    std::mutex mutex_;
    DiskLevel level_ = DiskLevel::roomy;
};

}  // namespace phirap
