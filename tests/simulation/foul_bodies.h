// Bodies of operations that no honest program writes, and that must stop nobody: kept, acknowledged,
// quarantined with a reason, shown.
#pragma once

#include <string>

#include "shared/core/bytes.h"
#include "shared/core/clock.h"

namespace phirap::simulation {

struct FoulBody {
    std::string scope;  // to_text(Scope), "" when it cannot be read
    Bytes bytes;
};
// An agent's word on what is the centre's, a kind of change or of thing that nobody knows, a thing in the
// wrong place, bytes that are nothing at all.
[[nodiscard]] FoulBody foul_body(Chance& chance, std::int64_t wall_ms);

}  // namespace phirap::simulation
