// Bugs that were put in on purpose, one at a time: the simulation must find each.
//
// PHIRAP_MUTANT=n runs that one alone.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/mutants/killing.h"
#include "tests/support/tests_folder.h"

namespace phirap::simulation {
namespace {

bool holds_a_mutant(const std::string& program) {
    std::ifstream file(program, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    REQUIRE(bytes.size() > 100'000);
    return bytes.find("seeded_mutant") != std::string::npos;
}

// As shared/core/mutant.h names them, in order.
std::vector<std::string> names() {
    std::vector<std::string> names;
    std::ifstream header(tests_folder() / "../shared/core/mutant.h");
    for (std::string line; std::getline(header, line);) {
        if (line.starts_with("    ") && line.find(',') != std::string::npos) {
            names.push_back(line.substr(4, line.find(',') - 4));
        }
    }
    REQUIRE(names.size() == static_cast<std::size_t>(Mutant::count));
    return names;
}

TEST_CASE("mutants: none survives the simulation") {
    const char* only = std::getenv("PHIRAP_MUTANT");
    const std::vector<std::string> called = names();
    const int first = only == nullptr ? 1 : std::atoi(only);
    const int last = only == nullptr ? static_cast<int>(Mutant::count) - 1 : first;
    int killed = 0;
    for (int number = first; number <= last; ++number) {
        const std::optional<Kill> found = kill(static_cast<Mutant>(number));
        const std::string& name = called[static_cast<std::size_t>(number)];
        CHECK_MESSAGE(found, "PHIRAP_MUTANT=" << number << " test_mutants: " << name << " survives");
        if (found) {
            ++killed;
            fmt::print("{:28} {:5.1f} s  {}: {}\n", name, found->seconds, found->by, found->how);
        }
    }
    fmt::print("mutants killed: {} of {}\n", killed, last - first + 1);
}

TEST_CASE("mutants: without one the same program keeps every promise") {
    constexpr std::uint64_t seeds = 20;
    CHECK_FALSE(kill(Mutant::none, seeds));
}

// Its name stands in the symbols of whatever program has one.
TEST_CASE("mutants: the product has none") {
    CHECK(holds_a_mutant("/proc/self/exe"));
    CHECK_FALSE(holds_a_mutant(PHIRAP_AGENT));
    CHECK_FALSE(holds_a_mutant(PHIRAP_SERVER));
}

}  // namespace
}  // namespace phirap::simulation
