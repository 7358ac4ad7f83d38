// The headers of tus, read and written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/core/ids.h"

namespace phirap::server {

// Upload-Metadata: pairs of a key and a Base64 value. What breaks that rule, or is longer than 1 KiB, is
// nothing. Only the picture's SHA-256 is understood: the value of `sha256`, as 64 hexadecimal digits.
struct UploadMetadata {
    std::optional<Sha256> sha256;
};
[[nodiscard]] std::optional<UploadMetadata> metadata_from_header(std::string_view text);

// "Wed, 25 Jun 2014 16:00:00 GMT" (RFC 7231 section 7.1.1.1).
[[nodiscard]] std::string http_date(std::int64_t wall_ms);

}  // namespace phirap::server
