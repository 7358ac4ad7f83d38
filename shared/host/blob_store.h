// Pictures on disk, each named by the SHA-256 of its bytes: `ab/abcdef...` under one folder.
//
// The name says what must be inside, so the same picture is stored once, putting it twice changes nothing,
// and a damaged file is known for what it is. What put() and adopt() have named is there after a power cut,
// whole: bytes first, then the name. What they had not named yet is absent, or lies under another name as
// `new-...` until remove_unfinished().
//
// A disk that is full, read-only or failing is thrown as StoreError; nothing half-written then bears a name.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "shared/core/digest.h"
#include "shared/core/result.h"

namespace phirap {

// Of all that an open file holds. Error: file_unreadable.
[[nodiscard]] Result<Sha256> sha256_of_file(int file);

class BlobStore {
  public:
    // The folder is made at the first put, with every folder above it that is missing (mode 0700).
    explicit BlobStore(std::filesystem::path folder);

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    // A copy of what is there under the name already is kept if it is whole, replaced if it is damaged.
    Sha256 put(BytesView bytes);
    // From an open file, read from its beginning, as much as there is. Error: file_too_large {file: `called`,
    // bytes_max}, file_unreadable {file}.
    [[nodiscard]] Result<Sha256> put_file(int file, std::uint64_t bytes_max, std::string_view called);
    // Moves a finished file of the same file system here, or removes it where the same is here already.
    // Error: blob_damaged {name, folder} when its bytes have another name; the file then stays where it is.
    [[nodiscard]] Result<void> adopt(const std::filesystem::path& finished, const Sha256& name);

    // Where it is, or would be.
    [[nodiscard]] std::filesystem::path path(const Sha256& name) const;
    [[nodiscard]] bool has(const Sha256& name) const { return size(name).has_value(); }
    // In bytes; nothing when it is not here.
    [[nodiscard]] std::optional<std::uint64_t> size(const Sha256& name) const;
    // At most `count` bytes from `offset` on; fewer at the end, none past it. Error: blob_missing.
    [[nodiscard]] Result<Bytes> read(const Sha256& name, std::uint64_t offset, std::size_t count) const;
    // Reads all of it: is it still what its name says? Errors: blob_missing, blob_damaged.
    [[nodiscard]] Result<void> check(const Sha256& name) const;
    // Nothing happens where there is none.
    void remove(const Sha256& name);

    // Sorted.
    [[nodiscard]] std::vector<Sha256> names() const;
    // What a crash left behind, if nobody has written to it for so long; others may be putting meanwhile.
    void remove_unfinished(std::chrono::seconds untouched_for);

  private:
    [[nodiscard]] Error trouble(ErrorKind kind, const char* key, const Sha256& name) const;
    [[nodiscard]] std::filesystem::path room_for(const Sha256& name);
    void take(const std::filesystem::path& finished, const Sha256& name);

    std::filesystem::path folder_;
};

}  // namespace phirap
