// The check before a month is submitted: what a person should look at once more. It is advice, and stops
// nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/month_view.h"

namespace phirap::agent {

struct Remark {
    enum class Level {
        missing,  // something is not there, or counts for nothing as it is
        odd,      // something looks wrong, and may be right
    };
    Error what;
    std::optional<EntityId> row;
    Level level = Level::odd;
};
// Nothing entered (which is allowed), required fields and the reporter missing, rows without a day or of
// another month, fewer participants than downloads, channels without link or capture, services never ticked,
// rows that look alike, the same link, capture or picture twice (in this month, or again from one before),
// more officials than the roster has, open questions.
[[nodiscard]] std::vector<Remark> check_before_submit(const MonthSources& month, Language language);

}  // namespace phirap::agent
