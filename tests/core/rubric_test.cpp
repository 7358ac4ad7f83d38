#include "shared/core/rubric.h"

#include <doctest/doctest.h>

#include <random>

using namespace phirap;

namespace {

using Random = std::mt19937;
std::int64_t between(Random& random, std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random);
}

Ask percent(std::vector<std::int64_t> bars) {
    return {"f", Ask::Bar::percent, "w", std::move(bars), 2, 1};
}

// A rubric of levels that never ask less the better they are, and facts to hold against it.
struct Case {
    Rubric rubric;
    std::vector<std::vector<std::int64_t>> values;
    std::vector<std::vector<std::optional<std::int64_t>>> wholes;

    [[nodiscard]] std::vector<Efforts> efforts() const {
        std::vector<Efforts> all;
        for (std::size_t i = 0; i < rubric.criteria.size(); ++i) {
            Efforts efforts(rubric.levels.size(), 0);
            for (std::size_t k = 0; k < rubric.criteria[i].asks.size(); ++k) {
                const Ask& ask = rubric.criteria[i].asks[k];
                const AskResult result = hold_against(ask, efforts.size(), values[i][k], wholes[i][k]);
                for (std::size_t level = 0; level < efforts.size(); ++level) {
                    const auto missing = result.missing(level);
                    efforts[level] = efforts[level] && missing
                                         ? std::optional(*efforts[level] + effort_of(ask, *missing))
                                         : std::nullopt;
                }
            }
            all.push_back(efforts);
        }
        return all;
    }
    // What the step says, done.
    void take(const Step& step) {
        for (const std::size_t i : step.criteria) {
            for (std::size_t k = 0; k < rubric.criteria[i].asks.size(); ++k) {
                values[i][k] += *hold_against(rubric.criteria[i].asks[k], rubric.levels.size(), values[i][k],
                                              wholes[i][k])
                                     .missing(step.level);
            }
        }
    }
};

Ask random_ask(Random& random, std::size_t levels) {
    Ask ask;
    ask.bar = static_cast<Ask::Bar>(between(random, 0, 3));
    std::int64_t bar = between(random, 0, 100);
    for (std::size_t level = 0; level < levels && ask.bar <= Ask::Bar::percent; ++level) {
        ask.bars.push_back(bar);
        bar = between(random, bar / 2, bar);
    }
    ask.effort = between(random, 1, 5);
    ask.effort_every = between(random, 1, 5);
    return ask;
}

Case random_case(Random& random) {
    Case made;
    made.rubric.criterion_points = between(random, 1, 3);
    const std::int64_t criteria = between(random, 1, 6);
    const std::int64_t levels = between(random, 1, 4);
    std::int64_t needs = criteria * made.rubric.criterion_points;
    for (std::int64_t level = 0; level < levels; ++level) {
        made.rubric.levels.push_back(
            {std::string(1, static_cast<char>('A' + level)), needs, 10 * (levels - level)});
        needs = between(random, std::max<std::int64_t>(1, needs - 4), needs);
    }
    made.rubric.lowest_points_max = between(random, 0, 9);
    for (std::int64_t i = 0; i < criteria; ++i) {
        Criterion criterion;
        made.values.emplace_back();
        made.wholes.emplace_back();
        for (std::int64_t k = between(random, 1, 2); k > 0; --k) {
            criterion.asks.push_back(random_ask(random, made.rubric.levels.size()));
            made.values.back().push_back(between(random, 0, 60));
            const std::int64_t whole = between(random, -5, 60);
            made.wholes.back().push_back(whole < 0 ? std::nullopt : std::optional(whole));
        }
        made.rubric.criteria.push_back(criterion);
    }
    return made;
}

// Least effort over every set of criteria unmet at `level` that reaches it; ties go to the set that comes
// first in criterion order. Nothing when no set does.
std::optional<std::pair<std::int64_t, std::vector<std::size_t>>> cheapest_by_trying(const Case& made,
                                                                                    std::size_t level) {
    const std::vector<Efforts> efforts = made.efforts();
    std::optional<std::pair<std::int64_t, std::vector<std::size_t>>> best;
    for (unsigned set = 1; set < (1U << efforts.size()); ++set) {
        std::vector<Efforts> then = efforts;
        std::int64_t effort = 0;
        std::vector<std::size_t> chosen;
        bool possible = true;
        for (std::size_t i = 0; i < efforts.size(); ++i) {
            if ((set >> i & 1U) != 0) {
                possible = possible && efforts[i][level].has_value() && efforts[i][level] != 0;
                effort += efforts[i][level].value_or(0);
                then[i][level] = 0;
                chosen.push_back(i);
            }
        }
        std::int64_t met = 0;
        for (const Efforts& each : then) {
            met += each[level] == 0 ? 1 : 0;
        }
        const bool reached = met * made.rubric.criterion_points >= made.rubric.levels[level].needs;
        if (possible && reached && (!best || std::pair(effort, chosen) < *best)) {
            best = {effort, chosen};
        }
    }
    return best;
}

}  // namespace

