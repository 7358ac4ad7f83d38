#include "shared/core/limits.h"
#include "shared/wire/compress.h"
#include "shared/wire/frame.h"
#include "shared/wire/limits.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"
#include "tests/wire/samples.h"

namespace phirap::fuzz {
namespace {

// The bodies, if they are there, are as many as was said, none too long, and pack into a frame again.
void check_bodies(const Frame& frame, BytesView history) {
    const Result<std::vector<Bytes>> bodies = unpack_frame(frame, history);
    if (!bodies) {
        return;
    }
    promise(bodies->size() == frame.header.count, "a frame holds as many bodies as it says");
    for (const Bytes& body : *bodies) {
        promise(body.size() <= limits::operation_bytes_max, "no body of a frame is too long");
    }
    const std::vector<BytesView> views(bodies->begin(), bodies->end());
    const Frame again = pack_frame(frame.header, views, history, frame.seal);
    promise(again.header.raw_bytes == frame.header.raw_bytes, "a body has one spelling in a frame");
    promise(unpack_frame(again, history) == bodies, "what was unpacked packs and unpacks the same");
}

}  // namespace

void frame(BytesView bytes) {
    static const Bytes history = samples::bodies()[0];
    Choices choices(bytes);
    const bool deflate_it = choices.flag();
    const BytesView rest = choices.rest();
    if (deflate_it) {
        // Contents that inflate well, whatever they are: what a writer with a right seal may send.
        static const Frame sample = samples::frame(2, 3, true);
        Frame made = sample;
        made.header.raw_bytes = rest.size();
        made.deflated = compress(rest, history);
        for (made.header.count = 1; made.header.count <= 3; ++made.header.count) {
            check_bodies(made, history);
        }
        return;
    }
    const std::optional<Frame> read = decode_frame(rest);
    if (!read) {
        return;
    }
    promise(std::ranges::equal(encode_frame(*read), rest), "a frame has one spelling");
    promise(read->header.count >= 1 && read->header.raw_bytes <= limits::frame_raw_bytes_max,
            "a frame keeps its limits");
    check_bodies(*read, {});
    check_bodies(*read, history);
}

}  // namespace phirap::fuzz
