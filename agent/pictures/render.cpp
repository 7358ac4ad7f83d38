#include "agent/pictures/render.h"

#include <new>

#include "agent/pictures/area_scaler.h"
#include "agent/pictures/decode.h"
#include "agent/pictures/limits.h"
#include "agent/pictures/webp_encoder.h"

namespace phirap::agent {
namespace {

// The file's own pixels, where what is left of it is small enough. Of a damaged file libjpeg moves blocks
// that it then has no code for, so it is looked at before anyone else has to.
std::optional<Bytes> as_it_was(BytesView file, PictureKind kind, int orientation) {
    if (file.size() > limits::rendition_bytes_max) {
        return std::nullopt;
    }
    std::optional<Bytes> made = stripped(file, kind, orientation);
    const bool fits = made && made->size() <= limits::rendition_bytes_max &&
                      decode(*made, kind, limits::rendition_edge_max).has_value();
    return fits ? std::move(made) : std::nullopt;
}

Result<Rendered> render_decoded(BytesView file, PictureKind kind) {
    Result<Decoded> decoded = decode(file, kind, limits::rendition_edge_max);
    if (!decoded) {
        return tl::unexpected(decoded.error());
    }
    const Exif exif = decoded->exif;
    const Pixels pixels = turned_upright(std::move(decoded->pixels), exif.orientation);
    Rendered rendered;
    rendered.taken = exif.taken;
    rendered.likeness = likeness_of(pixels);
    const Pixels small = scaled(pixels, fitted(pixels.extent, limits::preview_edge_max));
    rendered.preview = webp_within(small, {45, 20, limits::preview_bytes_max});
    const bool small_enough = decoded->original.long_edge() <= limits::rendition_edge_max;
    std::optional<Bytes> kept = small_enough ? as_it_was(file, kind, exif.orientation) : std::nullopt;
    rendered.rendition = kept ? *std::move(kept) : webp_within(pixels, {75, 60, limits::rendition_bytes_max});
    if (rendered.preview.empty() || rendered.rendition.empty()) {
        return needs_too_much();
    }
    return rendered;
}

}  // namespace

Result<Rendered> render(BytesView file) {
    const Result<PictureKind> kind = kind_of(file);
    if (!kind) {
        return tl::unexpected(kind.error());
    }
    try {
        return render_decoded(file, *kind);
    } catch (const std::bad_alloc&) {
        return needs_too_much();
    }
}

}  // namespace phirap::agent
