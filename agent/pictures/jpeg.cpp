#include <turbojpeg.h>

#include <algorithm>
#include <memory>
#include <span>

#include "agent/pictures/area_scaler.h"
#include "agent/pictures/decode.h"

namespace phirap::agent {
namespace {

struct Destroy {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Turbo = std::unique_ptr<void, Destroy>;

// libjpeg goes on after what it calls a warning. Some of them every other telephone earns (bytes between
// segments); these mean that part of the picture is not there.
bool is_cut_off(tjhandle turbo) {
    const std::string_view said = tjGetErrorStr2(turbo);
    return tjGetErrorCode(turbo) != TJERR_WARNING || said.find("remature end") != said.npos ||
           said.find("bad Huffman") != said.npos;
}

bool is_out_of_memory(tjhandle turbo) {
    return std::string_view(tjGetErrorStr2(turbo)).find("nsufficient memory") != std::string_view::npos;
}

// The segment APP1 that holds EXIF, by walking the segments before the first scan (ITU-T T.81, B.1.1).
Exif exif_of(BytesView file) {
    for (std::size_t at = 2; at + 4 <= file.size() && file[at] == 0xff;) {
        const std::uint8_t marker = file[at + 1];
        if (marker == 0xff) {
            ++at;
            continue;
        }
        const std::size_t length = static_cast<std::size_t>(file[at + 2]) << 8 | file[at + 3];
        if (marker == 0xda || length < 2 || at + 2 + length > file.size()) {
            break;
        }
        const BytesView segment = file.subspan(at + 4, length - 2);
        if (marker == 0xe1 && segment.size() > 6 && text_of(segment.first(4)) == "Exif") {
            return exif_from(segment);
        }
        at += 2 + length;
    }
    return {};
}

// The smallest that libjpeg can decode to without going below `long_edge`.
tjscalingfactor factor_for(Extent extent, std::uint32_t long_edge) {
    int count = 0;
    const tjscalingfactor* factors = tjGetScalingFactors(&count);
    tjscalingfactor best{1, 1};
    for (const tjscalingfactor& factor : std::span(factors, static_cast<std::size_t>(count))) {
        const int edge = TJSCALED(static_cast<int>(extent.long_edge()), factor);
        const bool smaller = factor.num * best.denom < best.num * factor.denom;
        if (smaller && edge >= static_cast<int>(std::min(long_edge, extent.long_edge()))) {
            best = factor;
        }
    }
    return best;
}

// Adobe's inverted CMYK, the only one that is met with, to RGB in place of the first three.
Bytes rgb_from_cmyk(const Bytes& cmyk) {
    Bytes rgb;
    rgb.reserve(cmyk.size() / 4 * 3);
    for (std::size_t at = 0; at + 4 <= cmyk.size(); at += 4) {
        for (std::size_t colour = 0; colour < 3; ++colour) {
            rgb.push_back(static_cast<std::uint8_t>(cmyk[at + colour] * cmyk[at + 3] / 255));
        }
    }
    return rgb;
}

int turn_for(int orientation) {
    switch (orientation) {
        case 2:
            return TJXOP_HFLIP;
        case 3:
            return TJXOP_ROT180;
        case 4:
            return TJXOP_VFLIP;
        case 5:
            return TJXOP_TRANSPOSE;
        case 6:
            return TJXOP_ROT90;
        case 7:
            return TJXOP_TRANSVERSE;
        case 8:
            return TJXOP_ROT270;
        default:
            return TJXOP_NONE;
    }
}

}  // namespace

Result<Decoded> decode_jpeg(BytesView file, std::uint32_t long_edge) {
    const Turbo turbo(tjInitDecompress());
    int width = 0;
    int height = 0;
    int sampling = 0;
    int colours = 0;
    if (turbo == nullptr || tjDecompressHeader3(turbo.get(), file.data(), file.size(), &width, &height,
                                                &sampling, &colours) != 0) {
        return broken();
    }
    Decoded decoded;
    decoded.original = {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
    if (const Result<void> taken = check_extent(decoded.original); !taken) {
        return tl::unexpected(taken.error());
    }
    decoded.exif = exif_of(file);
    const tjscalingfactor factor = factor_for(decoded.original, long_edge);
    const int scaled_width = TJSCALED(width, factor);
    const int scaled_height = TJSCALED(height, factor);
    const bool is_cmyk = colours == TJCS_CMYK || colours == TJCS_YCCK;
    const int format = is_cmyk ? TJPF_CMYK : TJPF_RGB;
    Pixels pixels{{static_cast<std::uint32_t>(scaled_width), static_cast<std::uint32_t>(scaled_height)}, {}};
    pixels.rgb.resize(pixels.extent.pixels() * static_cast<std::size_t>(tjPixelSize[format]));
    if (tjDecompress2(turbo.get(), file.data(), file.size(), pixels.rgb.data(), scaled_width, 0,
                      scaled_height, format, TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS) != 0 &&
        is_cut_off(turbo.get())) {
        return is_out_of_memory(turbo.get()) ? needs_too_much() : broken();
    }
    if (is_cmyk) {
        pixels.rgb = rgb_from_cmyk(pixels.rgb);
    }
    decoded.pixels = scaled(pixels, fitted(pixels.extent, long_edge));
    return decoded;
}

// Without markers (EXIF, place, colour profile, comments, the camera's own thumbnail), and turned by moving
// blocks; a picture that ends within a block cannot be turned so.
std::optional<Bytes> stripped_jpeg(BytesView file, int orientation) {
    const Turbo turbo(tjInitTransform());
    tjtransform transform{};
    transform.op = turn_for(orientation);
    transform.options = TJXOPT_PERFECT | TJXOPT_COPYNONE;
    unsigned char* made = nullptr;
    unsigned long made_bytes = 0;
    if (turbo == nullptr ||
        (tjTransform(turbo.get(), file.data(), file.size(), 1, &made, &made_bytes, &transform, 0) != 0 &&
         is_cut_off(turbo.get()))) {
        tjFree(made);
        return std::nullopt;
    }
    std::optional<Bytes> result;
    if (made != nullptr) {
        result = Bytes(made, made + made_bytes);
    }
    tjFree(made);
    return result;
}

}  // namespace phirap::agent
