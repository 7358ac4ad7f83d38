#include "shared/host/watchdog.h"

#include <algorithm>
#include <chrono>

namespace phirap {
namespace {

constexpr std::int64_t rest_ms_most = 30'000;
constexpr std::int64_t part_of_patience = 4;

thread_local Watchdog::Pulse* own_pulse = nullptr;

}  // namespace

std::int64_t Watchdog::awake_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void beat() {
    if (own_pulse != nullptr) {
        own_pulse->last_ms = own_pulse->now_ms();
    }
}

Watchdog::Watchdog(const ServiceNotice& notice, const Log& log, AwakeMs now_ms)
    : notice_(notice),
      log_(log),
      now_ms_(now_ms),
      rest_ms_max_(notice.watchdog_ms() > 0
                       ? std::clamp<std::int64_t>(notice.watchdog_ms() / part_of_patience, 1, rest_ms_most)
                       : rest_ms_most) {}

Watchdog::Watched::Watched(Watchdog& watchdog, std::string name)
    : watchdog_(watchdog), pulse_(std::make_shared<Pulse>()) {
    pulse_->name = std::move(name);
    pulse_->now_ms = watchdog.now_ms_;
    own_pulse = pulse_.get();
    beat();
    const std::lock_guard lock(watchdog_.mutex_);
    watchdog_.pulses_.push_back(pulse_);
}

Watchdog::Watched::~Watched() {
    own_pulse = nullptr;
    const std::lock_guard lock(watchdog_.mutex_);
    watchdog_.pulses_.remove(pulse_);
}

int Watchdog::poll_ms() const {
    return notice_.watchdog_ms() > 0 ? static_cast<int>(rest_ms_max_) : -1;
}

bool Watchdog::look() {
    if (notice_.watchdog_ms() <= 0) {
        return true;
    }
    std::string silent;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& pulse : pulses_) {
            if (now_ms_() - pulse->last_ms > notice_.watchdog_ms()) {
                silent += (silent.empty() ? "" : ", ") + pulse->name;
            }
        }
    }
    const bool well = silent.empty();
    if (well) {
        notice_.alive();
    } else if (was_well_) {
        log_.error({"watch over the threads",
                    "no sign of life from: " + silent,
                    {{"patience_ms", std::to_string(notice_.watchdog_ms())}},
                    "the service manager will start this program anew; nothing that was saved is lost"});
    }
    was_well_ = well;
    return well;
}

}  // namespace phirap
