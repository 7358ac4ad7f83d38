// A folder of backups. "S3-style path later": whatever takes its place keeps these promises.
//
//     evidence/OFFICE/ab/abcd...   pictures, each once, for all backups in the folder; never removed
//     2026-11-24T193000Z/          one backup, whole: manifest.json (server/backup_manifest.h), server.db,
//                                  server.key, tls.crt, tls.key, server.toml; named by the time in UTC
//     .unfinished-...              one that was cut short, swept by the next
//     lock                         one process at a time
#pragma once

#include <filesystem>
#include <vector>

#include "server/backup_manifest.h"
#include "shared/core/digest.h"

namespace phirap::server {

inline constexpr const char* manifest_name = "manifest.json";
inline constexpr const char* backup_evidence = "evidence";
inline constexpr const char* unfinished_backup = ".unfinished-";

struct KeptBackup {
    std::filesystem::path path;
    BackupManifest manifest;
};

// Oldest first. Folders whose manifest cannot be read are none of them.
[[nodiscard]] std::vector<KeptBackup> backups_in(const std::filesystem::path& folder);
// `path` itself when it is a backup, else the newest whole one in it. Errors: no_backup {folder}, those of
// the manifest.
[[nodiscard]] Result<KeptBackup> backup_at(const std::filesystem::path& path);

// Keeps the newest `keep` whole ones, at least one, and of those that are not whole the one that is newer
// than they. Gives how many went. Throws StoreError.
std::size_t prune_backups(const std::filesystem::path& folder, std::size_t keep);
void sweep_unfinished(const std::filesystem::path& folder);

// BLAKE2b-256 of a file, read from the disk and not from the memory that was written through. Throws
// StoreError.
struct FileDigest {
    std::uint64_t bytes = 0;
    Digest digest;
};
[[nodiscard]] FileDigest digest_of_file(const std::filesystem::path& file);

}  // namespace phirap::server
