// Bytes that the holder of one signing key alone can read, for roads that anyone may look at: a USB stick.
//
// libsodium's sealed box: an X25519 key pair made for one message (RFC 7748), XSalsa20-Poly1305 under the
// secret that it shares with the reader, whose Ed25519 key is taken to Curve25519. It keeps a secret and says
// nothing of who wrote it: what lies inside is signed by itself.
#pragma once

#include "shared/core/clock.h"
#include "shared/wire/signed_message.h"

namespace phirap {

inline constexpr std::size_t sealed_box_extra_bytes = 48;

// Nothing when `reader` is no point of the curve.
[[nodiscard]] std::optional<Bytes> seal_to(const PublicKey& reader, BytesView message, Chance& chance);
// Nothing unless it was sealed to this key and no byte of it changed.
[[nodiscard]] std::optional<Bytes> open_sealed(const SigningKey& reader, BytesView sealed);

}  // namespace phirap
