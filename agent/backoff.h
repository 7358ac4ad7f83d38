// When to try again. A thousand agents that lost one line must not come back in one second.
//
// Level-triggered: whoever has something to send, or to fetch, has an attempt scheduled, always. These are
// the delays; what they wait for is decided in agent/background.h.
#pragma once

#include <cstdint>

#include "shared/core/clock.h"

namespace phirap::agent {

// The first retry comes within 5 s, so that a hiccup is not felt; the last ones within half an hour, so
// that a line that is up for an hour a day is not missed.
inline constexpr std::int64_t backoff_first_ms = 5'000;
inline constexpr std::int64_t backoff_max_ms = 30 * 60 * 1'000;

// The longest wait after `failures` attempts in a row, 1 and up: min(30 min, 5 s * 2^(failures-1)).
[[nodiscard]] std::int64_t backoff_ceiling_ms(std::uint64_t failures);

// uniform(0, ceiling): capped before the jitter is drawn, else all would gather at the cap.
[[nodiscard]] std::int64_t backoff_ms(std::uint64_t failures, Chance& chance);

}  // namespace phirap::agent
