// The rules of merging once more, word by word and without regard to cost, to hold merge() against. Shares
// no code with it: it walks parents, not branches, and compares every operation with every other.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "shared/core/report.h"
#include "tests/support/random_history.h"

namespace phirap::testing {

// What a report says, without the order of answers: what no clock may change.
struct Verdicts {
    std::map<std::pair<Entity, std::string>, std::map<OperationId, Value>> standing;
    std::map<Entity, std::set<OperationId>> deletes;
    std::map<Entity, std::set<OperationId>> keeps;
    std::set<Entity> hidden;
    std::set<Entity> edited_after_delete;
    std::map<OperationId, std::string> quarantined;

    bool operator==(const Verdicts&) const = default;
};

[[nodiscard]] Verdicts verdicts_of(const Report& report);
[[nodiscard]] Verdicts naive_merge(const History& history);

}  // namespace phirap::testing
