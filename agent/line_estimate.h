// How much to send at once on this line: what passes in about eight seconds, since a line that drops costs
// us all that was on the way.
//
// Lines at the offices go from EDGE (4 KiB/s) to fibre. The estimate starts in the middle, doubles at most
// from one request to the next, and halves when a request is lost, or falls to what the lost one's bytes
// tell of the line. The store keeps it from one start to the next (AgentStore::put).
#pragma once

#include <cstddef>
#include <cstdint>

#include "shared/wire/limits.h"

namespace phirap::agent {

class LineEstimate {
  public:
    static constexpr std::size_t frame_bytes_min = 4 * 1024;
    static constexpr std::size_t frame_bytes_start = 32 * 1024;
    static constexpr std::int64_t frame_ms_aim = 8'000;

    // A request of `bytes` was answered after `took_ms`, connecting not counted.
    void delivered(std::size_t bytes, std::int64_t took_ms);
    // A request was lost after the line had been in use for `lasted_ms`; `passed` of its bytes had gone.
    void cut(std::int64_t lasted_ms, std::size_t passed = 0);

    // What to aim the next request at: 4 to 256 KiB.
    [[nodiscard]] std::size_t frame_bytes() const { return state_.frame_bytes; }
    // The speed of late, bytes a second; 0 while nothing was measured.
    [[nodiscard]] std::int64_t bytes_per_s() const { return state_.bytes_per_s; }

    // What is kept.
    struct State {
        std::size_t frame_bytes = frame_bytes_start;
        std::int64_t bytes_per_s = 0;
        std::int64_t in_use_ms = 0;
        std::int64_t cuts = 0;

        bool operator==(const State&) const = default;
    };
    [[nodiscard]] const State& state() const { return state_; }
    LineEstimate() = default;
    explicit LineEstimate(const State& kept);

  private:
    [[nodiscard]] std::int64_t frame_ms() const;
    void used(std::int64_t took_ms);
    void measured(std::size_t bytes, std::int64_t took_ms);

    State state_;
};

}  // namespace phirap::agent