TEST_CASE("rubric: percentages are exact") {
    CHECK_FALSE(hold_against(percent({78}), 1, 7, 9).met(0));
    CHECK(hold_against(percent({77}), 1, 7, 9).met(0));
    CHECK(hold_against(percent({80}), 1, 8, 10).met(0));
    CHECK_FALSE(hold_against(percent({80}), 1, 799, 1000).met(0));
    CHECK(hold_against(percent({80}), 1, 7, 9).missing(0) == 1);
    CHECK(hold_against(percent({100}), 1, 12, 10).met(0));
    CHECK(hold_against(percent({67}), 1, 2, 3).missing(0) == 1);
    CHECK(hold_against(percent({66}), 1, 2, 3).missing(0) == 0);
    for (std::int64_t whole = 1; whole <= 60; ++whole) {
        for (std::int64_t value = 0; value <= whole; ++value) {
            for (std::int64_t bar = 0; bar <= 100; ++bar) {
                REQUIRE(hold_against(percent({bar}), 1, value, whole).met(0) == (value * 100 >= bar * whole));
            }
        }
    }
}

TEST_CASE("rubric: a whole that is missing, or nothing, is never met") {
    for (const Ask::Bar bar : {Ask::Bar::percent, Ask::Bar::all}) {
        const Ask ask{"f", bar, "w", {0}, 1, 1};
        CHECK_FALSE(hold_against(ask, 1, 5, std::nullopt).met(0));
        CHECK_FALSE(hold_against(ask, 1, 0, 0).met(0));
        CHECK(hold_against(ask, 1, 5, 0).missing(0) == std::nullopt);
    }
    const Ask reach{"f", Ask::Bar::reach, "w", {}, 1, 1};
    CHECK_FALSE(hold_against(reach, 1, 5, std::nullopt).met(0));
    CHECK(hold_against(reach, 1, 0, 0).met(0));
}

TEST_CASE("rubric: effort counts begun units whole and never overflows") {
    const Ask downloads{"downloads", Ask::Bar::reach, "target", {}, 1, 5};
    CHECK(effort_of(downloads, 0) == 0);
    CHECK(effort_of(downloads, 1) == 1);
    CHECK(effort_of(downloads, 5) == 1);
    CHECK(effort_of(downloads, 6) == 2);
    CHECK(effort_of({"", Ask::Bar::count, "", {}, 1'000'000, 1}, INT64_MAX) > 0);
}

TEST_CASE("rubric: the letter's four totals") {
    Rubric rubric{2, {{"A", 10, 10}, {"B", 8, 8}, {"C", 6, 6}}, "D", 4, {}};
    const auto points_when = [&](std::initializer_list<std::int64_t> best_level_met) {
        std::vector<Efforts> criteria;
        for (const std::int64_t best : best_level_met) {
            criteria.push_back({best <= 0 ? 0 : 1, best <= 1 ? 0 : 1, best <= 2 ? 0 : 1});
        }
        return judge(rubric, criteria).points;
    };
    CHECK(points_when({0, 0, 0, 0, 0}) == 10);
    CHECK(points_when({0, 0, 0, 0, 1}) == 8);
    CHECK(points_when({0, 0, 0, 0, 3}) == 8);
    CHECK(points_when({1, 1, 1, 1, 3}) == 8);
    CHECK(points_when({0, 0, 0, 3, 3}) == 6);
    CHECK(points_when({2, 2, 2, 2, 2}) == 6);
    CHECK(points_when({0, 0, 3, 3, 3}) == 4);
    CHECK(points_when({2, 3, 3, 3, 3}) == 2);
    CHECK(points_when({3, 3, 3, 3, 3}) == 0);
    // The stricter reading is other numbers in the pack, and no other code.
    rubric.levels = {{"A", 10, 10}, {"B", 10, 8}, {"C", 10, 6}};
    CHECK(points_when({1, 1, 1, 1, 1}) == 8);
    CHECK(points_when({0, 0, 0, 0, 3}) == 4);
}

TEST_CASE("rubric: doing better never makes the grade worse") {
    for (std::uint32_t seed = 0; seed < 2000; ++seed) {
        CAPTURE(seed);
        Random random(seed);
        Case made = random_case(random);
        Judgement before = judge(made.rubric, made.efforts());
        for (int more = 0; more < 10; ++more) {
            const auto i = static_cast<std::size_t>(
                between(random, 0, static_cast<std::int64_t>(made.values.size()) - 1));
            const auto k = static_cast<std::size_t>(
                between(random, 0, static_cast<std::int64_t>(made.values[i].size()) - 1));
            made.values[i][k] += between(random, 1, 30);
            const Judgement after = judge(made.rubric, made.efforts());
            REQUIRE(after.level <= before.level);
            REQUIRE(after.points >= before.points);
            before = after;
        }
    }
}

TEST_CASE("rubric: the next step leads to the next better level, and no cheaper set of criteria does") {
    int steps = 0;
    for (std::uint32_t seed = 0; seed < 2000; ++seed) {
        CAPTURE(seed);
        Random random(seed);
        Case made = random_case(random);
        const Judgement before = judge(made.rubric, made.efforts());
        const std::optional<Step> step = next_step(made.rubric, made.efforts());
        REQUIRE(step.has_value() == (before.level > 0));
        if (!step) {
            continue;
        }
        REQUIRE(step->level + 1 == before.level);
        const auto cheapest = cheapest_by_trying(made, step->level);
        REQUIRE(step->possible == cheapest.has_value());
        if (step->possible) {
            ++steps;
            REQUIRE(step->effort == cheapest->first);
            REQUIRE(step->criteria == cheapest->second);
            made.take(*step);
            REQUIRE(judge(made.rubric, made.efforts()).level <= step->level);
        }
    }
    CHECK(steps > 300);
}
