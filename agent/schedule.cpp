#include "agent/schedule.h"

#include <algorithm>

#include "agent/backoff.h"
#include "shared/wire/limits.h"

namespace phirap::agent {
namespace {

std::int64_t below(std::int64_t bound, Chance& chance) {
    return static_cast<std::int64_t>(
        chance.below(static_cast<std::uint64_t>(std::max<std::int64_t>(bound, 0))));
}

}  // namespace

std::int64_t delay_after(const Contact& last, std::uint64_t failures, bool waiting, std::int64_t interval_ms,
                         Chance& chance) {
    if (last.unfinished) {
        return 0;
    }
    if (last.come_back_ms > 0) {
        return std::min(last.come_back_ms, limits::wait_ms_max);
    }
    if (last.ending != Ending::reached || waiting) {
        return backoff_ms(std::max<std::uint64_t>(failures, 1), chance);
    }
    return interval_ms - interval_ms / 10 + below(interval_ms / 5, chance);
}

std::int64_t delay_at_start(std::int64_t spread_ms, Chance& chance) {
    return below(std::min(spread_ms, limits::wait_ms_max), chance);
}

}  // namespace phirap::agent
