// Histories of one report as several machines might write it: each knows only what it has received, and
// names only what its form had shown. Disks are cloned and put back from copies, clocks are years apart.
#pragma once

#include <optional>
#include <vector>

#include "shared/core/merge.h"
#include "tests/support/random.h"

namespace phirap::testing {

struct Told {
    OperationId id;
    WriterId writer;
    LineageId lineage;
    std::uint64_t sequence = 0;
    std::optional<std::size_t> parent;  // among the history's operations
    std::optional<OperationBody> body;
    // The truth that no replica has: which operations were on its machine's screen or disk when it was
    // written, its own ancestors included.
    std::vector<bool> known;
};

struct History {
    std::vector<Told> told;  // parents before children
    std::vector<bool> held;  // by a hold
    std::vector<bool> released;
    std::optional<WriterId> revoked;  // and all that it wrote after these:
    std::vector<std::size_t> revoked_tips;
    // Which of the operations a revocation holds back, where that is known outright: then the two above are
    // not looked at.
    std::vector<bool> too_late;
};

// 3 to 5 machines, about `saves` operations.
[[nodiscard]] History random_history(Random& random, std::size_t saves);

// The same history as one replica holds it: received in some order (parents first), which decides the
// numbers of its branches.
struct Replica {
    std::vector<Operation> operations;
    Ancestry ancestry;
    Law law;

    [[nodiscard]] Report merged() const { return merge(operations, ancestry, law); }
};
[[nodiscard]] Replica received_in_order(const History& history);
[[nodiscard]] Replica received_in_any_order(const History& history, Random& random);

}  // namespace phirap::testing
