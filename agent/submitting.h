// Submitting: the officer's word that a month is finished, made on this PC, line or no line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/month_file.h"
#include "shared/core/deadline.h"

namespace phirap::agent {

// What a person should look at before the month goes: it is advice, and stops nothing.
struct Remark {
    Error what;
    std::optional<EntityId> row;
};
// Nothing entered, required fields and the reporter missing, rows without a day or of another month,
// channels without link or capture, rows that look alike, open questions, services never ticked.
[[nodiscard]] std::vector<Remark> check_before_submit(const MonthFile& month, const MissionPack& pack,
                                                      Language language);

struct SubmitRequest {
    std::string by;        // at the form's foot; "": the month's first field of text, or the author
    std::string position;  // "": the month's second field of text
    std::string author;
    Language language = Language::thai;  // of names in the remarks
};

struct Submitted {
    std::optional<Saved> saved;  // nothing: it was submitted already, and nothing changed since
    std::vector<Remark> remarks;
    Due due;
    bool late = false;  // by this PC's clock, corrected by the last contact
};
// Names the last operation of each branch of the month, and carries the last acknowledgement held.
// Errors: month_approved, limits.
[[nodiscard]] Result<Submitted> submit(AgentStore& store, Month month, const SubmitRequest& request);

}  // namespace phirap::agent
