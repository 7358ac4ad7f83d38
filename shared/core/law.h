// The law of an office: whose operations count.
//
// What merging rejects by itself is the same for everybody and for ever: bytes that cannot be read, a
// kind of change that a later program knows, an agent writing what is the server's. All else that is
// held back, and whatever is let go again, is said by the server's own operations, which travel as any
// others. So every machine of the office comes to the same answer (sync-rules.md, rules 11, 12 and 17).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/core/ancestry.h"
#include "shared/core/bytes.h"
#include "shared/core/operation.h"

namespace phirap {

// What the server's words about the office itself do to its operations.
struct Law {
    WriterId server;
    // Held or released by name of a server operation: the operation's first 16 bytes -> held.
    std::unordered_map<EntityId, bool> holds;
    // Revoked writers, and what of theirs came in time: the rest is held unless released.
    std::unordered_map<WriterId, Frontier> revoked;
};

// Reads the law from the operations of the office itself. `place_of` finds an operation that a revocation
// names as the last it lets pass, by lineage, sequence and id; one that this replica lacks lets pass
// nothing until it is here. Holds and revocations are not themselves subject to holds.
using PlaceOf = std::function<std::optional<Place>(const LineageId&, std::uint64_t, const OperationId&)>;
[[nodiscard]] Law law_of(std::span<const Operation> office_operations, const Ancestry& ancestry,
                         const WriterId& server, const PlaceOf& place_of);

// Why an operation is ineffective whoever merges it, as a key of the catalogue; nothing when it counts.
[[nodiscard]] std::optional<std::string> quarantine_reason(const Operation& operation, const Law& law);

// The tips in a revocation's field "tips": 56 bytes each, lineage, sequence (big-endian), id.
struct Tip {
    LineageId lineage;
    std::uint64_t sequence = 0;
    OperationId id;

    bool operator==(const Tip&) const = default;
};
[[nodiscard]] Bytes tips_to_bytes(std::span<const Tip> tips);
// What is left over at the end, less than a tip, is left out.
[[nodiscard]] std::vector<Tip> tips_from_bytes(BytesView bytes);

// What an operation is called in a hold and in a receipt: its first 16 bytes.
[[nodiscard]] EntityId entity_of(const OperationId& id);

}  // namespace phirap
