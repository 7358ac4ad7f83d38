#include "tests/agent/drawn_pictures.h"

#include <doctest/doctest.h>
#include <png.h>
#include <turbojpeg.h>
#include <webp/encode.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "agent/pictures/area_scaler.h"
#include "agent/pictures/decode.h"
#include "tests/support/random.h"

namespace phirap::testing {
namespace {

using agent::Extent;
using agent::Pixels;

void put_low_first(Bytes& to, std::uint32_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) {
        to.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
    }
}

void put_entry(Bytes& to, std::uint32_t tag, std::uint32_t type, std::uint32_t count, std::uint32_t value) {
    put_low_first(to, tag, 2);
    put_low_first(to, type, 2);
    put_low_first(to, count, 4);
    put_low_first(to, value, 4);
}

}  // namespace

Pixels scene(Extent extent, std::uint32_t seed) {
    Random random(seed);
    std::array<std::array<int, 3>, 35> patches{};
    for (auto& patch : patches) {
        for (int& colour : patch) {
            colour = static_cast<int>(random.below(220));
        }
    }
    Pixels pixels{extent, {}};
    pixels.rgb.reserve(extent.pixels() * 3);
    for (std::uint32_t y = 0; y < extent.height; ++y) {
        for (std::uint32_t x = 0; x < extent.width; ++x) {
            const std::size_t patch =
                std::uint64_t{y} * 5 / extent.height * 7 + std::uint64_t{x} * 7 / extent.width;
            const auto shade = static_cast<int>(std::uint64_t{x} * 35 / extent.width);
            for (const int colour : patches[patch]) {
                pixels.rgb.push_back(static_cast<std::uint8_t>(colour + shade));
            }
        }
    }
    return pixels;
}

Pixels noise(Extent extent, std::uint32_t seed) {
    std::uint32_t state = seed * 2654435761U + 1;
    Pixels pixels{extent, Bytes(extent.pixels() * 3)};
    for (std::uint8_t& byte : pixels.rgb) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<std::uint8_t>(state >> 24);
    }
    return pixels;
}

Pixels blank(Extent extent, std::uint8_t grey) {
    return {extent, Bytes(extent.pixels() * 3, grey)};
}

// TIFF, low byte first: a folder of two entries at 8, the EXIF folder behind it, then the texts.
Bytes exif(int orientation, const std::string& taken) {
    constexpr std::string_view head("Exif\0\0II*\0\x08\0\0\0", 14);
    Bytes block(head.begin(), head.end());
    put_low_first(block, 3, 2);
    put_entry(block, 0x0112, 3, 1, static_cast<std::uint32_t>(orientation));
    put_entry(block, 0x8769, 4, 1, 50);
    put_entry(block, 0x010e, 2, place_in_exif.size(), 88);
    put_low_first(block, 0, 4);
    put_low_first(block, 1, 2);
    put_entry(block, 0x9003, 2, 20, 68);
    put_low_first(block, 0, 4);
    append(block, bytes_of(taken));
    block.push_back(0);
    append(block, bytes_of(place_in_exif));
    return block;
}

Bytes jpeg(const Pixels& pixels, const Bytes& exif, int quality) {
    tjhandle turbo = tjInitCompress();
    unsigned char* made = nullptr;
    unsigned long bytes = 0;
    REQUIRE(tjCompress2(turbo, pixels.rgb.data(), static_cast<int>(pixels.extent.width), 0,
                        static_cast<int>(pixels.extent.height), TJPF_RGB, &made, &bytes, TJSAMP_420, quality,
                        0) == 0);
    Bytes file(made, made + 2);
    if (!exif.empty()) {
        const auto length = static_cast<std::uint32_t>(exif.size() + 2);
        append(file,
               Bytes{0xff, 0xe1, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)});
        append(file, exif);
    }
    append(file, {made + 2, bytes - 2});
    tjFree(made);
    tjDestroy(turbo);
    return file;
}

Bytes png(const Pixels& pixels) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = pixels.extent.width;
    image.height = pixels.extent.height;
    image.format = PNG_FORMAT_RGB;
    png_alloc_size_t bytes = 0;
    REQUIRE(png_image_write_to_memory(&image, nullptr, &bytes, 0, pixels.rgb.data(), 0, nullptr) != 0);
    Bytes file(bytes);
    REQUIRE(png_image_write_to_memory(&image, file.data(), &bytes, 0, pixels.rgb.data(), 0, nullptr) != 0);
    return file;
}

Bytes webp(const Pixels& pixels) {
    std::uint8_t* made = nullptr;
    const std::size_t bytes = WebPEncodeRGB(pixels.rgb.data(), static_cast<int>(pixels.extent.width),
                                            static_cast<int>(pixels.extent.height),
                                            static_cast<int>(pixels.extent.width) * 3, 90, &made);
    Bytes file(made, made + bytes);
    WebPFree(made);
    return file;
}

Bytes png_head(Extent extent) {
    Bytes file = png(blank({1, 1}, 0));
    for (int i = 0; i < 4; ++i) {
        file[static_cast<std::size_t>(16 + i)] = static_cast<std::uint8_t>(extent.width >> (24 - 8 * i));
        file[static_cast<std::size_t>(20 + i)] = static_cast<std::uint8_t>(extent.height >> (24 - 8 * i));
    }
    std::uint32_t crc = 0xffffffff;
    for (std::size_t at = 12; at < 29; ++at) {
        crc ^= file[at];
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
        }
    }
    crc = ~crc;
    for (int i = 0; i < 4; ++i) {
        file[static_cast<std::size_t>(29 + i)] = static_cast<std::uint8_t>(crc >> (24 - 8 * i));
    }
    return file;
}

// Turning is undone by turning on: 6 and 8 undo each other, each of the others undoes itself.
Pixels held(const Pixels& upright, int orientation) {
    const int undone = orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
    return agent::turned_upright(upright, undone);
}

Pixels pixels_of(const Bytes& file) {
    const auto kind = agent::kind_of(file);
    REQUIRE(kind);
    const auto decoded = agent::decode(file, *kind, 100'000);
    REQUIRE(decoded);
    return decoded->pixels;
}

int difference(const Pixels& one, const Pixels& other) {
    const Pixels a = agent::scaled(one, {4, 4});
    const Pixels b = agent::scaled(other, {4, 4});
    int most = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i) {
        most = std::max(most, std::abs(a.rgb[i] - b.rgb[i]));
    }
    return most;
}

}  // namespace phirap::testing
