#include "agent/line_use.h"

namespace phirap::agent {
namespace {

// A packet of 1500 bytes can take a minute on the worst lines: three of them are waited for. Where somebody
// took the connection and then was silent, that may be such a line before anything is known of it: each
// failure in a row doubles the patience with it, so that one of the attempts gets through.
constexpr std::int64_t packets_bytes = 3 * 1'500;
constexpr std::int64_t patience_ms_max = 5 * 60 * 1'000;
constexpr std::uint64_t doublings_max = 3;

}  // namespace

LineUse::Patience patience_on(std::int64_t bytes_per_s, std::uint64_t failures, std::int64_t stalled_ms) {
    const std::int64_t slow_ms = bytes_per_s == 0 ? 0 : packets_bytes * 1'000 / bytes_per_s;
    const std::int64_t doubled_ms = stalled_ms << std::min(failures, doublings_max);
    const std::int64_t most_ms = std::max(stalled_ms, patience_ms_max);
    return {std::max(stalled_ms, std::min(slow_ms, most_ms)),
            std::min(std::max({stalled_ms, slow_ms, doubled_ms}), most_ms)};
}

}  // namespace phirap::agent
