// Whether the simulation finds a seeded bug, and which history of it does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "shared/core/mutant.h"

namespace phirap::simulation {

struct Kill {
    std::string by;   // "seed 12", "scenario ..."
    std::string how;  // the first promise that was broken, or how the program ended
    double seconds = 0;
};
// In a process of its own, since a mutant may stop the program or never end: the first seeds, then every
// scenario, then more seeds up to `seeds_max`. Nothing: it survived.
[[nodiscard]] std::optional<Kill> kill(Mutant mutant, std::uint64_t seeds_max = 300);

}  // namespace phirap::simulation
