#include "shared/wire/sealed_box.h"

#include <sodium/crypto_box.h>
#include <sodium/crypto_generichash.h>
#include <sodium/crypto_sign_ed25519.h>

#include <array>

#include "shared/core/invariant.h"

namespace phirap {
namespace {

using BoxKey = std::array<std::uint8_t, crypto_box_PUBLICKEYBYTES>;
static_assert(sealed_box_extra_bytes == crypto_box_SEALBYTES);

std::optional<BoxKey> box_key_of(const PublicKey& key) {
    BoxKey box{};
    if (crypto_sign_ed25519_pk_to_curve25519(box.data(), key.bytes.data()) != 0) {
        return std::nullopt;
    }
    return box;
}

}  // namespace

// crypto_box_seal with the one-time key drawn from `chance`, so that a test can say what comes out.
std::optional<Bytes> seal_to(const PublicKey& reader, BytesView message, Chance& chance) {
    const std::optional<BoxKey> to = box_key_of(reader);
    if (!to) {
        return std::nullopt;
    }
    std::array<std::uint8_t, crypto_box_SEEDBYTES> seed{};
    chance.fill(seed);
    BoxKey once{};
    std::array<std::uint8_t, crypto_box_SECRETKEYBYTES> secret{};
    crypto_box_seed_keypair(once.data(), secret.data(), seed.data());

    std::array<std::uint8_t, crypto_box_NONCEBYTES> nonce{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, nonce.size());
    crypto_generichash_update(&state, once.data(), once.size());
    crypto_generichash_update(&state, to->data(), to->size());
    crypto_generichash_final(&state, nonce.data(), nonce.size());

    Bytes sealed(once.begin(), once.end());
    sealed.resize(message.size() + sealed_box_extra_bytes);
    const int made = crypto_box_easy(sealed.data() + once.size(), message.data(), message.size(),
                                     nonce.data(), to->data(), secret.data());
    invariant(made == 0, "a box can be made for a key that is a point");
    return sealed;
}

std::optional<Bytes> open_sealed(const SigningKey& reader, BytesView sealed) {
    const std::optional<BoxKey> own = box_key_of(reader.public_key());
    if (!own || sealed.size() < sealed_box_extra_bytes) {
        return std::nullopt;
    }
    const auto secret = reader.agreement_secret();
    Bytes message(sealed.size() - sealed_box_extra_bytes);
    if (crypto_box_seal_open(message.data(), sealed.data(), sealed.size(), own->data(), secret.data()) != 0) {
        return std::nullopt;
    }
    return message;
}

}  // namespace phirap
