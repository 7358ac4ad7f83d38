#include "agent/line_estimate.h"

#include <algorithm>

namespace phirap::agent {
namespace {

// The line of an hour's use ago, or of twenty cuts ago, is another line: what it did counts half then.
constexpr std::int64_t remembered_ms = 60 * 60 * 1'000;
constexpr std::int64_t remembered_cuts = 20;

std::uint64_t at_least_one(std::int64_t took_ms) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(took_ms, 1));
}

}  // namespace

LineEstimate::LineEstimate(const State& kept) : state_(kept) {
    state_.frame_bytes = std::clamp(state_.frame_bytes, frame_bytes_min, limits::frame_bytes_max);
}

// At most a fifth of the mean time between cuts: four frames in five then pass at the first try.
std::int64_t LineEstimate::frame_ms() const {
    const std::int64_t between_cuts = state_.cuts == 0 ? frame_ms_aim * 5 : state_.in_use_ms / state_.cuts;
    return std::clamp<std::int64_t>(between_cuts / 5, 1, frame_ms_aim);
}

void LineEstimate::used(std::int64_t took_ms) {
    state_.in_use_ms += std::max<std::int64_t>(took_ms, 0);
    if (state_.in_use_ms > remembered_ms || state_.cuts > remembered_cuts) {
        state_.in_use_ms /= 2;
        state_.cuts /= 2;
    }
}

// A mean that follows: the last four or so decide.
void LineEstimate::measured(std::size_t bytes, std::int64_t took_ms) {
    const auto speed = static_cast<std::int64_t>(bytes * 1'000 / at_least_one(took_ms));
    const std::int64_t now = std::max<std::int64_t>(speed, 1);
    state_.bytes_per_s = state_.bytes_per_s == 0 ? now : (state_.bytes_per_s * 3 + now) / 4;
}

void LineEstimate::delivered(std::size_t bytes, std::int64_t took_ms) {
    used(static_cast<std::int64_t>(at_least_one(took_ms)));
    // A short request measures the road's length, not its width: it says nothing unless it was slow.
    if (bytes < frame_bytes_min && took_ms < frame_ms_aim) {
        return;
    }
    measured(bytes, took_ms);
    const std::uint64_t fits = bytes * static_cast<std::uint64_t>(frame_ms()) / at_least_one(took_ms);
    const std::uint64_t grown = std::min<std::uint64_t>(fits, state_.frame_bytes * 2);
    state_.frame_bytes =
        static_cast<std::size_t>(std::clamp<std::uint64_t>(grown, frame_bytes_min, limits::frame_bytes_max));
}

void LineEstimate::cut(std::int64_t lasted_ms, std::size_t passed) {
    used(lasted_ms);
    ++state_.cuts;
    std::size_t fits = state_.frame_bytes / 2;
    // What went in a long time tells how slow the line is: on 20 bytes a second, halving alone would lose an
    // hour before a request is small enough.
    if (lasted_ms >= frame_ms_aim && passed > 0) {
        measured(passed, lasted_ms);
        fits = std::min(fits, static_cast<std::size_t>(passed * static_cast<std::uint64_t>(frame_ms_aim) /
                                                       at_least_one(lasted_ms)));
    }
    state_.frame_bytes = std::max(frame_bytes_min, fits);
}

}  // namespace phirap::agent
