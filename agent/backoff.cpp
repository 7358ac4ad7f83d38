#include "agent/backoff.h"

#include <algorithm>

namespace phirap::agent {

std::int64_t backoff_ceiling_ms(std::uint64_t failures) {
    // 5 s * 2^9 is past the cap already; a larger shift could only overflow.
    const std::uint64_t doublings = std::clamp<std::uint64_t>(failures, 1, 10) - 1;
    return std::min(backoff_max_ms, backoff_first_ms << doublings);
}

std::int64_t backoff_ms(std::uint64_t failures, Chance& chance) {
    const auto ceiling = static_cast<std::uint64_t>(backoff_ceiling_ms(failures));
    return static_cast<std::int64_t>(chance.below(ceiling + 1));
}

}  // namespace phirap::agent
