#include "shared/core/digest.h"

#include <sodium/crypto_generichash_blake2b.h>
#include <sodium/crypto_hash_sha256.h>

namespace phirap {

Digest digest_of(std::initializer_list<BytesView> parts) {
    crypto_generichash_blake2b_state state;
    crypto_generichash_blake2b_init(&state, nullptr, 0, 32);
    for (const BytesView part : parts) {
        crypto_generichash_blake2b_update(&state, part.data(), part.size());
    }
    Digest digest;
    crypto_generichash_blake2b_final(&state, digest.bytes.data(), digest.bytes.size());
    return digest;
}

Sha256 sha256_of(BytesView file) {
    Sha256 name;
    crypto_hash_sha256(name.bytes.data(), file.data(), file.size());
    return name;
}

std::optional<Sha256> sha256_from_text(std::string_view digits) {
    const std::optional<Bytes> bytes = from_hex(digits);
    const std::optional<Sha256> name = bytes ? Sha256::from(*bytes) : std::nullopt;
    return name && name->hex() == digits ? name : std::nullopt;
}

}  // namespace phirap
