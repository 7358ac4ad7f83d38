// What is kept and does not count, and why; and finding one operation by the beginning of its id.
#pragma once

#include <string>
#include <vector>

#include "server/server_store.h"
#include "shared/core/result.h"

namespace phirap::server {

struct KeptApart {
    Office office;
    std::string scope;  // "click-chumchon/2024-04"; "" of the office itself
    OperationId id;
    WriterId writer;
    std::optional<HybridTime> time;  // nothing for bytes that cannot be read
    std::string author;
    std::string reason;  // a key of the catalogue
};
[[nodiscard]] std::vector<KeptApart> quarantine_of(const ServerStore& store, const Office& office);

// The operation of the office whose id begins so. Error: operation_unknown {id}, also when two do.
[[nodiscard]] Result<OperationId> operation_asked(const ServerStore& store, const Office& office,
                                                  const std::string& typed);

}  // namespace phirap::server
