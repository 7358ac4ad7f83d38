// Rot on the server's disk: noted where it is met, healed by whoever brings the operation again.
//
// A noted operation keeps its bytes and its place in the feed. No page carries it, the feed of its office
// goes no further for whoever does not hold it, and every acknowledgement says that it is lacking and asks
// for it (server/sync_door.cpp): so the machines that hold it send it again, and join_frame heals it.
#pragma once

#include "server/server_store.h"

namespace phirap::server {

// Reads the whole log of an office for it, and notes what it finds, in a transaction of its own. How many
// operations that were not noted yet. One hash an operation: 100,000 take a good half second.
std::size_t look_for_rot(ServerStore& store, const Office& office);

struct RottenOperation {
    Office office;
    LineageId lineage;
    std::uint64_t sequence = 0;
};
// Noted and not healed yet, of every office.
[[nodiscard]] std::vector<RottenOperation> rotten_operations(const ServerStore& store);

}  // namespace phirap::server
