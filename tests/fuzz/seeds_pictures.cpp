#include "agent/pictures/render_message.h"
#include "tests/agent/drawn_pictures.h"
#include "tests/fuzz/seeds.h"

namespace phirap::fuzz {
namespace {

using namespace testing;

Bytes by(std::uint8_t way, BytesView contents) {
    Bytes seed = {way};
    append(seed, contents);
    return seed;
}

}  // namespace

// Small ones, so that a change of a byte reaches every part of them.
std::vector<Bytes> picture_seeds() {
    const agent::Pixels pixels = scene({24, 17});
    return {jpeg(pixels), jpeg(pixels, exif(6)), png(pixels),
            webp(pixels), png_head({3, 2}),      png_head({60'000, 60'000})};
}

std::vector<Bytes> picture_words_seeds() {
    const Bytes picture = webp(scene({8, 8}));
    const agent::Rendered rendered{picture, picture, "2024-04-22T09:15:00", 0x0123456789abcdef};
    const std::string digits(64, 'a');
    const std::string note = "phirap picture, version 1\nname a.jpg\nsha256 " + digits + "\npreview " +
                             digits + "\noriginal " + digits + "\ntaken 2024-04-22T09:15:00\nlikeness 1f\n";
    const tl::unexpected<Error> broken =
        fail(ErrorKind::bad_input, "picture_too_many_pixels", {{"width", "1"}, {"height", "2"}});
    return {by(0, exif(8)), by(1, agent::encode(rendered)), by(1, agent::encode(broken)),
            by(2, bytes_of(note)),
            by(2, bytes_of("phirap picture, version 1\nerror picture_broken\nfile a\n"))};
}

}  // namespace phirap::fuzz
