#include "agent/pictures/render.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>

#include "agent/pictures/area_scaler.h"
#include "agent/pictures/decode.h"
#include "agent/pictures/limits.h"
#include "shared/core/picture_flags.h"
#include "tests/agent/drawn_pictures.h"
#include "tests/support/random.h"

using namespace phirap;
using namespace phirap::agent;
using namespace phirap::testing;

namespace {

Rendered rendered(const Bytes& file) {
    const Result<Rendered> made = render(file);
    REQUIRE_MESSAGE(made, made.error().key);
    return *made;
}

std::string refusal(const Bytes& file) {
    const Result<Rendered> made = render(file);
    return made ? "taken" : made.error().key;
}

bool holds(const Bytes& file, std::string_view text) {
    return text_of(file).find(text) != std::string_view::npos;
}

Bytes bytes(std::string_view text) {
    return {text.begin(), text.end()};
}

// As simple as can be: each pixel of the result by adding up what it covers.
std::uint8_t mean_of(const Pixels& from, Extent to, std::uint32_t x, std::uint32_t y, std::size_t colour) {
    double sum = 0;
    const double wide = static_cast<double>(from.extent.width) / to.width;
    const double high = static_cast<double>(from.extent.height) / to.height;
    for (std::uint32_t v = 0; v < from.extent.height; ++v) {
        for (std::uint32_t u = 0; u < from.extent.width; ++u) {
            const double across = std::min((x + 1) * wide, u + 1.0) - std::max(x * wide, u * 1.0);
            const double down = std::min((y + 1) * high, v + 1.0) - std::max(y * high, v * 1.0);
            sum += std::max(across, 0.0) * std::max(down, 0.0) * from.at(u, v)[colour];
        }
    }
    return static_cast<std::uint8_t>(sum / (wide * high) + 0.5);
}

}  // namespace

TEST_CASE("area scaler: each pixel is the mean of all that it covers, to within a rounding") {
    const Pixels from = noise({17, 11}, 3);
    for (const Extent to : {Extent{17, 11}, Extent{5, 3}, Extent{16, 10}, Extent{1, 1}, Extent{9, 11}}) {
        CAPTURE(to.width);
        const Pixels small = scaled(from, to);
        REQUIRE(small.extent == to);
        for (std::uint32_t y = 0; y < to.height; ++y) {
            for (std::uint32_t x = 0; x < to.width; ++x) {
                for (std::size_t colour = 0; colour < 3; ++colour) {
                    CHECK(std::abs(small.at(x, y)[colour] - mean_of(from, to, x, y, colour)) <= 1);
                }
            }
        }
    }
}

TEST_CASE("render: a large picture becomes 1600 and 320 pixels of WebP within their bytes") {
    for (const Bytes& file :
         {jpeg(scene({4000, 3000})), png(scene({2000, 2600})), webp(scene({1700, 900}))}) {
        const Rendered made = rendered(file);
        CHECK(kind_of(made.rendition) == PictureKind::webp);
        CHECK(pixels_of(made.rendition).extent.long_edge() == 1600);
        CHECK(pixels_of(made.preview).extent.long_edge() == 320);
        CHECK(difference(pixels_of(made.rendition), pixels_of(file)) < 12);
        CHECK(difference(pixels_of(made.preview), pixels_of(file)) < 16);
    }
}

TEST_CASE("render: what does not compress is made to fit, whatever it costs in quality") {
    const Rendered made = rendered(jpeg(noise({2400, 1800})));
    CHECK(made.rendition.size() <= limits::rendition_bytes_max);
    CHECK(made.rendition.size() > limits::rendition_bytes_max / 3);
    CHECK(made.preview.size() <= limits::preview_bytes_max);
}

TEST_CASE("render: a sign with letters of 34 pixels in 12 megapixels stays readable") {
    Pixels sign = blank({4000, 3000}, 230);
    const auto is_ink = [](std::uint32_t x, std::uint32_t y) {
        return y >= 1500 && y < 1534 && x >= 2000 && x < 2400 && (x / 7) % 2 == 0;  // strokes 7 wide, 7 apart
    };
    for (std::uint32_t y = 0; y < 3000; ++y) {
        for (std::uint32_t x = 0; x < 4000; ++x) {
            if (is_ink(x, y)) {
                std::fill_n(sign.rgb.begin() + static_cast<std::ptrdiff_t>((std::size_t{y} * 4000 + x) * 3),
                            3, 20);
            }
        }
    }
    const Pixels seen = pixels_of(rendered(jpeg(sign)).rendition);
    std::size_t strokes = 0;
    bool dark = false;
    for (std::uint32_t x = 2000 * 2 / 5 - 4; x < 2400 * 2 / 5 + 4; ++x) {
        const int grey = seen.at(x, 1517 * 2 / 5)[1];
        strokes += !dark && grey < 90 ? 1 : 0;
        dark = grey < 90 || (dark && grey < 160);
    }
    CHECK(strokes == 29);
}

TEST_CASE("render: however the camera was held, the picture is upright, its place gone and its time kept") {
    for (const Extent extent : {Extent{160, 96}, Extent{150, 91}, Extent{2000, 1200}}) {
        for (int orientation = 1; orientation <= 8; ++orientation) {
            CAPTURE(extent.width);
            CAPTURE(orientation);
            const Pixels upright = scene(extent);
            const Rendered made = rendered(jpeg(held(upright, orientation), exif(orientation), 95));
            CHECK(difference(pixels_of(made.rendition), upright) < 10);
            CHECK(difference(pixels_of(made.preview), upright) < 16);
            CHECK(made.taken == "2024-04-22T09:15:00");
            for (const Bytes& file : {made.rendition, made.preview}) {
                CHECK_FALSE(holds(file, place_in_exif));
                CHECK_FALSE(holds(file, "Exif"));
            }
        }
    }
}

