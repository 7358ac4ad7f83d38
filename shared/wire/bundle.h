// A bundle: what a round carries, in a file, for an office whose line is down for weeks. The requests to the
// server are the same bytes as on the line, and so are its answers; PROTOCOL.md section 13 has the format.
//
// It is sealed to its reader and proves nothing by itself: every part is signed as on any other road. So it
// may be lost, read in twice or out of order; a part that is missing is sent again by the next one.
#pragma once

#include <vector>

#include "shared/wire/sealed_box.h"

namespace phirap {

struct BundlePart {
    enum class Kind : std::uint8_t {
        enrolment = 0,  // an enrolment-request, or its answer
        round = 1,      // a request, or its response
        picture = 2,    // to the server: a file that the office's evidence names
    };
    Kind kind = Kind::round;
    Bytes bytes;

    bool operator==(const BundlePart&) const = default;
};

struct Bundle {
    enum class Way : std::uint8_t { to_server = 0, to_agent = 1 };
    Way way = Way::to_server;
    std::vector<BundlePart> parts;

    bool operator==(const Bundle&) const = default;
};

// Nothing when `reader` is no key that can be sealed to.
[[nodiscard]] std::optional<Bytes> encode_bundle(const Bundle& bundle, const PublicKey& reader,
                                                 Chance& chance);
// Errors (bad_input): bundle_not_one, bundle_newer, bundle_for_another, bundle_damaged.
[[nodiscard]] Result<Bundle> decode_bundle(BytesView file, const SigningKey& reader, Bundle::Way way);

}  // namespace phirap
