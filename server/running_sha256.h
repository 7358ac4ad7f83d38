// SHA-256 (FIPS 180-4) of a file that comes in pieces, over days and across restarts: what was hashed so far
// can be written down and taken up again.
#pragma once

#include <sodium/crypto_hash_sha256.h>

#include <optional>

#include "shared/core/ids.h"

namespace phirap::server {

class RunningSha256 {
  public:
    RunningSha256();

    void add(BytesView bytes);
    [[nodiscard]] std::uint64_t bytes_added() const { return state_.count / 8; }
    // Of all that was added; more can be added afterwards.
    [[nodiscard]] Sha256 value() const;

    // 104 bytes: the eight words and the count of bits, big-endian, and the block that is not full yet.
    [[nodiscard]] Bytes written() const;
    // Nothing when these are not such bytes.
    [[nodiscard]] static std::optional<RunningSha256> from(BytesView written);

  private:
    crypto_hash_sha256_state state_;
};

}  // namespace phirap::server
