// What a backup says of itself: a small JSON file beside what it speaks of.
//
// It is written last, after all else was read back, so a folder that has one was whole then. A reader
// believes nothing of it that it does not work out again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/result.h"

namespace phirap::server {

// One office's part of the store, to be compared with what the copy really holds.
struct BackedUpOffice {
    Office office;
    std::uint64_t position = 0;  // of its feed's last operation
    Digest chain;                // over the ids up to there
    std::uint64_t pictures = 0;
    std::uint64_t picture_bytes = 0;

    bool operator==(const BackedUpOffice&) const = default;
};

struct BackedUpFile {
    std::string name;  // one of Files
    std::uint64_t bytes = 0;
    Digest digest;  // BLAKE2b-256

    bool operator==(const BackedUpFile&) const = default;
};

struct MissingPicture {
    Office office;
    Sha256 sha256;

    bool operator==(const MissingPicture&) const = default;
};

struct BackupManifest {
    std::string program;  // the version that made it
    std::int64_t schema = 0;
    std::int64_t made_ms = 0;  // the server's clock when the copy began
    WriterId server;
    std::string mission;
    std::vector<BackedUpFile> files;
    std::vector<BackedUpOffice> offices;
    std::uint64_t operations = 0;
    // What was wrong with the store already when it was copied: such a backup is kept, and stands in for no
    // other.
    std::uint64_t faults = 0;
    // Pictures that the store named and no disk here had whole; the copy does not name them. At most
    // missing_max are listed.
    std::uint64_t pictures_missing = 0;
    std::vector<MissingPicture> missing;

    bool operator==(const BackupManifest&) const = default;
    [[nodiscard]] bool is_whole() const { return faults == 0; }
    [[nodiscard]] std::uint64_t pictures() const;
    [[nodiscard]] std::uint64_t bytes() const;  // pictures included
};

inline constexpr std::size_t manifest_bytes_max = 8 * 1024 * 1024;
inline constexpr std::size_t missing_max = 10'000;

[[nodiscard]] std::string to_json(const BackupManifest& manifest);
// Errors: backup_manifest_bad {where}; backup_newer {program} when a later version wrote it.
[[nodiscard]] Result<BackupManifest> manifest_from_json(std::string_view text);

}  // namespace phirap::server
