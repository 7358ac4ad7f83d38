// Submitting: the officer's word that a month is finished, made on this PC, line or no line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/submit_check.h"

namespace phirap::agent {

// Who signs at the form's foot, where nobody says: the month's first two fields of text, or the author.
struct FormFoot {
    std::string by;
    std::string position;
};
[[nodiscard]] FormFoot foot_of(const Report& month, const MissionPack& pack, const std::string& author);

struct SubmitRequest {
    std::string by;        // "": as foot_of() has it
    std::string position;  // likewise
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