TEST_CASE("render: what is small already is stripped, and its pixels are not compressed again") {
    const Bytes photo = jpeg(scene({800, 600}), exif(1), 60);
    const Rendered of_photo = rendered(photo);
    CHECK(kind_of(of_photo.rendition) == PictureKind::jpeg);
    CHECK(pixels_of(of_photo.rendition).rgb == pixels_of(photo).rgb);

    const Bytes capture = png(scene({300, 500}));
    const Rendered of_capture = rendered(capture);
    CHECK(kind_of(of_capture.rendition) == PictureKind::png);
    CHECK(pixels_of(of_capture.rendition).rgb == pixels_of(capture).rgb);

    const Bytes drawing = webp(scene({640, 480}));
    CHECK(rendered(drawing).rendition == drawing);
}

TEST_CASE("render: a small picture is never made larger") {
    const Rendered made = rendered(jpeg(scene({64, 48})));
    CHECK(pixels_of(made.rendition).extent == Extent{64, 48});
    CHECK(pixels_of(made.preview).extent == Extent{64, 48});
}

TEST_CASE("render: small in pixels but not in bytes is compressed, and within the bound") {
    const Bytes heavy = png(noise({700, 500}));
    REQUIRE(heavy.size() > limits::rendition_bytes_max);
    CHECK(rendered(heavy).rendition.size() <= limits::rendition_bytes_max);
}

TEST_CASE("render: what is not a picture is called by its name") {
    CHECK(refusal({}) == "picture_empty");
    CHECK(refusal(bytes("%PDF-1.7\n...")) == "picture_pdf");
    CHECK(refusal(bytes(std::string("\0\0\0\x18", 4) + "ftypheic\0\0\0\0")) == "picture_heic");
    CHECK(refusal(bytes("GIF89a\1\0\1\0")) == "picture_other_kind");
    CHECK(refusal(bytes("สวัสดี")) == "picture_not_a_picture");
    CHECK(refusal(Bytes(1000, 0)) == "picture_not_a_picture");
    CHECK(refusal({0xff}) == "picture_not_a_picture");
}

TEST_CASE("render: a bomb of 200 megapixels is refused by its size alone") {
    CHECK(refusal(png_head({20'000, 10'000})) == "picture_too_many_pixels");
    CHECK(refusal(png_head({0x7fffffff, 0x7fffffff})) == "picture_too_many_pixels");
    Bytes bomb = jpeg(scene({64, 64}));
    const std::array<std::uint8_t, 2> frame_marker = {0xff, 0xc0};
    const auto frame = std::ranges::search(bomb, frame_marker).begin();
    frame[5] = frame[7] = 0x40;  // its height and width, high bytes: 16,448 each
    CHECK(refusal(bomb) == "picture_too_many_pixels");
}

TEST_CASE("render: a picture of which the end is missing is broken, not half a picture") {
    for (const Bytes& file : {jpeg(scene({900, 700})), png(scene({300, 200})), webp(scene({300, 200}))}) {
        for (const std::size_t percent : {5U, 20U, 50U, 80U, 95U}) {
            CAPTURE(percent);
            const Bytes part(file.begin(),
                             file.begin() + static_cast<std::ptrdiff_t>(file.size() * percent / 100));
            CHECK(refusal(part) == "picture_broken");
        }
    }
}

// Whatever a file says, the answer is a picture within its bounds or a reason; under the sanitizers this
// looks for holes in what we wrote ourselves.
TEST_CASE("render: damaged files end in a picture or a reason") {
    Random random(7);
    const std::vector<Bytes> files = {jpeg(scene({64, 48}), exif(6)), png(scene({40, 30})),
                                      webp(scene({40, 30}))};
    for (int round = 0; round < 600; ++round) {
        Bytes file = files[static_cast<std::size_t>(round) % files.size()];
        for (std::uint64_t flips = 1 + random.below(8); flips > 0; --flips) {
            file[random.below(static_cast<std::uint32_t>(file.size()))] =
                static_cast<std::uint8_t>(random.below(256));
        }
        const Result<Rendered> made = render(file);
        if (made) {
            CHECK(made->rendition.size() <= limits::rendition_bytes_max);
            CHECK(made->preview.size() <= limits::preview_bytes_max);
        }
    }
}

// Of blocks that its tables have no code for libjpeg makes a file that it cannot read itself.
TEST_CASE("render: what is kept as it was can be looked at, however damaged the file") {
    Bytes file = jpeg(scene({24, 17}));
    const Bytes table = {0x05, 0x04, 0x04, 0x00, 0x00, 0x01, 0x7d, 0x01};  // the codes for brightness begin
    const auto found = std::ranges::search(file, table);
    REQUIRE(found.size() == table.size());
    *(found.end() - 1) = 0x9f;
    const Rendered made = rendered(file);
    CHECK(decode(made.rendition, *kind_of(made.rendition), 1600));
}

TEST_CASE("likeness: the same picture saved anew is alike, another is not, and a blank sheet has none") {
    const auto of = [](const Bytes& file) { return *rendered(file).likeness; };
    for (std::uint32_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        const std::uint64_t likeness = of(jpeg(scene({1200, 900}, seed), {}, 95));
        CHECK(std::popcount(likeness ^ of(jpeg(scene({1200, 900}, seed), {}, 40))) <= likeness_bits_max);
        CHECK(std::popcount(likeness ^ of(webp(scene({640, 480}, seed)))) <= likeness_bits_max);
        CHECK(std::popcount(likeness ^ of(jpeg(scene({1200, 900}, seed + 100)))) > likeness_bits_max);
    }
    CHECK_FALSE(rendered(png(blank({500, 400}, 250))).likeness);
}
