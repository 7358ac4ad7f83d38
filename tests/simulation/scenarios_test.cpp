#include <doctest/doctest.h>

#include "tests/simulation/scenarios.h"

namespace phirap::simulation {

TEST_CASE("simulation: what chance rarely finds is told, and every promise holds") {
    for (const Scenario& scenario : scenarios()) {
        const std::string broken = broken_after(scenario);
        CHECK_MESSAGE(broken.empty(), scenario.name << broken);
    }
}

}  // namespace phirap::simulation
