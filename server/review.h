// Review: an admin's word on a month. Approved or returned, a row struck, more time given.
//
// A decision names every standing submission, so it holds for exactly what was looked at; approving also
// publishes the grade with all that it was judged by, so that it can be judged again (rule 25).
#pragma once

#include <string>

#include "server/grading.h"
#include "shared/core/result.h"

namespace phirap::server {

struct Reviewed {
    Office office;
    Month month;
    std::string author;
    std::string comment;             // a return needs one
    bool despite_conflicts = false;  // publish from the shown values although answers conflict
};

// In the caller's transaction. False when it stands decided so already. Errors: review_not_submitted,
// review_needs_comment, review_conflicts {count}, each with {office} {month}.
[[nodiscard]] Result<bool> approve(ServerStore& store, const MissionPack& pack, const Reviewed& reviewed);
[[nodiscard]] Result<bool> send_back(ServerStore& store, const MissionPack& pack, const Reviewed& reviewed);

// A row not counted for one criterion, or counted again. Errors: row_unknown {row}, criterion_unknown
// {criterion} {known}, strike_other {criterion}: a row is struck for one criterion at a time.
struct Strike {
    std::string row;  // its id, or the beginning of it
    std::string criterion;
    std::string reason;
    bool struck = true;
};
[[nodiscard]] Result<bool> strike_row(ServerStore& store, const MissionPack& pack, const Reviewed& reviewed,
                                      const Strike& strike);

// Due later: a month's last day in time. Error: extension_not_later {until} {due}.
[[nodiscard]] Result<bool> extend_month(ServerStore& store, const MissionPack& pack, const Reviewed& reviewed,
                                        const Day& until, const std::string& reason);

}  // namespace phirap::server
