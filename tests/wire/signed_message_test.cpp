#include "shared/wire/signed_message.h"

#include <doctest/doctest.h>

#include "shared/wire/limits.h"
#include "tests/wire/hex_text.h"
#include "tests/wire/random_bodies.h"
#include "tests/wire/samples.h"

namespace phirap {
namespace {

const Bytes payload = {1, 2, 3};
const Bytes bound = {9, 8};

TEST_CASE("signed message: the first key of RFC 8032 section 7.1 signs as it does there") {
    const Bytes seed = from_hex_text("9d61b19deffd5a60ba844af492ec2cc4 4449c5697b326919703bac031cae7f60");
    SigningKey::Seed bytes;
    std::ranges::copy(seed, bytes.begin());
    const SigningKey key(bytes);
    CHECK(key.public_key().hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    CHECK(key.sign({}).hex() ==
          "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd"
          "25bf5f0595bbe24655141438e7a100b");
}

TEST_CASE("signed message: opens with the signer's key and what both knew, and with nothing else") {
    const SigningKey& key = samples::agent_key();
    const Bytes message = sign_message(key, payload, bound);

    CHECK(open_signed(message, key.public_key(), bound) == payload);
    CHECK_FALSE(open_signed(message, samples::key(3).public_key(), bound).has_value());
    CHECK_FALSE(open_signed(message, key.public_key(), {}).has_value());
    CHECK_FALSE(open_signed(message, key.public_key(), payload).has_value());
    CHECK_FALSE(open_signed(message, PublicKey{}, bound).has_value());
}

TEST_CASE("signed message: a detached payload is the reader's to bring") {
    const SigningKey& key = samples::agent_key();
    const Bytes message = sign_detached(key, payload, bound);
    const std::optional<SignedMessage> parsed = parse_signed(message);

    REQUIRE(parsed.has_value());
    CHECK(parsed->detached);
    CHECK(parsed->payload.empty());
    CHECK(verify(*parsed, payload, key.public_key(), bound));
    CHECK_FALSE(verify(*parsed, bound, key.public_key(), bound));
    CHECK_FALSE(open_signed(message, key.public_key(), bound).has_value());
    // Not even when it was signed for nothing: what is left out is never taken for empty.
    CHECK_FALSE(open_signed(sign_detached(key, {}, bound), key.public_key(), bound).has_value());
}

TEST_CASE("signed message: every cut and every flipped bit is refused") {
    const SigningKey& key = samples::agent_key();
    for (const Bytes& message : {sign_message(key, payload, bound), sign_message(key, {}, {})}) {
        const BytesView bound_here = open_signed(message, key.public_key()) ? BytesView() : BytesView(bound);
        REQUIRE(open_signed(message, key.public_key(), bound_here).has_value());
        for (std::size_t length = 0; length < message.size(); ++length) {
            CHECK_FALSE(
                open_signed(BytesView(message).first(length), key.public_key(), bound_here).has_value());
        }
        Bytes flipped = message;
        for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
            CAPTURE(bit);
            flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            CHECK_FALSE(open_signed(flipped, key.public_key(), bound_here).has_value());
            flipped[bit / 8] = message[bit / 8];
        }
    }
}

TEST_CASE("signed message: other headers, tags and shapes are none of ours") {
    const auto with = [](std::string_view head) {
        Bytes bytes = from_hex_text(head);
        append(bytes, from_hex_text("5840"));
        bytes.resize(bytes.size() + 64);
        return bytes;
    };
    CHECK(parse_signed(with("d2 84 43 a10127 a0 40")).has_value());
    CHECK(parse_signed(with("d2 84 43 a10127 a0 f6")).has_value());
    CHECK_FALSE(parse_signed(with("84 43 a10127 a0 40")).has_value());              // no tag
    CHECK_FALSE(parse_signed(with("d1 84 43 a10127 a0 40")).has_value());           // COSE_Mac0
    CHECK_FALSE(parse_signed(with("d2 84 43 a10126 a0 40")).has_value());           // ES256
    CHECK_FALSE(parse_signed(with("d2 84 40 a0 40")).has_value());                  // no algorithm
    CHECK_FALSE(parse_signed(with("d2 84 43 a10127 a1 04 41 00 40")).has_value());  // a key id
    CHECK_FALSE(parse_signed(with("d2 85 43 a10127 a0 40")).has_value());
    CHECK_FALSE(parse_signed(with("d2 84 43 a10127 a0 f4")).has_value());
    Bytes longer = with("d2 84 43 a10127 a0 40");
    longer.push_back(0);
    CHECK_FALSE(parse_signed(longer).has_value());
}

TEST_CASE("signed message: a signature has one form (RFC 8032 section 5.1.7: S below L)") {
    const SigningKey& key = samples::agent_key();
    Bytes message = sign_message(key, payload);
    const Bytes order = from_hex_text("edd3f55c1a631258d69cf7a2def9de14 00000000000000000000000000000010");
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        std::uint8_t& byte = message[message.size() - 32 + i];
        carry += static_cast<unsigned>(byte) + order[i];
        byte = static_cast<std::uint8_t>(carry);
        carry >>= 8;
    }
    CHECK_FALSE(open_signed(message, key.public_key()).has_value());
}

}  // namespace
}  // namespace phirap
