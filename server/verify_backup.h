// Verifying one backup as it lies there: its files against its manifest, its store as any other.
#pragma once

#include "server/backup_folder.h"
#include "server/verify.h"

namespace phirap::server {

// Whatever cannot be read of it is a fault, too. Throws StoreError when not even its folder can.
[[nodiscard]] Verified verify_backup(const KeptBackup& backup, Clock& clock, Chance& chance,
                                     const GoOn& go_on);

}  // namespace phirap::server
