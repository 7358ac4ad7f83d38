// A frame: a run of one lineage's operations, deflated, and the seal of the last of them.
//
// The seal vouches for that operation and, through the chain of hashes, for all its ancestors; so it does
// not matter who carries the frame. Anyone who holds the operations and a seal can make it again.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "shared/core/lineage.h"
#include "shared/core/result.h"
#include "shared/wire/signed_message.h"

namespace phirap {

// What can be read without inflating.
struct FrameHeader {
    WriterId writer;
    LineageId lineage;
    std::uint64_t first = 0;      // sequence of the first operation, 1 and up
    OperationName parent = 0;     // names the operation before it, or the lineage's root
    std::uint64_t count = 0;      // 1 to limits::frame_operations_max
    std::uint64_t raw_bytes = 0;  // at most limits::frame_raw_bytes_max
    bool with_history = false;    // inflating needs the parent's history

    bool operator==(const FrameHeader&) const = default;
};

struct Frame {
    FrameHeader header;
    Bytes deflated;
    Bytes seal;  // COSE_Sign1, detached: seal_payload() of the last operation

    bool operator==(const Frame&) const = default;
};

// What a seal signs: server, office, lineage, n, id(n).
[[nodiscard]] Bytes seal_payload(const LineageRoot& root, std::uint64_t sequence, const OperationId& id);
[[nodiscard]] Bytes make_seal(const SigningKey& key, const LineageRoot& root, std::uint64_t sequence,
                              const OperationId& id);
[[nodiscard]] bool seal_holds(BytesView seal, const LineageRoot& root, std::uint64_t sequence,
                              const OperationId& id, const PublicKey& key);

// Packs bodies (first to last) behind `parent`. `history`: the last limits::history_bytes_max bytes of the
// exact bodies of the parent and its ancestors, in order, laid end to end; nothing to go without.
[[nodiscard]] Frame pack_frame(const FrameHeader& run, std::span<const BytesView> bodies, BytesView history,
                               Bytes seal);

// The bodies; Error (damaged) when inflating, the count or a length does not agree.
[[nodiscard]] Result<std::vector<Bytes>> unpack_frame(const Frame& frame, BytesView history);

[[nodiscard]] Bytes encode_frame(const Frame& frame);
// Nothing for bytes that are no frame within the limits.
[[nodiscard]] std::optional<Frame> decode_frame(BytesView bytes);

}  // namespace phirap
