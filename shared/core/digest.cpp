#include "shared/core/digest.h"

#include <sodium/crypto_generichash_blake2b.h>

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

}  // namespace phirap
