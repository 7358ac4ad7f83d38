// Crockford's base 32: digits that people do not mistake for one another.
#pragma once

#include <optional>
#include <string>

#include "shared/core/bytes.h"

namespace phirap {

[[nodiscard]] std::string to_base32(BytesView bytes);
// Upper case; O reads as 0, I and L as 1. Nothing for any other character, or for left-over bits.
[[nodiscard]] std::optional<Bytes> from_base32(std::string_view digits);

}  // namespace phirap
