// How a store's tables grow from version to version: a list of SQL scripts that is only ever added to.
//
// The version is the number of scripts that ran (PRAGMA user_version), each in one transaction with the
// number that counts it. A store that a newer program wrote is refused and not touched: an older program
// cannot know what it would break.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "shared/core/result.h"
#include "shared/host/database.h"

namespace phirap {

struct Schema {
    // Four letters of the program's own (PRAGMA application_id), so that an agent's store is not opened
    // as a server's.
    std::uint32_t application_id = 0;
    std::span<const std::string_view> migrations;
};

// Brings the store up to this program's version. Keys: store_newer, store_foreign; store_older on a
// read-only connection, which cannot migrate. Throws StoreError.
[[nodiscard]] Result<void> migrate(Database& database, const Schema& schema);

}  // namespace phirap
