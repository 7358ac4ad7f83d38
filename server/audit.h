// The audit: everything that hashes and signatures can say about an office's log is worked out again.
//
// The disk is believed in nothing: of 400 flipped bits SQLite's own check missed 62 % (dependency facts), so
// each operation's id is made again from its body and parent, each seal is verified, and the feed's chain is
// followed from its start.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/server_store.h"
#include "shared/core/mission_pack.h"

namespace phirap::server {

struct AuditFault {
    Office office;
    std::string key;      // of the catalogue: audit_id, audit_seal, audit_unsealed, audit_feed, ...
    Arguments arguments;  // {lineage} {sequence} or {position}
};

// Of one office that many are told; the rest is counted.
inline constexpr std::size_t audit_faults_max = 1000;

struct Audited {
    std::size_t operations = 0;
    std::size_t seals = 0;
    std::size_t grades_same = 0;
    std::size_t grades_amended = 0;
    std::uint64_t head = 0;
    std::vector<AuditFault> faults;
    std::size_t faults_untold = 0;

    [[nodiscard]] bool is_good() const { return faults.empty(); }
};

// So many more operations are done; false: leave off.
using AuditProgress = std::function<bool(std::size_t more_operations)>;

// Ids, seals, the feed, and the agent table against the admissions. Costs one hash an operation and one
// signature a seal; memory for a thousand operations, however long the log. Throws StoreError.
[[nodiscard]] Audited audit_office(const ServerStore& store, const Office& office,
                                   const AuditProgress& go_on = {});

// Judges the office's published grades again, and adds what came of it. Memory for the office's months.
void replay_grades(const ServerStore& store, const Office& office, const MissionPack& pack, Audited& audited);

}  // namespace phirap::server
