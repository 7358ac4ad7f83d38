// Short stories, each of what chance rarely finds: who does what, and then every promise must hold.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tests/simulation/world.h"

namespace phirap::simulation {

struct Scenario {
    std::string_view name;
    void (*play)(World&);
    Setting setting = {{"4301", "4301"}};
};
[[nodiscard]] std::span<const Scenario> scenarios();

// Plays it, makes peace, asks the oracle: what is broken, "" when all holds.
[[nodiscard]] std::string broken_after(const Scenario& scenario);

}  // namespace phirap::simulation
