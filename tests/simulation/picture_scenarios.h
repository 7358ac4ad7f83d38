// Scenarios of pictures, in scenarios.h's list.
#pragma once

#include "tests/simulation/world.h"

namespace phirap::simulation {

// The centre's power goes while a picture comes, again and again.
void power_goes_while_a_picture_comes(World& world);
// A PC is short of room while the centre has its picture, and no backup yet; then after one.
void short_of_room_before_the_backup(World& world);

}  // namespace phirap::simulation
