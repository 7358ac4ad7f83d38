// A file beside a database, on the same disk as SQLite sees it: through the VFS that the database uses.
//
// So whatever is done to that disk in a test (power cut, failing writes, no room) is done to this file too,
// and the real program gets SQLite's knowledge of disks with it: fdatasync where that is enough, the folder
// synced with a new file, short writes gone on with. Every function throws StoreError.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "shared/core/bytes.h"

struct sqlite3_file;
struct sqlite3_vfs;

namespace phirap {

class VfsFile {
  public:
    // Makes the file, for its owner alone, unless it is there. `vfs` as in DatabaseOptions.
    VfsFile(const std::filesystem::path& path, const std::string& vfs);
    ~VfsFile();
    VfsFile(const VfsFile&) = delete;
    VfsFile& operator=(const VfsFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::uint64_t size() const;
    // All of it: reading past the end is an error.
    void read(std::uint64_t offset, std::span<std::uint8_t> into) const;
    void write(std::uint64_t offset, BytesView bytes);
    void truncate(std::uint64_t size);
    // What was written is on the disk when this returns.
    void sync();

  private:
    struct Free {
        void operator()(void* memory) const;
    };
    void check(int code, const char* doing) const;

    std::filesystem::path path_;
    std::string name_;  // as SQLite wants it: absolute, and there as long as the file is open
    sqlite3_vfs* vfs_;
    std::unique_ptr<sqlite3_file, Free> file_;
};

}  // namespace phirap
