// The words that office and admin exchange about a month, as one operation says them, and exactly which
// operations a submission is about.
//
//   submission {submission, zero}: submitted (bytes: the names judged), by, position,
//                                  held_acknowledgement (bytes), clock_offset_ms
//   decision {decision, zero}:     decision ("approved", "returned"), comment
//   receipt {receipt, first 16 bytes of the submission operation's id}: received_ms
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/ancestry.h"
#include "shared/core/report.h"

namespace phirap {

inline constexpr Entity submission_entity{EntityKind::submission, {}, 0};
inline constexpr Entity decision_entity{EntityKind::decision, {}, 0};

struct Submission {
    OperationId id;
    WriterId writer;
    HybridTime time;
    std::string author;
    std::string by;  // the reporter, as signed at the form's foot
    std::string position;
    std::vector<OperationName> judged;  // the last operation that it saw on each branch
    // The bracket of when it was made (rule 24): not before this acknowledgement's server time, not after
    // the earliest receipt; between them the corrected clock.
    Bytes held_acknowledgement;
    std::optional<std::int64_t> clock_offset_ms;
    std::optional<std::int64_t> received_ms;

    bool operator==(const Submission&) const = default;
};

struct Decision {
    OperationId id;
    HybridTime time;
    std::string author;
    std::string verdict;  // "approved" or "returned"
    std::string comment;

    bool operator==(const Decision&) const = default;
};

// What one readable operation itself says of a field, the last time it says it; null where it says nothing.
[[nodiscard]] const Value& said(const Operation& operation, const Entity& entity, std::string_view key);

// `report` knows the receipts.
[[nodiscard]] Submission read_submission(const Operation& operation, const Report& report);
[[nodiscard]] Decision read_decision(const Operation& operation);

// The operations named and all their ancestors.
[[nodiscard]] Frontier judged_frontier(std::span<const Operation> operations, const Ancestry& ancestry,
                                       std::span<const OperationName> judged);
// What a submission made now has seen: the last operation of each branch. Sorted.
[[nodiscard]] std::vector<OperationName> judged_now(std::span<const Operation> operations);
// Exactly the operations that a submission judged: those it names and their ancestors within the report.
[[nodiscard]] std::vector<Operation> judged_operations(std::span<const Operation> operations,
                                                       const Ancestry& ancestry,
                                                       std::span<const OperationName> judged);

// A submission's field `submitted`: 8 bytes big-endian each. Left-over bytes are left out.
[[nodiscard]] Bytes names_to_bytes(std::span<const OperationName> names);
[[nodiscard]] std::vector<OperationName> names_from_bytes(BytesView bytes);

}  // namespace phirap
