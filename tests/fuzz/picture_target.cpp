#include <turbojpeg.h>
#include <webp/decode.h>

#include "agent/pictures/decode.h"
#include "agent/pictures/limits.h"
#include "agent/pictures/render_message.h"
#include "shared/core/words.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"

namespace phirap::fuzz {
namespace {

using namespace agent;

// Larger pictures say nothing new to a decoder of rows, and cost a second each.
constexpr std::uint64_t patience_pixels = 256 * 256;

Extent extent_of(BytesView file, PictureKind kind) {
    int width = 0;
    int height = 0;
    if (kind == PictureKind::jpeg) {
        tjhandle turbo = tjInitDecompress();
        int sampling = 0;
        int colours = 0;
        (void)tjDecompressHeader3(turbo, file.data(), file.size(), &width, &height, &sampling, &colours);
        tjDestroy(turbo);
    } else if (kind == PictureKind::webp) {
        (void)WebPGetInfo(file.data(), file.size(), &width, &height);
    } else if (file.size() >= 24) {
        const auto number = [&](std::size_t at) {
            return file[at] << 24 | file[at + 1] << 16 | file[at + 2] << 8 | file[at + 3];
        };
        width = number(16);
        height = number(20);
    }
    return {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
}

void check_rendered(const Rendered& rendered) {
    promise(rendered.preview.size() <= limits::preview_bytes_max &&
                rendered.rendition.size() <= limits::rendition_bytes_max,
            "renditions keep their bounds");
    const Result<PictureKind> kind = kind_of(rendered.rendition);
    promise(kind.has_value(), "a rendition is a picture");
    promise(decode(rendered.rendition, *kind, limits::rendition_edge_max).has_value(),
            "a rendition can be looked at");
    promise(decode(rendered.preview, PictureKind::webp, limits::preview_edge_max).has_value(),
            "a preview can be looked at");
}

}  // namespace

void picture(BytesView file) {
    const Result<PictureKind> kind = kind_of(file);
    if (kind && extent_of(file, *kind).pixels() > patience_pixels) {
        return;
    }
    const Result<Rendered> rendered = render(file);
    if (rendered) {
        check_rendered(*rendered);
    } else {
        promise(!say(Language::thai, rendered.error()).empty(), "what is refused can be said");
    }
    promise(rendered_from(encode(rendered)) == rendered, "what the child says is understood");
    for (int orientation = 1; kind && orientation <= 8; ++orientation) {
        (void)stripped(file, *kind, orientation);
    }
}

}  // namespace phirap::fuzz
