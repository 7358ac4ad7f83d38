// A receipt that anyone can check who has the server's public key: on paper, as a QR code.
//
// With each submission received the server says in an operation of its own that it received it, and when
// (PROTOCOL.md section 12; sync-rules, rule 24). That operation, what follows it up to a seal, and the seal
// are all that it takes: ids are made again from the bytes, and the seal vouches for the last of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/month.h"
#include "shared/wire/signed_message.h"

namespace phirap {

// As it is carried: CBOR [1, office, lineage, sequence of the first body, the operation id before it,
// [body, ...], seal], of one server's lineage; the first body is the receipt.
struct ReceiptProof {
    Office office;
    LineageId lineage;
    std::uint64_t sequence = 0;
    OperationId parent;
    std::vector<Bytes> bodies;
    Bytes seal;
};
[[nodiscard]] Bytes encode_receipt(const ReceiptProof& proof);

// What the server said: it received this submission of that office and mission's month.
struct ProvenReceipt {
    Office office;
    std::string mission;
    Month month;
    EntityId submission;  // the first 16 bytes of the submission operation's id
    std::int64_t received_ms = 0;
};
// Nothing unless the server with that key sealed it, and it is a receipt.
[[nodiscard]] std::optional<ProvenReceipt> check_receipt(BytesView bytes, const PublicKey& server);

// In a QR code: "PHIRAP-RECEIPT:1:" and the bytes in base32 (shared/wire/base32.h), all of it letters that QR
// packs closely (ISO/IEC 18004, alphanumeric mode).
[[nodiscard]] std::string receipt_text(BytesView bytes);
[[nodiscard]] std::optional<Bytes> receipt_bytes(std::string_view text);

}  // namespace phirap
