#include <png.h>

#include <algorithm>
#include <array>
#include <csetjmp>

#include "agent/pictures/area_scaler.h"
#include "agent/pictures/decode.h"

namespace phirap::agent {
namespace {

constexpr std::size_t signature_bytes = 8;

std::uint32_t number_at(BytesView file, std::size_t at) {
    return static_cast<std::uint32_t>(file[at]) << 24 | static_cast<std::uint32_t>(file[at + 1]) << 16 |
           static_cast<std::uint32_t>(file[at + 2]) << 8 | file[at + 3];
}

// Calls `take(type, whole chunk, its contents)` for each chunk; false when the file ends inside one.
template <typename Take>
bool walk(BytesView file, Take take) {
    for (std::size_t at = signature_bytes; at + 12 <= file.size();) {
        const std::size_t length = number_at(file, at);
        if (length > file.size() - at - 12) {
            return false;
        }
        const std::string_view type = text_of(file.subspan(at + 4, 4));
        take(type, file.subspan(at, length + 12), file.subspan(at + 8, length));
        if (type == "IEND") {
            return true;
        }
        at += length + 12;
    }
    return false;
}

struct Source {
    BytesView left;
};

void hand_on(png_structp png, png_bytep to, std::size_t count) {
    auto* source = static_cast<Source*>(png_get_io_ptr(png));
    if (count > source->left.size()) {
        png_error(png, "ends early");
    }
    std::copy_n(source->left.begin(), count, to);
    source->left = source->left.subspan(count);
}

[[noreturn]] void leave(png_structp png, png_const_charp) {
    png_longjmp(png, 1);
}
void ignore(png_structp, png_const_charp) {}

// What libpng works on. It leaves errors by longjmp, so nothing with a destructor is made below setjmp.
struct Reading {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, leave, ignore);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
    Reading() = default;
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    ~Reading() { png_destroy_read_struct(&png, &info, nullptr); }
};

// Any depth, palette, grey or transparency becomes 8-bit RGB on white.
void ask_for_rgb(png_structp png, png_infop info) {
    const bool sees_through = (png_get_color_type(png, info) & PNG_COLOR_MASK_ALPHA) != 0 ||
                              png_get_valid(png, info, PNG_INFO_tRNS) != 0;
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    if (sees_through) {
        png_color_16 white{0, 255, 255, 255, 255};
        if (png_get_bit_depth(png, info) == 16) {
            white = {0, 65535, 65535, 65535, 65535};
        }
        png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
    }
}

bool read_head(Reading& reading, Source& source, Extent& extent) {
    if (setjmp(png_jmpbuf(reading.png)) != 0) {
        return false;
    }
    png_set_read_fn(reading.png, &source, hand_on);
    png_set_user_limits(reading.png, 0x7fffffff, 0x7fffffff);
    png_set_chunk_cache_max(reading.png, 64);
    png_set_chunk_malloc_max(reading.png, 4 * 1024 * 1024);
    // Ancillary chunks are read past; of the picture's own nothing is forgiven.
    png_set_keep_unknown_chunks(reading.png, PNG_HANDLE_CHUNK_NEVER, nullptr, 0);
    png_read_info(reading.png, reading.info);
    extent = {png_get_image_width(reading.png, reading.info),
              png_get_image_height(reading.png, reading.info)};
    return true;
}

// Rows of an interlaced picture are whole only at the end, so it is held whole; others pass through.
bool read_rows(Reading& reading, Extent extent, AreaScaler& scaler, Bytes& row, Bytes& whole) {
    if (setjmp(png_jmpbuf(reading.png)) != 0) {
        return false;
    }
    ask_for_rgb(reading.png, reading.info);
    const int passes = png_set_interlace_handling(reading.png);
    png_read_update_info(reading.png, reading.info);
    const std::size_t row_bytes = std::size_t{extent.width} * 3;
    if (png_get_rowbytes(reading.png, reading.info) != row_bytes) {
        return false;
    }
    if (passes == 1) {
        row.resize(row_bytes);
        for (std::uint32_t y = 0; y < extent.height; ++y) {
            png_read_row(reading.png, row.data(), nullptr);
            scaler.add_row(row.data());
        }
    } else {
        whole.resize(row_bytes * extent.height);
        for (int pass = 0; pass < passes; ++pass) {
            for (std::uint32_t y = 0; y < extent.height; ++y) {
                png_read_row(reading.png, whole.data() + row_bytes * y, nullptr);
            }
        }
        for (std::uint32_t y = 0; y < extent.height; ++y) {
            scaler.add_row(whole.data() + row_bytes * y);
        }
    }
    png_read_end(reading.png, nullptr);
    return true;
}

}  // namespace

Result<Decoded> decode_png(BytesView file, std::uint32_t long_edge) {
    Decoded decoded;
    Reading reading;
    Source source{file};
    if (reading.info == nullptr || !read_head(reading, source, decoded.original)) {
        return broken();
    }
    if (const Result<void> taken = check_extent(decoded.original); !taken) {
        return tl::unexpected(taken.error());
    }
    AreaScaler scaler(decoded.original, fitted(decoded.original, long_edge));
    Bytes row;
    Bytes whole;
    if (!read_rows(reading, decoded.original, scaler, row, whole)) {
        return broken();
    }
    decoded.pixels = scaler.take();
    (void)walk(file, [&](std::string_view type, BytesView, BytesView contents) {
        if (type == "eXIf") {
            decoded.exif = exif_from(contents);
        }
    });
    return decoded;
}

// What the pixels need to be read (PNG, second edition, 5.6), and nothing that says where or by whom.
std::optional<Bytes> stripped_png(BytesView file) {
    static constexpr std::array<std::string_view, 6> kept = {"IHDR", "PLTE", "tRNS", "gAMA", "IDAT", "IEND"};
    Bytes made(file.begin(), file.begin() + signature_bytes);
    const bool whole = walk(file, [&](std::string_view type, BytesView chunk, BytesView) {
        if (std::ranges::find(kept, type) != kept.end()) {
            append(made, chunk);
        }
    });
    return whole ? std::optional(std::move(made)) : std::nullopt;
}

}  // namespace phirap::agent
