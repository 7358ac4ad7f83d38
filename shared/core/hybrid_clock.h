// Hybrid logical time (Kulkarni et al., 2014): near the wall clock, yet never behind what was seen.
//
// It ranks answers and dates what people read. It decides nothing else: no wall clock, however wrong,
// changes which operations exist, what conflicts or what is acknowledged.
#pragma once

#include <compare>
#include <cstdint>

namespace phirap {

struct HybridTime {
    std::int64_t wall_ms = 0;   // since 1970, 0 to 2^48-1
    std::uint16_t counter = 0;  // orders what one millisecond holds

    auto operator<=>(const HybridTime&) const = default;
};

// The time for a new operation: after `latest`, and at `wall_ms` when that is later.
[[nodiscard]] HybridTime next_time(HybridTime latest, std::int64_t wall_ms);

// What our clock has reached once `remote` was read. A remote time more than 10 minutes ahead of the best
// estimate of now ranks its operation, but our clock does not follow it: one PC set to 2041 would drag the
// whole office with it.
[[nodiscard]] HybridTime adopt(HybridTime latest, HybridTime remote, std::int64_t best_wall_ms);

}  // namespace phirap
