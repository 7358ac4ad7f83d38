// Enrolment codes: made, and redeemed once.
#pragma once

#include "server/server_store.h"

namespace phirap::server {

using CodeSecret = std::array<std::uint8_t, 10>;

// Draws a secret for one machine of `office`, good for `valid_ms` from now. Only its hash is kept. In the
// caller's transaction.
[[nodiscard]] CodeSecret make_code(ServerStore& store, const Office& office, std::int64_t valid_ms);

// The paper for whoever brings a code that is open, or that the same key used before; nothing for any other
// code: unknown, expired, another office's or used by another key. In the caller's transaction.
[[nodiscard]] std::optional<Bytes> redeem(ServerStore& store, const EnrolmentRequest& request);

}  // namespace phirap::server
