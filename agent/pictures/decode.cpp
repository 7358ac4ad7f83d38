#include "agent/pictures/decode.h"

#include <algorithm>
#include <array>

#include "agent/pictures/limits.h"

namespace phirap::agent {
namespace {

bool begins(BytesView file, std::string_view magic, std::size_t at = 0) {
    return file.size() >= at + magic.size() && text_of(file.subspan(at, magic.size())) == magic;
}

tl::unexpected<Error> refuse(const char* key, Arguments arguments = {}) {
    return fail(ErrorKind::bad_input, key, std::move(arguments));
}

// ISO/IEC 14496-12: a box "ftyp" with the brand behind it. iPhones write HEIC.
bool is_heic(BytesView file) {
    static constexpr std::array<std::string_view, 8> brands = {"heic", "heix", "hevc", "heim",
                                                               "heis", "mif1", "msf1", "avif"};
    return begins(file, "ftyp", 4) &&
           std::ranges::any_of(brands, [&](std::string_view brand) { return begins(file, brand, 8); });
}

}  // namespace

Result<PictureKind> kind_of(BytesView file) {
    if (file.empty()) {
        return refuse("picture_empty");
    }
    if (begins(file, "\xff\xd8\xff")) {
        return PictureKind::jpeg;
    }
    if (begins(file, "\x89PNG\r\n\x1a\n")) {
        return PictureKind::png;
    }
    if (begins(file, "RIFF") && begins(file, "WEBP", 8)) {
        return PictureKind::webp;
    }
    if (is_heic(file)) {
        return refuse("picture_heic");
    }
    if (begins(file, "%PDF-")) {
        return refuse("picture_pdf");
    }
    for (const auto& [magic, kind] :
         {std::pair{"GIF8", "GIF"}, {"BM", "BMP"}, {"II*", "TIFF"}, {"MM", "TIFF"}, {"PK\3\4", "ZIP"}}) {
        if (begins(file, magic)) {
            return refuse("picture_other_kind", {{"kind", kind}});
        }
    }
    if (begins(file, "ftyp", 4)) {
        return refuse("picture_other_kind", {{"kind", "video"}});
    }
    return refuse("picture_not_a_picture");
}

Result<Decoded> decode(BytesView file, PictureKind kind, std::uint32_t long_edge) {
    switch (kind) {
        case PictureKind::jpeg:
            return decode_jpeg(file, long_edge);
        case PictureKind::png:
            return decode_png(file, long_edge);
        case PictureKind::webp:
            break;
    }
    return decode_webp(file, long_edge);
}

std::optional<Bytes> stripped(BytesView file, PictureKind kind, int orientation) {
    switch (kind) {
        case PictureKind::jpeg:
            return stripped_jpeg(file, orientation);
        case PictureKind::png:
            return orientation == 1 ? stripped_png(file) : std::nullopt;
        case PictureKind::webp:
            break;
    }
    return orientation == 1 ? stripped_webp(file) : std::nullopt;
}

tl::unexpected<Error> broken() {
    return refuse("picture_broken");
}

tl::unexpected<Error> needs_too_much() {
    return refuse("picture_needs_too_much");
}

Result<void> check_extent(Extent extent) {
    if (extent.width == 0 || extent.height == 0) {
        return broken();
    }
    if (extent.pixels() > limits::picture_pixels_max) {
        return refuse("picture_too_many_pixels",
                      {{"width", std::to_string(extent.width)}, {"height", std::to_string(extent.height)}});
    }
    return {};
}

}  // namespace phirap::agent
