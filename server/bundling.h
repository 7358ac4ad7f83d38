// What offices bring by USB stick, taken as if it had come by the line, and the answers to take back.
#pragma once

#include <filesystem>

#include "server/sync_door.h"
#include "server/upload_limits.h"
#include "shared/core/result.h"

namespace phirap::server {

struct TakenBundle {
    WriterId agent;
    Office office;
    std::size_t appended = 0;  // operations that were not here before
    std::size_t pictures = 0;  // likewise, files
    std::size_t rounds = 0;
    Bytes answer;  // a bundle for the agent
};
// Where its pictures go, and how many may.
struct PictureRoom {
    std::filesystem::path data;  // the server's folder
    UploadLimits limits;
};
// Each part in a transaction of its own; read in twice, nothing is stored twice. Errors: those of
// decode_bundle; bundle_from_unknown: nothing in it says who we could answer.
[[nodiscard]] Result<TakenBundle> take_bundle(ServerStore& store, const PictureRoom& room, BytesView file,
                                              const Pace& pace);

}  // namespace phirap::server
