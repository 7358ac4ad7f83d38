// Base 64 (RFC 4648): the spelling that HTTP headers and tus ask for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/core/bytes.h"

namespace phirap {

// Section 4, with padding.
[[nodiscard]] std::string to_base64(BytesView bytes);
// Nothing when it is not that spelling, white space included.
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);

// Section 5, for addresses and tokens: without padding.
[[nodiscard]] std::string to_base64url(BytesView bytes);
[[nodiscard]] std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace phirap
