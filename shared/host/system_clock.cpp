#include "shared/host/system_clock.h"

#include <time.h>

#include "shared/core/invariant.h"

namespace phirap {
namespace {

std::int64_t now_ms(clockid_t clock) {
    timespec time{};
    invariant(::clock_gettime(clock, &time) == 0, "the machine has its clocks");
    return std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

}  // namespace

std::int64_t SystemClock::wall_ms() {
    return now_ms(CLOCK_REALTIME);
}

std::int64_t SystemClock::steady_ms() {
    return now_ms(CLOCK_BOOTTIME);
}

}  // namespace phirap
