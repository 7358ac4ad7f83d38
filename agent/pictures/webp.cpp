#include <webp/decode.h>

#include <algorithm>

#include "agent/pictures/area_scaler.h"
#include "agent/pictures/decode.h"

namespace phirap::agent {
namespace {

constexpr std::size_t riff_head_bytes = 12;
constexpr std::uint8_t flag_alpha = 0x10;

std::uint32_t low_first(BytesView bytes, std::size_t at) {
    return static_cast<std::uint32_t>(bytes[at + 3]) << 24 | static_cast<std::uint32_t>(bytes[at + 2]) << 16 |
           static_cast<std::uint32_t>(bytes[at + 1]) << 8 | bytes[at];
}

// Calls `take(type, contents)` for each chunk (RFC 9649 section 2.3); false when the file ends inside one.
template <typename Take>
bool walk(BytesView file, Take take) {
    const std::size_t end = std::min<std::size_t>(file.size(), std::size_t{low_first(file, 4)} + 8);
    for (std::size_t at = riff_head_bytes; at + 8 <= end;) {
        const std::size_t length = low_first(file, at + 4);
        if (length > end - at - 8) {
            return false;
        }
        take(text_of(file.subspan(at, 4)), file.subspan(at + 8, length));
        at += 8 + length + length % 2;
    }
    return true;
}

void put_chunk(Bytes& to, std::string_view type, BytesView contents) {
    append(to, bytes_of(type));
    for (const int shift : {0, 8, 16, 24}) {
        to.push_back(static_cast<std::uint8_t>(contents.size() >> shift));
    }
    append(to, contents);
    if (contents.size() % 2 != 0) {
        to.push_back(0);
    }
}

void on_white(Bytes& rgba) {
    std::size_t to = 0;
    for (std::size_t from = 0; from + 4 <= rgba.size(); from += 4) {
        const unsigned alpha = rgba[from + 3];
        for (std::size_t colour = 0; colour < 3; ++colour) {
            rgba[to++] =
                static_cast<std::uint8_t>((rgba[from + colour] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
    rgba.resize(to);
}

}  // namespace

Result<Decoded> decode_webp(BytesView file, std::uint32_t long_edge) {
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0 ||
        WebPGetFeatures(file.data(), file.size(), &config.input) != VP8_STATUS_OK) {
        return broken();
    }
    if (config.input.has_animation != 0) {
        return fail(ErrorKind::bad_input, "picture_other_kind", {{"kind", "animated WebP"}});
    }
    Decoded decoded;
    decoded.original = {static_cast<std::uint32_t>(config.input.width),
                        static_cast<std::uint32_t>(config.input.height)};
    if (const Result<void> taken = check_extent(decoded.original); !taken) {
        return tl::unexpected(taken.error());
    }
    const Extent extent = fitted(decoded.original, long_edge);
    const bool sees_through = config.input.has_alpha != 0;
    decoded.pixels = {extent, Bytes(extent.pixels() * (sees_through ? 4 : 3))};
    config.options.use_scaling = extent == decoded.original ? 0 : 1;
    config.options.scaled_width = static_cast<int>(extent.width);
    config.options.scaled_height = static_cast<int>(extent.height);
    config.output.colorspace = sees_through ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = decoded.pixels.rgb.data();
    config.output.u.RGBA.stride = static_cast<int>(extent.width) * (sees_through ? 4 : 3);
    config.output.u.RGBA.size = decoded.pixels.rgb.size();
    const VP8StatusCode status = WebPDecode(file.data(), file.size(), &config);
    WebPFreeDecBuffer(&config.output);
    if (status == VP8_STATUS_OUT_OF_MEMORY) {
        return needs_too_much();
    }
    if (status != VP8_STATUS_OK) {
        return broken();
    }
    if (sees_through) {
        on_white(decoded.pixels.rgb);
    }
    (void)walk(file, [&](std::string_view type, BytesView contents) {
        if (type == "EXIF") {
            decoded.exif = exif_from(contents);
        }
    });
    return decoded;
}

// The picture's own chunks; of the extended head only that there is transparency.
std::optional<Bytes> stripped_webp(BytesView file) {
    Bytes chunks;
    const bool whole = walk(file, [&](std::string_view type, BytesView contents) {
        if (type == "VP8X" && contents.size() >= 10) {
            Bytes head(contents.begin(), contents.end());
            head[0] &= flag_alpha;
            put_chunk(chunks, type, head);
        } else if (type == "ALPH" || type == "VP8 " || type == "VP8L") {
            put_chunk(chunks, type, contents);
        }
    });
    if (!whole) {
        return std::nullopt;
    }
    Bytes made;
    put_chunk(made, "RIFF", bytes_of(std::string("WEBP") + std::string(text_of(chunks))));
    return made;
}

}  // namespace phirap::agent
