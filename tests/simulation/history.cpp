#include "tests/simulation/history.h"

namespace phirap::simulation {

Story history(std::uint64_t seed) {
    constexpr int steps = 150;
    Setting setting;
    setting.pictures = seed % 2 == 0;
    World world(seed, troubles_of(seed), setting);
    for (int i = 0; i < steps; ++i) {
        world.step();
    }
    world.make_peace();
    Story story;
    for (const std::string& broken : world.broken_promises()) {
        story.broken += "\n  " + broken;
    }
    story.sum = world.sum();
    story.trace = world.trace();
    return story;
}

}  // namespace phirap::simulation
