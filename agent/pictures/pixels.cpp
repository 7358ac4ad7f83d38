#include "agent/pictures/pixels.h"

#include <algorithm>
#include <array>

namespace phirap::agent {
namespace {

constexpr std::uint32_t columns = 9;
constexpr std::uint32_t rows = 8;
// Lightest less darkest area, of 255. A sheet of paper under a lamp has less.
constexpr std::uint64_t contrast_min = 24;

// ITU-R BT.601 luma in thousandths.
std::uint64_t grey(const std::uint8_t* pixel) {
    return 299U * pixel[0] + 587U * pixel[1] + 114U * pixel[2];
}

std::uint64_t mean_grey(const Pixels& pixels, std::uint32_t column, std::uint32_t row) {
    const auto edge = [](std::uint32_t length, std::uint32_t i, std::uint32_t of) {
        return static_cast<std::uint32_t>(std::uint64_t{length} * i / of);
    };
    const std::uint32_t left = edge(pixels.extent.width, column, columns);
    const std::uint32_t top = edge(pixels.extent.height, row, rows);
    const std::uint32_t right = std::max(edge(pixels.extent.width, column + 1, columns), left + 1);
    const std::uint32_t bottom = std::max(edge(pixels.extent.height, row + 1, rows), top + 1);
    std::uint64_t sum = 0;
    for (std::uint32_t y = top; y < bottom; ++y) {
        for (std::uint32_t x = left; x < right; ++x) {
            sum += grey(pixels.at(x, y));
        }
    }
    return sum / (std::uint64_t{right - left} * (bottom - top));
}

// Where the pixel that belongs at (x, y) of the upright picture lies in one of `from`'s extent.
struct Source {
    std::uint32_t x;
    std::uint32_t y;
};
Source source_of(int orientation, Extent from, std::uint32_t x, std::uint32_t y) {
    const std::uint32_t right = from.width - 1;
    const std::uint32_t bottom = from.height - 1;
    switch (orientation) {
        case 2:
            return {right - x, y};
        case 3:
            return {right - x, bottom - y};
        case 4:
            return {x, bottom - y};
        case 5:
            return {y, x};
        case 6:
            return {y, bottom - x};
        case 7:
            return {right - y, bottom - x};
        case 8:
            return {right - y, x};
        default:
            return {x, y};
    }
}

}  // namespace

Extent fitted(Extent extent, std::uint32_t long_edge) {
    const std::uint32_t longest = extent.long_edge();
    if (longest <= long_edge) {
        return extent;
    }
    const auto shrunk = [&](std::uint32_t length) {
        const std::uint64_t rounded = (std::uint64_t{length} * long_edge + longest / 2) / longest;
        return std::max<std::uint32_t>(1, static_cast<std::uint32_t>(rounded));
    };
    return {shrunk(extent.width), shrunk(extent.height)};
}

Pixels turned_upright(Pixels pixels, int orientation) {
    if (orientation < 2 || orientation > 8) {
        return pixels;
    }
    Pixels turned{pixels.extent, Bytes(pixels.rgb.size())};
    if (orientation >= 5) {
        std::swap(turned.extent.width, turned.extent.height);
    }
    std::uint8_t* to = turned.rgb.data();
    for (std::uint32_t y = 0; y < turned.extent.height; ++y) {
        for (std::uint32_t x = 0; x < turned.extent.width; ++x) {
            const Source from = source_of(orientation, pixels.extent, x, y);
            to = std::copy_n(pixels.at(from.x, from.y), 3, to);
        }
    }
    return turned;
}

std::optional<std::uint64_t> likeness_of(const Pixels& pixels) {
    std::array<std::uint64_t, std::size_t{columns} * rows> areas{};
    for (std::uint32_t row = 0; row < rows; ++row) {
        for (std::uint32_t column = 0; column < columns; ++column) {
            areas[std::size_t{row} * columns + column] = mean_grey(pixels, column, row);
        }
    }
    const auto [darkest, lightest] = std::ranges::minmax_element(areas);
    if (*lightest - *darkest < contrast_min * 1000) {
        return std::nullopt;
    }
    std::uint64_t hash = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column + 1 < columns; ++column) {
            const std::size_t here = row * columns + column;
            hash = (hash << 1) | (areas[here] < areas[here + 1] ? 1U : 0U);
        }
    }
    return hash;
}

}  // namespace phirap::agent
