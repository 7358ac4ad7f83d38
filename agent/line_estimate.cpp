#include "agent/line_estimate.h"

#include <algorithm>

namespace phirap::agent {

// At most a fifth of the mean time between cuts: four frames in five then pass at the first try.
std::int64_t LineEstimate::frame_ms() const {
    const std::int64_t between_cuts = cuts_ == 0 ? frame_ms_aim * 5 : in_use_ms_ / cuts_;
    return std::clamp<std::int64_t>(between_cuts / 5, 1, frame_ms_aim);
}

void LineEstimate::delivered(std::size_t bytes, std::int64_t took_ms) {
    const auto took = static_cast<std::uint64_t>(std::max<std::int64_t>(took_ms, 1));
    in_use_ms_ += static_cast<std::int64_t>(took);
    // A short request measures the road's length, not its width: it says nothing unless it was slow.
    if (bytes < frame_bytes_min && took_ms < frame_ms_aim) {
        return;
    }
    const std::uint64_t fits = bytes * static_cast<std::uint64_t>(frame_ms()) / took;
    const std::uint64_t grown = std::min<std::uint64_t>(fits, frame_bytes_ * 2);
    frame_bytes_ =
        static_cast<std::size_t>(std::clamp<std::uint64_t>(grown, frame_bytes_min, limits::frame_bytes_max));
}

void LineEstimate::cut(std::int64_t lasted_ms) {
    in_use_ms_ += std::max<std::int64_t>(lasted_ms, 0);
    ++cuts_;
    frame_bytes_ = std::max(frame_bytes_min, frame_bytes_ / 2);
}

}  // namespace phirap::agent
