// What must hold of a pack as a whole, beyond the form of its parts: what it names exists, no key stands
// twice, and a better level never asks less than a lower one.
#pragma once

#include "shared/core/mission_pack.h"
#include "shared/wire/json_reading.h"

namespace phirap {

// Every fault, each with its place in the pack's JSON; none when the pack can be graded by.
[[nodiscard]] JsonFaults faults_of(const MissionPack& pack);

}  // namespace phirap
