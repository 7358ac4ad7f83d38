// The audit: everything that hashes and signatures can say about an office's log is worked out again.
//
// The disk is believed in nothing: of 400 flipped bits SQLite's own check missed 62 % (dependency facts), so
// each operation's id is made again from its body and parent, each seal is verified, and the feed's chain is
// followed from its start.
#pragma once

#include <string>
#include <vector>

#include "server/server_store.h"

namespace phirap::server {

struct AuditFault {
    Office office;
    std::string key;      // of the catalogue: audit_id, audit_seal, audit_unsealed, audit_feed, ...
    Arguments arguments;  // {lineage} {sequence} or {position}
};

struct Audited {
    std::size_t operations = 0;
    std::size_t seals = 0;
    std::uint64_t head = 0;
    std::vector<AuditFault> faults;
};

// Costs one hash an operation and one signature a seal. Throws StoreError.
[[nodiscard]] Audited audit_office(const ServerStore& store, const Office& office);

}  // namespace phirap::server
