// Histories that nobody would think of: each seed is one, and every promise must hold at its end.
//
// PHIRAP_SEED=n replays one seed, PHIRAP_SEEDS=n runs that many.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>

#include "tests/simulation/world.h"

namespace phirap::simulation {
namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Each seed has some of the troubles, so that what hides behind another is seen too.
Troubles troubles_of(std::uint64_t seed) {
    SeededChance chance(seed ^ 0x9e3779b97f4a7c15ULL);
    const auto some = [&](int thousandths) { return chance.below(2) == 0 ? thousandths : 0; };
    Troubles troubles;
    troubles.drop = some(150);
    troubles.duplicate = some(100);
    troubles.late = some(60);
    troubles.stale = some(60);
    troubles.rubbish = some(80);
    troubles.power_cut = some(80);
    troubles.clone = some(10);
    troubles.restore = some(40);
    troubles.restore_server = some(40);
    troubles.clock_jump = some(50);
    troubles.stick = some(150);
    return troubles;
}

std::string run(std::uint64_t seed, std::size_t steps, Digest* trace = nullptr) {
    World world(seed, troubles_of(seed));
    for (std::size_t i = 0; i < steps; ++i) {
        world.step();
    }
    world.make_peace();
    std::string story;
    for (const std::string& broken : world.broken_promises()) {
        story += fmt::format("\n  {}", broken);
    }
    if (trace != nullptr) {
        *trace = world.trace();
    }
    return story;
}

TEST_CASE("simulation: whatever the line, the power and the disks do, every promise holds in the end") {
    const std::uint64_t only = from_environment("PHIRAP_SEED", 0);
    const std::uint64_t seeds = only != 0 ? 1 : from_environment("PHIRAP_SEEDS", 100);
    for (std::uint64_t i = 0; i < seeds; ++i) {
        const std::uint64_t seed = only != 0 ? only : i + 1;
        const std::string story = run(seed, 150);
        CHECK_MESSAGE(story.empty(), "PHIRAP_SEED=" << seed << " test_simulation" << story);
    }
}

TEST_CASE("simulation: one seed is one history") {
    Digest first;
    Digest second;
    (void)run(7, 120, &first);
    (void)run(7, 120, &second);
    CHECK(first == second);
}

}  // namespace
}  // namespace phirap::simulation
