// Joining a frame to the log: checked whole, then stored whole or not at all.
#pragma once

#include "shared/replica/operation_log.h"
#include "shared/wire/frame.h"
#include "shared/wire/sync_message.h"

namespace phirap {

struct Join {
    enum class Outcome {
        held,        // joined, or held before
        gap,         // its parent is not here: see `want`
        no_history,  // it does not inflate with the history we hold: to be sent again without
        damaged,     // hashes, seal or lengths do not agree: nothing stored
    };
    Outcome outcome = Outcome::damaged;
    Run added;                             // count 0 when all was held before
    std::vector<NewOperation> operations;  // those of `added`
    Place last;                            // where the frame's last operation stands, when held
    Want want;
};

// `key` is the writer's, `root` the lineage that the header names at this server and office. Keeps the
// frame's seal. Costs at most 1 MiB of memory beside the frame.
[[nodiscard]] Join join_frame(OperationLog& log, const Frame& frame, const LineageRoot& root,
                              const PublicKey& key);

// The same for bodies that need no seal, since they come from our own disk: they stand behind the operation
// `parent`, or at the root when `first` is 1. Outcome held, or gap.
[[nodiscard]] Join join_run(OperationLog& log, const LineageRoot& root, std::uint64_t first,
                            const OperationId& parent, std::vector<Bytes> bodies);

// Where to go on with a lineage: the longest run of it that is held and ends before `before`.
[[nodiscard]] Want want_before(const OperationLog& log, const LineageId& lineage, std::uint64_t before);

}  // namespace phirap
