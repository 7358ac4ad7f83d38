// The oracle of one office: what the server holds of it, against what the ledger knows.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "server/server_store.h"
#include "tests/simulation/ledger.h"

namespace phirap::simulation {

struct OfficeFindings {
    std::vector<std::string> broken;
    std::size_t confirmed = 0;
    std::set<OperationId> lost;  // what is saved, not destroyed, and not here
};
[[nodiscard]] OfficeFindings look_at_office(const Ledger& ledger, server::ServerStore& server,
                                            const Office& office);

}  // namespace phirap::simulation
