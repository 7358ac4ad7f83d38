// An operation's body to bytes and back (PROTOCOL.md section 4). Encoded once, when it is saved; what is
// kept, hashed and relayed ever after is those bytes.
#pragma once

#include <optional>

#include "shared/core/operation.h"
#include "shared/core/result.h"

namespace phirap {

// At most limits::operation_bytes_max; refused as too_large beyond that, and when a count or a text of
// it passes its limit (shared/core/limits.h; authority's texts may fill the operation); refused as
// bad_input when it would not be read back as it is: text that is not UTF-8, a key that is none or twice.
// The order of a change's fields does not matter: equal bodies give equal bytes.
[[nodiscard]] Result<Bytes> encode_body(const OperationBody& body);

// Nothing for bytes that are no body that we can read; such an operation is kept, and quarantined.
[[nodiscard]] std::optional<OperationBody> decode_body(BytesView bytes);

// The scope alone, without decoding the changes: what a store files the operation under.
[[nodiscard]] std::optional<Scope> scope_of_body(BytesView bytes);

// When it was saved, likewise.
[[nodiscard]] std::optional<HybridTime> time_of_body(BytesView bytes);

// "click-chumchon/2024-04", or "" for the office itself.
[[nodiscard]] std::string to_text(const Scope& scope);
[[nodiscard]] Scope scope_from_text(std::string_view text);

}  // namespace phirap
