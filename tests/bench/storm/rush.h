// The rush: every agent of a crowd comes in the same second, over a socket of its own, and does as the
// production agent does (agent/schedule.h): comes back when it is told, backs off when it hears nothing.
#pragma once

#include <functional>

#include "tests/bench/storm/crowd.h"

namespace phirap::bench {

struct RushOptions {
    int port = 0;  // on 127.0.0.1
    std::size_t first = 0;
    std::size_t count = 0;           // of the crowd's agents, from `first`
    std::int64_t within_ms = 1'000;  // all come within this
    bool one_by_one = false;         // the next when the one before is done: what a request takes
    std::size_t slow = 0;            // clients besides that give a byte a second and never end
    std::int64_t give_up_ms = 0;     // the whole
};

struct RushOutcome {
    std::size_t done = 0;
    std::vector<int> attempts;  // of each agent
    std::int64_t slowest_ms = 0;
    std::int64_t whole_ms = 0;
    std::size_t told_later = 0;
    std::size_t unanswered = 0;  // connections that ended or stalled without a word of the server
};

// `watch` is called about ten times a second.
[[nodiscard]] RushOutcome rush(const Crowd& crowd, const RushOptions& options,
                               const std::function<void()>& watch);

}  // namespace phirap::bench
