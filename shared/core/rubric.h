// The rubric: from facts to a level, by numbers of the pack alone.
//
//     earned(L) = criterion_points x (number of criteria that meet L's bars)
//     level     = the best L with earned(L) >= needs[L]; otherwise the lowest
//     points    = points[level]; of the lowest: min(earned(last L), lowest_points_max)
//
// Levels are counted from 0, the best; as many as the pack lists, and after them the lowest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/core/mission_pack.h"

namespace phirap {

// One ask held against its fact.
struct AskResult {
    std::string fact;
    Ask::Bar bar = Ask::Bar::count;
    std::string whole;  // "" where the bar is a count
    std::optional<std::int64_t> value;
    std::optional<std::int64_t> whole_value;
    // For each level, the least value that meets it; nothing where no value does, because the whole is
    // missing or nothing.
    std::vector<std::optional<std::int64_t>> needed;

    [[nodiscard]] bool met(std::size_t level) const {
        return needed[level] && value.value_or(0) >= *needed[level];
    }
    // Units missing to the level's bar; 0 when met, nothing when it cannot be met.
    [[nodiscard]] std::optional<std::int64_t> missing(std::size_t level) const;
    bool operator==(const AskResult&) const = default;
};

// Exact: 7 of 9 does not meet 78 %.
[[nodiscard]] AskResult hold_against(const Ask& ask, std::size_t levels, std::optional<std::int64_t> value,
                                     std::optional<std::int64_t> whole);
// The ask's effort for so many missing units; begun ones count whole. Never overflows.
[[nodiscard]] std::int64_t effort_of(const Ask& ask, std::int64_t missing);

// A criterion as the rubric sees it: for each level, the effort that is missing: 0 when met, nothing when
// no report can meet it.
using Efforts = std::vector<std::optional<std::int64_t>>;

struct Judgement {
    std::size_t level = 0;
    std::int64_t points = 0;
    std::vector<std::int64_t> met;  // for each level, how many criteria meet its bars

    bool operator==(const Judgement&) const = default;
};
[[nodiscard]] Judgement judge(const Rubric& rubric, std::span<const Efforts> criteria);

// The cheapest way to the next better level: of the criteria unmet there, the set with the least effort,
// ties in criterion order.
struct Step {
    std::size_t level = 0;              // the one it leads to
    std::vector<std::size_t> criteria;  // of the rubric, in its order
    std::int64_t effort = 0;
    bool possible =
        true;  // false: too few criteria can be met by reporting; `criteria` are those that cannot

    bool operator==(const Step&) const = default;
};
// Nothing at the best level.
[[nodiscard]] std::optional<Step> next_step(const Rubric& rubric, std::span<const Efforts> criteria);

}  // namespace phirap
