// Histories that nobody would think of: each seed is one, and every promise must hold at its end.
//
// PHIRAP_SEED=n replays one seed, PHIRAP_SEEDS=n runs that many, PHIRAP_FIRST_SEED=n begins there,
// PHIRAP_FIGURES=1 prints what they come to, PHIRAP_TRACE=1 each round with the server.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>

#include "tests/simulation/history.h"
#include "tests/support/tests_folder.h"

namespace phirap::simulation {
namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Those that ever failed, then the first so many.
std::vector<std::uint64_t> seeds_to_run() {
    if (const std::uint64_t only = from_environment("PHIRAP_SEED", 0); only != 0) {
        return {only};
    }
    std::vector<std::uint64_t> seeds;
    std::ifstream failed(tests_folder() / "simulation/seeds.txt");
    for (std::string line; std::getline(failed, line);) {
        if (!line.empty() && line.front() != '#') {
            seeds.push_back(std::stoull(line));
        }
    }
    const std::uint64_t first = from_environment("PHIRAP_FIRST_SEED", 1);
    for (std::uint64_t i = 0; i < from_environment("PHIRAP_SEEDS", 300); ++i) {
        seeds.push_back(first + i);
    }
    return seeds;
}

void print_figures(std::size_t seeds, const Sum& sum) {
    fmt::print("seeds: {}\nvirtual years: {:.1f}\n", seeds,
               static_cast<double>(sum.passed_ms) / day_ms / 365.25);
    fmt::print("operations saved: {}, confirmed: {}, destroyed with every disk that held them: {}\n",
               sum.saved, sum.confirmed, sum.destroyed);
    fmt::print("pictures attached: {}, files of them at the centre: {}, made room of at PCs: {}\n",
               sum.pictures, sum.pictures_arrived, sum.pictures_pruned);
    fmt::print("forked lineages: {}\ntroubles:\n", sum.forks);
    for (std::size_t kind = 0; kind < trouble_count; ++kind) {
        fmt::print("  {}: {}\n", name_of(static_cast<Trouble>(kind)), sum.troubles[kind]);
    }
}

TEST_CASE("simulation: whatever the line, the power and the disks do, every promise holds in the end") {
    Sum sum;
    const std::vector<std::uint64_t> seeds = seeds_to_run();
    for (const std::uint64_t seed : seeds) {
        const Story story = history(seed);
        CHECK_MESSAGE(story.broken.empty(), "PHIRAP_SEED=" << seed << " test_simulation" << story.broken);
        sum.add(story.sum);
    }
    if (std::getenv("PHIRAP_FIGURES") != nullptr) {
        print_figures(seeds.size(), sum);
    }
}

TEST_CASE("simulation: one seed is one history") {
    CHECK(history(7).trace == history(7).trace);
}

}  // namespace
}  // namespace phirap::simulation
