// BLAKE2b (RFC 7693), unkeyed: the one hash of operations, lineages and digests of inputs.
#pragma once

#include <initializer_list>

#include "shared/core/ids.h"

namespace phirap {

// BLAKE2b-256 over the parts laid end to end.
[[nodiscard]] Digest digest_of(std::initializer_list<BytesView> parts);

}  // namespace phirap
