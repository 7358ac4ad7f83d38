// Whole files: read under a bound, written so that after a power cut the old or the new one is there,
// never half of one.
//
// What a person named wrongly (no such file, too large) comes back as an Error; a disk that is full,
// read-only or failing is thrown as StoreError, as from a database.
#pragma once

#include <cstdint>
#include <filesystem>

#include "shared/core/bytes.h"
#include "shared/core/result.h"

namespace phirap {

// Keys: file_not_found, file_too_large, file_unreadable. Follows links; takes regular files and pipes.
[[nodiscard]] Result<Bytes> read_file(const std::filesystem::path& path, std::size_t bytes_max);

// Temporary beside it, fsync, rename, fsync of the folder. `mode` holds from the first byte on. Key
// folder_not_found when there is no such folder.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, BytesView bytes,
                                      unsigned mode = 0644);

// Throw StoreError. The folder "" is the current one.
void sync_file(const std::filesystem::path& path);
void sync_folder(const std::filesystem::path& folder);

// Bytes that this user can still write where `folder` stands.
[[nodiscard]] std::uint64_t free_bytes(const std::filesystem::path& folder);

}  // namespace phirap
