#include "shared/core/words.h"
#include "shared/wire/bundle.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"
#include "tests/support/seeded.h"
#include "tests/wire/samples.h"

namespace phirap::fuzz {
namespace {

void check(BytesView file, Bundle::Way way) {
    const SigningKey& reader = samples::server_key();
    const Result<Bundle> read = decode_bundle(file, reader, way);
    if (!read) {
        promise(!say(Language::thai, read.error()).empty(), "what is refused can be said");
        return;
    }
    promise(read->way == way, "a bundle goes one way");
    SeededChance chance(1);
    const std::optional<Bytes> again = encode_bundle(*read, reader.public_key(), chance);
    promise(again && decode_bundle(*again, reader, way) == read, "a bundle that is written is read the same");
}

}  // namespace

void bundle(BytesView bytes) {
    Choices choices(bytes);
    const Bundle::Way way = choices.flag() ? Bundle::Way::to_agent : Bundle::Way::to_server;
    if (choices.flag()) {
        static const Bytes head = samples::bundle_file_around({});
        SeededChance chance(1);
        Bytes file(head.begin(), head.begin() + 30);
        append(file, *seal_to(samples::server_key().public_key(), choices.rest(), chance));
        check(file, way);
    } else {
        check(choices.rest(), way);
    }
}

}  // namespace phirap::fuzz
