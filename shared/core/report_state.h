// Where a month stands between the office and the admin: draft, submitted, returned, approved.
//
// Read from the report's own operations (domain.md "Report states"; sync-rules.md, rules 24 and 25), so
// every copy knows it, and nobody has to be told. What is graded is the fold of exactly those operations
// that the graded submission saw; all later ones wait for the next submission.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "shared/core/ancestry.h"
#include "shared/core/report.h"
#include "shared/core/submission.h"

namespace phirap {

enum class ReportState {
    none,       // nothing was entered
    draft,      // entered, never submitted
    submitted,  // waits for a decision, or for a new one
    returned,
    approved,
};
[[nodiscard]] std::string_view to_text(ReportState state);  // "none", "draft", ...

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

}  // namespace phirap
