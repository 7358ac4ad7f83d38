// Restoring: a server's folder made anew from a backup (sync-rules 18).
//
// Everything is put under `restoring/` first; the store itself gets its name last, so that a restore that
// was cut short is never taken for a server, and is begun again by the same command. The restored server
// is known by its old id and key, and begins a new epoch and new lineages of its own: agents notice, and
// bring back what it lacks.
#pragma once

#include <filesystem>

#include "server/backup_folder.h"
#include "server/progress.h"
#include "shared/core/clock.h"

namespace phirap::server {

inline constexpr const char* restoring_folder = "restoring";

// Whether a restore began in this folder and did not end.
[[nodiscard]] bool is_half_restored(const std::filesystem::path& data);

struct RestoreJob {
    std::filesystem::path backup;  // one, or a folder of them: then its newest whole one
    std::filesystem::path data;    // made if it is not there; must hold no server
    Clock& clock;
    Chance& chance;
};

struct Restored {
    KeptBackup from;
    Epoch epoch;
    std::uint64_t pictures = 0;          // with those that came into the folder after this backup
    std::uint64_t pictures_damaged = 0;  // in the backup's folder: left out, offices send them again
    std::uint64_t codes_voided = 0;
};

// Errors: no_backup, backup_manifest_bad, backup_newer, backup_file_other {file}; restore_over_server
// {folder}; restore_stopped; those of DataFolder::open. Throws StoreError when a disk is in trouble.
[[nodiscard]] Result<Restored> restore_server(const RestoreJob& job, const GoOn& go_on);

}  // namespace phirap::server
