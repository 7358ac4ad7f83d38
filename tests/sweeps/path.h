// Sweeps: one path of the programs, run once for everything that can happen in its midst.
//
// A crash at each operation on the disk (the process killed; the power cut, five different damages); each
// operation on the disk, each call on a file and each allocation failing, once and for good. After each,
// the stores must stand as the undisturbed path left them at one of its commits, no earlier than what it had
// said by then; the path, run again, ends as if nothing had been; and both sides still come together.
//
// A path says nothing about which operations it makes on the disk: what is written where may change freely.
#pragma once

#include <functional>
#include <string>

#include "tests/sweeps/scene.h"

namespace phirap::sweeps {

struct Path {
    std::string name;
    // What stands before. The stores are closed afterwards.
    std::function<void(Scene&)> set_up;
    // What the programs do, opening their stores included; tells the scene what was said, when it is said.
    // Run again, it does what is left to do.
    std::function<void(Scene&)> act;
    // Whether what else was promised holds, when the stores are open again.
    std::function<void(Scene&)> promise = [](Scene&) {};
    // Whose crash it is: a folder of the scene's; all of them when empty.
    std::string crashes = "";
    // How both sides come together.
    std::function<void(Scene&)> meet = [](Scene& scene) { scene.sync_pc(); };
};

// Sweeps it, checks, and prints on one line how many trials of each kind there were. A path with many points
// is thinned out evenly; PHIRAP_SWEEP=n takes n points of each kind, PHIRAP_SWEEP=all leaves none out.
void sweep(const Path& path);

}  // namespace phirap::sweeps
