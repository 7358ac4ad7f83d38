// COSE_Sign1 (RFC 9052 section 4.2) with EdDSA over Ed25519 (RFC 9053 section 2.2, RFC 8032): every word
// that carries trust is one of these, whatever road it came by.
#pragma once

#include <array>
#include <optional>

#include "shared/core/ids.h"
#include "shared/core/result.h"

namespace phirap {

class SigningKey {
  public:
    using Seed = std::array<std::uint8_t, 32>;
    explicit SigningKey(const Seed& seed);

    [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
    [[nodiscard]] WriterId writer() const;
    [[nodiscard]] Signature sign(BytesView message) const;
    // The same key for X25519 (RFC 7748), which opens what was sealed to us.
    [[nodiscard]] std::array<std::uint8_t, 32> agreement_secret() const;

  private:
    std::array<std::uint8_t, 64> secret_{};
    PublicKey public_key_;
};

// BLAKE2b-128 of the public key: an id that nobody else can take.
[[nodiscard]] WriterId writer_of(const PublicKey& key);

// `bound` is external_aad (RFC 9052 section 4.4): bytes that both sides know and that are signed for
// without being carried.
[[nodiscard]] Bytes sign_message(const SigningKey& key, BytesView payload, BytesView bound = {});
// The same with the payload left out (null), for a reader who can build it.
[[nodiscard]] Bytes sign_detached(const SigningKey& key, BytesView payload, BytesView bound = {});

// A message taken apart; its payload is whatever the bytes say until verify() has agreed.
struct SignedMessage {
    Bytes payload;  // empty when detached
    bool detached = false;
    Signature signature;
};
[[nodiscard]] std::optional<SignedMessage> parse_signed(BytesView bytes);
[[nodiscard]] bool verify(const SignedMessage& message, BytesView payload, const PublicKey& key,
                          BytesView bound = {});
// Both steps for a message that carries its payload: the payload, or nothing.
[[nodiscard]] std::optional<Bytes> open_signed(BytesView bytes, const PublicKey& key, BytesView bound = {});

}  // namespace phirap
