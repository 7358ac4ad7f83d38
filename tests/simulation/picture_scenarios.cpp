#include "tests/simulation/picture_scenarios.h"

namespace phirap::simulation {
namespace {

constexpr std::size_t large = 30'000;

// Both have joined, and there is a picture on its way.
void begin(World& world) {
    world.sync(world.machine(0));
    world.expect(world.attach(world.machine(0), large), "a picture can be attached");
}

bool has_arrived(World& world) {
    return world.server().database().integer("SELECT count(*) FROM picture") == 2;
}

}  // namespace

void power_goes_while_a_picture_comes(World& world) {
    begin(world);
    world.troubles()[Trouble::drop] = 300;
    for (int contact = 0; contact < 40 && !has_arrived(world); ++contact) {
        world.sync(world.machine(0));
        world.cut_server_power();
        world.pass(hour_ms);
    }
    world.troubles()[Trouble::drop] = 0;
}

void short_of_room_before_the_backup(World& world) {
    begin(world);
    world.sync(world.machine(0));
    world.expect(has_arrived(world), "a picture arrives on a line that holds");
    world.machine(0).short_of_room = true;
    for (int day = 0; day < 3; ++day) {
        world.pass(day_ms + hour_ms);
        world.sync(world.machine(0));
    }
    world.expect(world.sum().pictures_pruned == 0, "a picture goes before the backup");
    world.back_up_pictures();
    for (int day = 0; day < 3; ++day) {
        world.pass(day_ms + hour_ms);
        world.sync(world.machine(0));
    }
    world.expect(world.sum().pictures_pruned == 1, "what is archived makes room; its preview stays");
}

}  // namespace phirap::simulation
