#include "agent/pictures/area_scaler.h"

#include <algorithm>
#include <array>

#include "shared/core/invariant.h"

namespace phirap::agent {

AreaScaler::AreaScaler(Extent from, Extent to)
    : from_(from),
      to_(to),
      result_{to, Bytes(to.pixels() * 3)},
      narrow_(std::size_t{to.width} * 3),
      sum_(std::size_t{to.width} * 3) {
    invariant(to.width > 0 && to.height > 0 && to.width <= from.width && to.height <= from.height,
              "a picture is only ever made smaller");
}

// Along a row, a pixel of the result is `from.width` units long and one of the source `to.width`.
void AreaScaler::shrink_row(const std::uint8_t* rgb) {
    const std::uint64_t whole = from_.width;
    const std::uint64_t step = to_.width;
    std::uint64_t filled = 0;
    std::array<std::uint64_t, 3> sum{};
    std::uint32_t* to = narrow_.data();
    for (std::uint32_t x = 0; x < from_.width; ++x, rgb += 3) {
        const std::uint64_t here = std::min(step, whole - filled);
        for (std::size_t colour = 0; colour < 3; ++colour) {
            sum[colour] += here * rgb[colour];
        }
        filled += here;
        if (filled < whole) {
            continue;
        }
        for (std::size_t colour = 0; colour < 3; ++colour) {
            *to++ = static_cast<std::uint32_t>((sum[colour] * 256 + whole / 2) / whole);
            sum[colour] = (step - here) * rgb[colour];
        }
        filled = step - here;
    }
}

void AreaScaler::emit_row() {
    const std::uint64_t whole = std::uint64_t{from_.height} * 256;
    std::uint8_t* to = result_.rgb.data() + std::size_t{rows_done_} * to_.width * 3;
    for (const std::uint64_t sum : sum_) {
        *to++ = static_cast<std::uint8_t>((sum + whole / 2) / whole);
    }
    ++rows_done_;
}

// Down the columns likewise: a row of the result is `from.height` units high, one of the source `to.height`.
void AreaScaler::add_row(const std::uint8_t* rgb) {
    shrink_row(rgb);
    const std::uint64_t begin = rows_taken_++ * to_.height;
    const std::uint64_t row_end = std::uint64_t{rows_done_ + 1} * from_.height;
    const std::uint64_t here = std::min<std::uint64_t>(to_.height, row_end - begin);
    for (std::size_t i = 0; i < sum_.size(); ++i) {
        sum_[i] += here * narrow_[i];
    }
    if (begin + here < row_end) {
        return;
    }
    emit_row();
    for (std::size_t i = 0; i < sum_.size(); ++i) {
        sum_[i] = (to_.height - here) * narrow_[i];
    }
}

Pixels scaled(const Pixels& pixels, Extent to) {
    if (to == pixels.extent) {
        return pixels;
    }
    AreaScaler scaler(pixels.extent, to);
    for (std::uint32_t y = 0; y < pixels.extent.height; ++y) {
        scaler.add_row(pixels.at(0, y));
    }
    return scaler.take();
}

}  // namespace phirap::agent
