// How far a job of minutes is, for whoever waits for it; and whether it is to go on.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace phirap::server {

struct Progress {
    std::string_view what;  // a key of the catalogue: "progress_copy" {done} {total}, ...
    std::uint64_t done = 0;
    std::uint64_t total = 0;
};
// False: stop. Called often.
using GoOn = std::function<bool(const Progress&)>;

}  // namespace phirap::server
