// Pictures drawn for a test, and files of them as cameras and programs write them.
#pragma once

#include <cstdint>
#include <string>

#include "agent/pictures/pixels.h"

namespace phirap::testing {

// A scene of coloured patches, another for each seed, that is not the same in any two corners.
[[nodiscard]] agent::Pixels scene(agent::Extent extent, std::uint32_t seed = 1);
// Every pixel by chance: nothing compresses worse.
[[nodiscard]] agent::Pixels noise(agent::Extent extent, std::uint32_t seed = 1);
[[nodiscard]] agent::Pixels blank(agent::Extent extent, std::uint8_t grey);

// What an EXIF segment holds, a place (as text that can be searched for) among it.
[[nodiscard]] Bytes exif(int orientation, const std::string& taken = "2024:04:22 09:15:00");
inline constexpr std::string_view place_in_exif = "17.8782N 102.7420E";

[[nodiscard]] Bytes jpeg(const agent::Pixels& pixels, const Bytes& exif = {}, int quality = 90);
[[nodiscard]] Bytes png(const agent::Pixels& pixels);
[[nodiscard]] Bytes webp(const agent::Pixels& pixels);
// The head of a PNG that says it is this large, and no more.
[[nodiscard]] Bytes png_head(agent::Extent extent);

// As the sensor would hold it for EXIF to say this orientation of an upright picture.
[[nodiscard]] agent::Pixels held(const agent::Pixels& upright, int orientation);

// Any of the three kinds, at its full size.
[[nodiscard]] agent::Pixels pixels_of(const Bytes& file);
// The largest difference of the mean colours of 4 by 4 areas: 0 to 255.
[[nodiscard]] int difference(const agent::Pixels& one, const agent::Pixels& other);

}  // namespace phirap::testing
