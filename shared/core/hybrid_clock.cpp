#include "shared/core/hybrid_clock.h"

#include "shared/core/mutant.h"

#include <algorithm>
#include <limits>

namespace phirap {
namespace {

constexpr std::int64_t wall_ms_max = (std::int64_t{1} << 48) - 1;
constexpr std::int64_t ahead_ms_max = 10 * 60 * 1000;

}  // namespace

HybridTime next_time(HybridTime latest, std::int64_t wall_ms) {
    const std::int64_t wall = std::clamp<std::int64_t>(wall_ms, 0, wall_ms_max);
    if (wall > latest.wall_ms) {
        return {wall, 0};
    }
    if (latest.counter == std::numeric_limits<std::uint16_t>::max() && latest.wall_ms < wall_ms_max) {
        return {latest.wall_ms + 1, 0};
    }
    return {latest.wall_ms, static_cast<std::uint16_t>(latest.counter + 1)};
}

HybridTime adopt(HybridTime latest, HybridTime remote, std::int64_t best_wall_ms) {
    const bool far_ahead = remote.wall_ms > best_wall_ms + ahead_ms_max && !mutant(Mutant::any_clock_adopted);
    return far_ahead ? latest : std::max(latest, remote);
}

}  // namespace phirap
