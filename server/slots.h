// Whom a full server sends away, it tells when to come back: each another moment, so that they do not all
// come back at once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <mutex>

namespace phirap::server {

class Slots {
  public:
    // `each_ms`: what one request takes; 0: what they took of late. `wait_ms_max`: a figure too large would
    // silence an office.
    Slots(std::int64_t each_ms, std::int64_t wait_ms_max)
        : each_us_(each_ms * 1'000), wait_us_max_(wait_ms_max * 1'000) {}

    // A request was answered, and held the store for so long. What is quick counts more: in the rush itself
    // everything takes longer than it will when those who were sent away come back.
    void took(std::int64_t us) {
        const std::lock_guard lock(mutex_);
        const std::int64_t weight = us < usual_us_ ? 8 : 32;
        usual_us_ = (usual_us_ * (weight - 1) + std::max<std::int64_t>(us, 1)) / weight;
    }

    // The delay from now for one more, at least one slot. By a clock that never goes back.
    [[nodiscard]] std::int64_t next(std::int64_t steady_ms) {
        const std::lock_guard lock(mutex_);
        const std::int64_t now_us = steady_ms * 1'000;
        // A tenth is left free for those who come by themselves.
        const std::int64_t each_us = each_us_ > 0 ? each_us_ : usual_us_ * 11 / 10 + 1;
        last_us_ = std::max(last_us_, now_us) + each_us;
        // Past the longest wait the slots begin again: more agents than that fill them twice.
        if (last_us_ - now_us > wait_us_max_) {
            last_us_ = now_us + each_us;
        }
        return (last_us_ - now_us + 999) / 1'000;
    }

  private:
    std::int64_t each_us_;
    std::int64_t wait_us_max_;
    std::mutex mutex_;
    std::int64_t last_us_ = 0;
    std::int64_t usual_us_ = 25'000;  // before the first: about what a disk takes for an fsynced commit
};

}  // namespace phirap::server
