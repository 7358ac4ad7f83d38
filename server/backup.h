// Backing up: a whole copy of the server, made while it serves.
//
// The store is copied as it stood at one moment, then the pictures that it names (each once in the folder),
// keys, certificate and settings. All of it is read back and worked out again before it gets its name: a
// backup that has one was whole. Whatever goes wrong before leaves nothing that could be taken for one.
#pragma once

#include <filesystem>
#include <vector>

#include "server/audit.h"
#include "server/backup_folder.h"
#include "server/centre.h"
#include "server/progress.h"
#include "shared/host/data_folder.h"

namespace phirap::server {

struct BackupJob {
    std::filesystem::path data;    // the server's folder; only read
    std::filesystem::path config;  // the settings that it goes by; "" or not there: none
    std::filesystem::path folder;  // where backups lie
    const SigningKey& key;
    Clock& clock;
    Chance& chance;
    // Whether the folder is made when it is not there. Nobody asked a person: the disk may not be mounted.
    DataFolder::Missing missing = DataFolder::Missing::make_it;
};

struct BackupMade {
    std::filesystem::path path;
    BackupManifest manifest;
    // What was wrong with the store already. Then the backup is kept beside the others and stands in for
    // none.
    std::vector<AuditFault> faults;
};

// Needs no writing connection, and may run in another process than the server. Errors: backup_in_data,
// backup_over_data, backup_folder_is_server {folder}; those of DataFolder::open on the folder;
// backup_stopped; backup_not_faithful {what}. Throws StoreError when a disk is in trouble.
[[nodiscard]] Result<BackupMade> make_backup(const BackupJob& job, const GoOn& go_on);

// The last backup that was verified, as the store remembers it.
struct LastBackup {
    std::int64_t made_ms = 0;
    std::string folder;  // of that backup
    std::int64_t bytes = 0;
    std::int64_t operations = 0;
    std::int64_t pictures = 0;
};
[[nodiscard]] std::optional<LastBackup> last_backup(Database& database);

// Tells the store that a backup was verified: from now on its pictures are archived, and those that it found
// lost are not held any more, so that agents send them again.
// Some hundred a transaction. Errors: those of the manifest; backup_of_another {folder}; backup_not_whole
// {folder}.
[[nodiscard]] Result<void> note_backup(Centre& centre, const std::filesystem::path& backup);

}  // namespace phirap::server
