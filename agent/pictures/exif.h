// The little that we want of what a camera writes beside a picture (EXIF 2.32, in TIFF 6.0's structure).
#pragma once

#include <string>

#include "shared/core/bytes.h"

namespace phirap::agent {

struct Exif {
    int orientation = 1;  // tag 0x0112: 1 upright, to 8
    std::string taken;    // DateTimeOriginal, tag 0x9003, as "2024-04-22T09:15:00"; or ""
};

// From a TIFF block, with or without "Exif\0\0" before it. Whatever cannot be read is as if not there:
// nothing here is worth refusing a picture for.
[[nodiscard]] Exif exif_from(BytesView block);

// "2024-04-22T09:15:00": digits and signs in their places, a day and a time that exist.
[[nodiscard]] bool is_taken(std::string_view text);

}  // namespace phirap::agent
