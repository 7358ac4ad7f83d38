// A picture in memory: upright colours, nothing else. Only the child that renders holds any.
#pragma once

#include <cstdint>
#include <optional>

#include "shared/core/bytes.h"

namespace phirap::agent {

struct Extent {
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    bool operator==(const Extent&) const = default;
    [[nodiscard]] std::uint64_t pixels() const { return std::uint64_t{width} * height; }
    [[nodiscard]] std::uint32_t long_edge() const { return width > height ? width : height; }
};

struct Pixels {
    Extent extent;
    Bytes rgb;  // 3 bytes a pixel, rows from the top, no padding

    [[nodiscard]] const std::uint8_t* at(std::uint32_t x, std::uint32_t y) const {
        return rgb.data() + (std::size_t{y} * extent.width + x) * 3;
    }
};

// The same shape with a long edge of at most `long_edge` pixels, at least 1 by 1; never larger.
[[nodiscard]] Extent fitted(Extent extent, std::uint32_t long_edge);

// How a camera held the sensor (EXIF 2.32, tag 0x0112): 1 is upright, 2 to 8 are turned or mirrored.
[[nodiscard]] Pixels turned_upright(Pixels pixels, int orientation);

// The hash that PROTOCOL.md 4.5 describes; nothing of a picture without contrast, for any two blank sheets
// are alike.
[[nodiscard]] std::optional<std::uint64_t> likeness_of(const Pixels& pixels);

}  // namespace phirap::agent
