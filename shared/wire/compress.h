// Deflate in the zlib format (RFC 1950), with what both sides already hold as the dictionary.
//
// The format matters: its Adler-32 tells a wrong dictionary from a right one, where raw deflate would
// give wrong bytes and no error.
#pragma once

#include "shared/core/bytes.h"
#include "shared/core/result.h"

namespace phirap {

// `history`: the last limits::history_bytes_max bytes that both sides hold, or nothing.
[[nodiscard]] Bytes compress(BytesView raw, BytesView history);

// Exactly `raw_bytes` bytes, or an Error (damaged) when the input is anything but one whole stream of that
// length. Never takes more memory than raw_bytes, which the caller has bounded.
[[nodiscard]] Result<Bytes> inflate_exactly(BytesView deflated, BytesView history, std::size_t raw_bytes);

}  // namespace phirap
