// Merging. Machines of one office edit one report while cut off from each other; every copy must end equal.
//
// A report is nothing but its operations, folded. So merge() needs no clock, no disk and no earlier
// state, and gives one answer for one set of operations, in whatever order they came and however
// often they were sent. tests/core/merge_test.cpp holds it to that.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/core/ancestry.h"
#include "shared/core/report.h"

namespace phirap {

// Changes when the same operations would merge to another report; a published grade names it.
inline constexpr int merge_version = 0;

// What the server's words about the office itself do to its operations.
struct Law {
    WriterId server;
    // Held or released by name of a server operation: the operation's first 16 bytes -> held.
    std::unordered_map<EntityId, bool> holds;
    // Revoked writers, and what of theirs came in time: the rest is held unless released.
    std::unordered_map<WriterId, Frontier> revoked;
};

// Folds the operations of one report, or of the office itself. Where two authors answered one field and
// neither had seen the other's answer, both stand, latest last, until an operation that saw both settles
// it. All operations are of one scope; one given twice counts once. `ancestry` knows every branch that
// they stand on.
[[nodiscard]] Report merge(std::span<const Operation> operations, const Ancestry& ancestry, const Law& law);

// Reads the law from the operations of the office itself. `place_of` finds an operation that a revocation
// names as the last it lets pass, by lineage, sequence and id.
using PlaceOf = std::function<std::optional<Place>(const LineageId&, std::uint64_t, const OperationId&)>;
[[nodiscard]] Law law_of(std::span<const Operation> office_operations, const Ancestry& ancestry,
                         const WriterId& server, const PlaceOf& place_of);

// The tips in a revocation's field "tips": 56 bytes each, lineage, sequence (big-endian), id.
struct Tip {
    LineageId lineage;
    std::uint64_t sequence = 0;
    OperationId id;

    bool operator==(const Tip&) const = default;
};
[[nodiscard]] Bytes tips_to_bytes(std::span<const Tip> tips);
[[nodiscard]] std::vector<Tip> tips_from_bytes(BytesView bytes);

// Why an operation is ineffective whoever merges it, as a key of the catalogue; nothing when it counts.
[[nodiscard]] std::optional<std::string> quarantine_reason(const Operation& operation, const Law& law);

}  // namespace phirap
