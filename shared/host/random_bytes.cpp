#include "shared/host/random_bytes.h"

#include <sodium/core.h>
#include <sodium/randombytes.h>

#include "shared/core/invariant.h"

namespace phirap {

RandomBytes::RandomBytes() {
    invariant(sodium_init() >= 0, "libsodium finds its randomness");
}

void RandomBytes::fill(std::span<std::uint8_t> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace phirap
