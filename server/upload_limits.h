// What pictures may take of a server, each bound with its reason. The keeper may set others
// (server/config.h).
#pragma once

#include <cstdint>

namespace phirap::server {

struct UploadLimits {
    // One file: a picture as sent has at most 180 kB, an original about 12 MB.
    std::uint64_t bytes_max = 32ULL * 1024 * 1024;
    // All of one office: ten years of 40 pictures a month take 1 GB.
    std::uint64_t office_bytes_max = 4ULL * 1024 * 1024 * 1024;
    // What stays free of the disk for rows, beside what shared/host/disk_room.h says anyway.
    std::uint64_t free_bytes_min = 0;
    // An upload that nobody went on with for so long is removed.
    std::int64_t unfinished_ms = 7LL * 24 * 60 * 60 * 1000;
};

}  // namespace phirap::server
