// Reading pictures of the three kinds that we take. The bytes come from anywhere and may be hostile: only the
// child that renders (render_child.h) calls this.
//
// The size is read first, and refused past its bound, before a pixel is touched; then no more is decoded
// than the result needs: JPEG by the scale of its own blocks, PNG row by row, WebP by its own rescaler.
#pragma once

#include "agent/pictures/exif.h"
#include "agent/pictures/pixels.h"
#include "shared/core/result.h"

namespace phirap::agent {

enum class PictureKind : std::uint8_t { jpeg, png, webp };

// By its first bytes, never by its name. Errors (bad_input): picture_empty, picture_heic, picture_pdf,
// picture_other_kind {kind: "GIF", ...}, picture_not_a_picture.
[[nodiscard]] Result<PictureKind> kind_of(BytesView file);

struct Decoded {
    Extent original;  // as the file says
    Pixels pixels;    // as the sensor was held, its long edge at most what was asked for
    Exif exif;
};

// Errors (bad_input): picture_too_many_pixels {width, height}, picture_broken, picture_needs_too_much when
// it does not fit into memory.
[[nodiscard]] Result<Decoded> decode(BytesView file, PictureKind kind, std::uint32_t long_edge);

[[nodiscard]] Result<Decoded> decode_jpeg(BytesView file, std::uint32_t long_edge);
[[nodiscard]] Result<Decoded> decode_png(BytesView file, std::uint32_t long_edge);
[[nodiscard]] Result<Decoded> decode_webp(BytesView file, std::uint32_t long_edge);

// picture_broken; picture_needs_too_much; and picture_too_many_pixels unless the extent is one we take.
[[nodiscard]] tl::unexpected<Error> broken();
[[nodiscard]] tl::unexpected<Error> needs_too_much();
[[nodiscard]] Result<void> check_extent(Extent extent);

// The same picture without anything but its pixels, not compressed anew; upright already or turned without
// loss. Nothing where that is not possible.
[[nodiscard]] std::optional<Bytes> stripped(BytesView file, PictureKind kind, int orientation);
[[nodiscard]] std::optional<Bytes> stripped_jpeg(BytesView file, int orientation);
[[nodiscard]] std::optional<Bytes> stripped_png(BytesView file);
[[nodiscard]] std::optional<Bytes> stripped_webp(BytesView file);

}  // namespace phirap::agent
