// Makes a picture smaller, row by row, so that a large one need not be in memory whole.
//
// Every pixel of the result is the mean of the area that it covers, edges counted by their share: nothing
// is skipped, so thin strokes of letters fade but stay. Integers alone: the same everywhere.
#pragma once

#include <vector>

#include "agent/pictures/pixels.h"

namespace phirap::agent {

class AreaScaler {
  public:
    // `to` is nowhere larger than `from`, and neither is empty.
    AreaScaler(Extent from, Extent to);

    // The next row from the top, 3 bytes a pixel.
    void add_row(const std::uint8_t* rgb);
    // After the last row.
    [[nodiscard]] Pixels take() { return std::move(result_); }

  private:
    void shrink_row(const std::uint8_t* rgb);
    void emit_row();

    Extent from_;
    Extent to_;
    Pixels result_;
    std::vector<std::uint32_t> narrow_;  // one row, as wide as the result; each the mean times 256
    std::vector<std::uint64_t> sum_;     // of rows, by the share that belongs to the result's next one
    std::uint64_t rows_taken_ = 0;
    std::uint32_t rows_done_ = 0;
};

[[nodiscard]] Pixels scaled(const Pixels& pixels, Extent to);

}  // namespace phirap::agent
