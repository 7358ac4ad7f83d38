// Chance and time that a test hands in: the same seed, the same story.
#pragma once

#include <random>

#include "shared/core/clock.h"

namespace phirap {

class SeededChance : public Chance {
  public:
    explicit SeededChance(std::uint64_t seed) : engine_(seed) {}

    void fill(std::span<std::uint8_t> bytes) override {
        std::uint64_t left = 0;
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            left = at % 8 == 0 ? engine_() : left >> 8;
            bytes[at] = static_cast<std::uint8_t>(left);
        }
    }
    [[nodiscard]] bool coin() { return below(2) == 0; }

  private:
    std::mt19937_64 engine_;
};

class SetClock : public Clock {
  public:
    explicit SetClock(std::int64_t wall_ms = 1'714'003'200'000) : wall_ms_(wall_ms) {}  // 2024-04-25

    [[nodiscard]] std::int64_t wall_ms() override { return wall_ms_; }
    [[nodiscard]] std::int64_t steady_ms() override { return steady_ms_; }
    // Time passes.
    void pass(std::int64_t ms) {
        wall_ms_ += ms;
        steady_ms_ += ms;
    }
    // Somebody sets the clock.
    void set_wall(std::int64_t wall_ms) { wall_ms_ = wall_ms; }

  private:
    std::int64_t wall_ms_;
    std::int64_t steady_ms_ = 0;
};

}  // namespace phirap
