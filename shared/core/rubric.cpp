#include "shared/core/rubric.h"

#include <algorithm>

#include "shared/core/invariant.h"

namespace phirap {
namespace {

std::int64_t met_at(std::span<const Efforts> criteria, std::size_t level) {
    return std::ranges::count_if(criteria, [&](const Efforts& efforts) { return efforts[level] == 0; });
}

std::optional<std::int64_t> needed_for(const Ask& ask, std::size_t level, std::optional<std::int64_t> whole) {
    switch (ask.bar) {
        case Ask::Bar::count:
            return ask.bars[level];
        case Ask::Bar::percent:
            // The least v with v * 100 >= bar * whole.
            return whole && *whole > 0 ? std::optional((ask.bars[level] * *whole + 99) / 100) : std::nullopt;
        case Ask::Bar::all:
            return whole && *whole > 0 ? whole : std::nullopt;
        case Ask::Bar::reach:
            return whole;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> AskResult::missing(std::size_t level) const {
    if (!needed[level]) {
        return std::nullopt;
    }
    return std::max<std::int64_t>(0, *needed[level] - value.value_or(0));
}

AskResult hold_against(const Ask& ask, std::size_t levels, std::optional<std::int64_t> value,
                       std::optional<std::int64_t> whole) {
    AskResult result{ask.fact, ask.bar, ask.whole, value, ask.bar == Ask::Bar::count ? std::nullopt : whole,
                     {}};
    for (std::size_t level = 0; level < levels; ++level) {
        result.needed.push_back(needed_for(ask, level, whole));
    }
    return result;
}

std::int64_t effort_of(const Ask& ask, std::int64_t missing) {
    // A million offices short of everything still add up below 2^63.
    constexpr std::int64_t effort_max = 1'000'000'000'000;
    const std::int64_t units = missing / ask.effort_every + (missing % ask.effort_every == 0 ? 0 : 1);
    return units > effort_max / ask.effort ? effort_max : units * ask.effort;
}

Judgement judge(const Rubric& rubric, std::span<const Efforts> criteria) {
    Judgement judgement;
    for (std::size_t level = 0; level < rubric.levels.size(); ++level) {
        judgement.met.push_back(met_at(criteria, level));
    }
    const auto reached = [&](std::size_t level) {
        return judgement.met[level] * rubric.criterion_points >= rubric.levels[level].needs;
    };
    while (judgement.level < rubric.levels.size() && !reached(judgement.level)) {
        ++judgement.level;
    }
    judgement.points =
        judgement.level < rubric.levels.size()
            ? rubric.levels[judgement.level].points
            : std::min(judgement.met.back() * rubric.criterion_points, rubric.lowest_points_max);
    return judgement;
}

std::optional<Step> next_step(const Rubric& rubric, std::span<const Efforts> criteria) {
    const std::size_t level = judge(rubric, criteria).level;
    if (level == 0) {
        return std::nullopt;
    }
    Step step{level - 1, {}, 0, true};
    std::vector<std::size_t> possible;
    std::vector<std::size_t> impossible;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        const std::optional<std::int64_t>& effort = criteria[i][step.level];
        if (effort != 0) {
            (effort ? possible : impossible).push_back(i);
        }
    }
    const std::int64_t all =
        (rubric.levels[step.level].needs + rubric.criterion_points - 1) / rubric.criterion_points;
    const std::int64_t more = all - met_at(criteria, step.level);
    invariant(more > 0, "a level that was not reached lacks at least one criterion");
    if (static_cast<std::int64_t>(possible.size()) < more) {
        return Step{step.level, impossible, 0, false};
    }
    // Every criterion is worth the same, so the cheapest set is the cheapest criteria.
    std::ranges::stable_sort(possible, {}, [&](std::size_t i) { return *criteria[i][step.level]; });
    step.criteria.assign(possible.begin(), possible.begin() + more);
    std::ranges::sort(step.criteria);
    for (const std::size_t i : step.criteria) {
        step.effort += *criteria[i][step.level];
    }
    return step;
}

}  // namespace phirap
