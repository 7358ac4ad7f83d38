// How much to send at once on this line: what passes in about eight seconds, since a line that drops costs
// us all that was on the way.
//
// Lines at the offices go from EDGE (4 KiB/s) to fibre. The estimate starts in the middle, doubles at most
// from one request to the next, and halves when a request is lost. Values only; kept in memory.
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
    // A request was lost after the line had been in use for `lasted_ms`.
    void cut(std::int64_t lasted_ms);

    // What to aim the next request at: 4 to 256 KiB.
    [[nodiscard]] std::size_t frame_bytes() const { return frame_bytes_; }

  private:
    [[nodiscard]] std::int64_t frame_ms() const;

    std::size_t frame_bytes_ = frame_bytes_start;
    std::int64_t in_use_ms_ = 0;
    std::int64_t cuts_ = 0;
};

}  // namespace phirap::agent
