// Cutting a frame out of the log: what a holder sends on.
#pragma once

#include "shared/replica/operation_log.h"
#include "shared/wire/frame.h"

namespace phirap {

struct CutSize {
    std::size_t bytes_max = 0;       // aimed at, compressed; limits::frame_bytes_max at most
    std::size_t operations_max = 0;  // limits::frame_operations_max at most
};

// The next frame of `branch` after `after`: the writer's own ends anywhere and is sealed with `key`;
// another's ends at a seal that its author made, also when that is past the size aimed at. Nothing when
// there is nothing after it. `last`: go no further than this sequence. What has rotted, and what is sealed
// together with it, is not cut: the frame ends before, or there is none, and log.rot_met() says where.
[[nodiscard]] std::optional<Frame> cut_frame(const OperationLog& log, const LoggedBranch& branch,
                                             std::uint64_t after, std::uint64_t last, const CutSize& size,
                                             bool with_history, const WriterId& server,
                                             const SigningKey* key);

}  // namespace phirap
