// A whole history: so many steps of trouble, peace, and the oracle's word.
#pragma once

#include <string>

#include "tests/simulation/world.h"

namespace phirap::simulation {

struct Story {
    std::string broken;  // "" when every promise held
    Sum sum;
    Digest trace;
};
// 150 steps: some three weeks.
[[nodiscard]] Story history(std::uint64_t seed);

}  // namespace phirap::simulation
