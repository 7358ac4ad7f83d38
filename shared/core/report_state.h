// Where a month stands between the office and the admin: draft, submitted, returned, approved.
//
// Read from the report's own operations (domain.md "Report states"; sync-rules.md, rules 24 and 25), so
// every copy knows it, and nobody has to be told. What is graded is the fold of exactly those operations
// that the graded submission saw; all later ones wait for the next submission.
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

enum class ReportState {
    none,       // nothing was entered
    draft,      // entered, never submitted
    submitted,  // waits for a decision, or for a new one
    returned,
    approved,
};
[[nodiscard]] std::string_view to_text(ReportState state);  // "none", "draft", ...

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

struct ReportStatus {
    ReportState state = ReportState::none;
    std::vector<Submission> standing;  // that no later submission saw; oldest first by (time, id)
    std::optional<Submission> graded;  // the latest of them
    // On time is judged by this one: the graded one, or, where that was made after a return, the one
    // returned (and so on back).
    std::optional<Submission> dated_by;
    std::optional<Decision> decision;  // what returned or approved; while submitted, the latest standing
    bool decisions_conflict = false;   // two admins said different things: submitted until one settles it
    bool changed_since_submission = false;

    bool operator==(const ReportStatus&) const = default;
};

// `report` is the merge of `operations`, which are all of one report.
[[nodiscard]] ReportStatus status_of(const Report& report, std::span<const Operation> operations,
                                     const Ancestry& ancestry);

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
