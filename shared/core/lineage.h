// A lineage: one unbroken run of operations by one writer, chained by hash.
#pragma once

#include "shared/core/digest.h"
#include "shared/core/operation.h"

namespace phirap {

// Where a lineage lives: its first operation's parent is the digest of this, so that a run cannot be
// carried to another server, office or writer.
struct LineageRoot {
    WriterId server;
    Office office;
    WriterId writer;
    LineageId lineage;

    bool operator==(const LineageRoot&) const = default;
};

// BLAKE2b-256 over: the 16 bytes of server, one byte length of office, office, writer, lineage.
[[nodiscard]] OperationId root_id(const LineageRoot& root);

// BLAKE2b-256(parent id, body).
[[nodiscard]] OperationId operation_id(const OperationId& parent, BytesView body);

}  // namespace phirap
