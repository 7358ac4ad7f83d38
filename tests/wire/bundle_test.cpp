#include "shared/wire/bundle.h"

#include <doctest/doctest.h>
#include <sodium/crypto_box.h>
#include <sodium/crypto_sign_ed25519.h>

#include "shared/wire/limits.h"
#include "tests/support/seeded.h"
#include "tests/wire/samples.h"

namespace phirap {
namespace {

using samples::agent_key;
using samples::server_key;

}  // namespace

TEST_CASE("bundle: its reader gets what went in, and nobody else does") {
    const Bytes file = samples::bundle_file();

    CHECK(decode_bundle(file, server_key(), Bundle::Way::to_server) == samples::bundle());
    CHECK(decode_bundle(file, agent_key(), Bundle::Way::to_server).error().key == "bundle_for_another");
    CHECK(decode_bundle(file, server_key(), Bundle::Way::to_agent).error().key == "bundle_damaged");
}

TEST_CASE("bundle: no byte of it can be changed, nor cut off, unnoticed") {
    const Bytes file = samples::bundle_file();
    for (std::size_t at = 0; at < file.size(); ++at) {
        Bytes changed = file;
        changed[at] ^= 0x20;
        CHECK_FALSE(decode_bundle(changed, server_key(), Bundle::Way::to_server));
        CHECK_FALSE(decode_bundle(BytesView(file).first(at), server_key(), Bundle::Way::to_server));
    }
}

TEST_CASE("bundle: one that is larger than any we make is not opened") {
    Bytes file = samples::bundle_file();
    file.resize(limits::bundle_bytes_max + 1);

    CHECK(decode_bundle(file, server_key(), Bundle::Way::to_server).error().key == "bundle_not_one");
}

TEST_CASE("bundle: a kind of part that a later version has is passed over") {
    const Bytes contents = {0x82, 0x00, 0x82, 0x82, 0x18, 0x63, 0x41, 0xff, 0x82, 0x01, 0x41, 0x07};
    const auto read =
        decode_bundle(samples::bundle_file_around(contents), server_key(), Bundle::Way::to_server);

    REQUIRE(read);
    CHECK(read->parts == std::vector<BundlePart>{{BundlePart::Kind::round, {7}}});
}

TEST_CASE("sealed box: it is libsodium's, so that a stranger's program opens it and makes it") {
    SeededChance chance(5);
    const Bytes message = {1, 2, 3};
    const Bytes sealed = *seal_to(server_key().public_key(), message, chance);
    std::array<std::uint8_t, crypto_box_PUBLICKEYBYTES> to{};
    REQUIRE(crypto_sign_ed25519_pk_to_curve25519(to.data(), server_key().public_key().bytes.data()) == 0);
    Bytes theirs(message.size() + crypto_box_SEALBYTES);
    REQUIRE(crypto_box_seal(theirs.data(), message.data(), message.size(), to.data()) == 0);

    CHECK(open_sealed(server_key(), sealed) == message);
    CHECK(open_sealed(server_key(), theirs) == message);
    CHECK(sealed != *seal_to(server_key().public_key(), message, chance));
    PublicKey no_point;
    no_point.bytes.fill(0);
    CHECK_FALSE(seal_to(no_point, message, chance));
}

}  // namespace phirap
