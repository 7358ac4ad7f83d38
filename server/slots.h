// Whom a full server sends away, it tells when to come back: each another moment, so that they do not all
// come back at once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <mutex>

namespace phirap::server {

class Slots {
  public:
    // `each_ms`: what one request takes. `wait_ms_max`: a figure too large would silence an office.
    Slots(std::int64_t each_ms, std::int64_t wait_ms_max) : each_ms_(each_ms), wait_ms_max_(wait_ms_max) {}

    // The delay from now for one more, at least one slot. By a clock that never goes back.
    [[nodiscard]] std::int64_t next(std::int64_t steady_ms) {
        const std::lock_guard lock(mutex_);
        last_ms_ = std::max(last_ms_, steady_ms) + each_ms_;
        // Past the longest wait the slots begin again: more agents than that fill them twice.
        if (last_ms_ - steady_ms > wait_ms_max_) {
            last_ms_ = steady_ms + each_ms_;
        }
        return last_ms_ - steady_ms;
    }

  private:
    std::int64_t each_ms_;
    std::int64_t wait_ms_max_;
    std::mutex mutex_;
    std::int64_t last_ms_ = 0;
};

}  // namespace phirap::server
