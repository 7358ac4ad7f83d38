#include "shared/wire/signed_message.h"

#include <sodium/crypto_generichash_blake2b.h>
#include <sodium/crypto_sign_ed25519.h>

#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"

namespace phirap {
namespace {

constexpr std::uint64_t cose_sign1 = 18;
// {1 (alg): -8 (EdDSA)}, the only protected header that we write or accept.
constexpr std::array<std::uint8_t, 3> protected_header = {0xa1, 0x01, 0x27};

Bytes to_be_signed(BytesView payload, BytesView bound) {
    CborWriter out;
    out.array(4);
    out.text("Signature1");
    out.bytes(protected_header);
    out.bytes(bound);
    out.bytes(payload);
    return out.take();
}

Bytes message(const SigningKey& key, BytesView payload, BytesView bound, bool detached) {
    CborWriter out;
    out.tag(cose_sign1);
    out.array(4);
    out.bytes(protected_header);
    out.map(0);
    if (detached) {
        out.null();
    } else {
        out.bytes(payload);
    }
    out.bytes(key.sign(to_be_signed(payload, bound)).view());
    return out.take();
}

}  // namespace

SigningKey::SigningKey(const Seed& seed) {
    crypto_sign_ed25519_seed_keypair(public_key_.bytes.data(), secret_.data(), seed.data());
}

WriterId SigningKey::writer() const {
    return writer_of(public_key_);
}

Signature SigningKey::sign(BytesView message) const {
    Signature signature;
    crypto_sign_ed25519_detached(signature.bytes.data(), nullptr, message.data(), message.size(),
                                 secret_.data());
    return signature;
}

std::array<std::uint8_t, 32> SigningKey::agreement_secret() const {
    std::array<std::uint8_t, 32> secret{};
    crypto_sign_ed25519_sk_to_curve25519(secret.data(), secret_.data());
    return secret;
}

WriterId writer_of(const PublicKey& key) {
    WriterId id;
    crypto_generichash_blake2b(id.bytes.data(), id.bytes.size(), key.bytes.data(), key.bytes.size(), nullptr,
                               0);
    return id;
}

Bytes sign_message(const SigningKey& key, BytesView payload, BytesView bound) {
    return message(key, payload, bound, false);
}

Bytes sign_detached(const SigningKey& key, BytesView payload, BytesView bound) {
    return message(key, payload, bound, true);
}

std::optional<SignedMessage> parse_signed(BytesView bytes) {
    CborReader in(bytes);
    SignedMessage message;
    in.tag(cose_sign1);
    const bool shaped =
        in.array(4) == 4 && std::ranges::equal(in.bytes(16), protected_header) && in.map(0) == 0;
    if (in.next() == CborReader::Kind::null) {
        in.null();
        message.detached = true;
    } else {
        const BytesView payload = in.bytes(limits::request_bytes_max);
        message.payload.assign(payload.begin(), payload.end());
    }
    message.signature = in.id<Signature>();
    return shaped && in.finished() ? std::optional(std::move(message)) : std::nullopt;
}

bool verify(const SignedMessage& message, BytesView payload, const PublicKey& key, BytesView bound) {
    const Bytes signed_bytes = to_be_signed(payload, bound);
    return crypto_sign_ed25519_verify_detached(message.signature.bytes.data(), signed_bytes.data(),
                                               signed_bytes.size(), key.bytes.data()) == 0;
}

std::optional<Bytes> open_signed(BytesView bytes, const PublicKey& key, BytesView bound) {
    std::optional<SignedMessage> message = parse_signed(bytes);
    if (!message || message->detached || !verify(*message, message->payload, key, bound)) {
        return std::nullopt;
    }
    return std::move(message->payload);
}

}  // namespace phirap
