// Inside of the memory disk: what SQLite's locks know of a file, and one open handle on it.
// Locks as in https://www.sqlite.org/lockingv3.html and, for the log's index,
// https://www.sqlite.org/walformat.html
#pragma once

#include <sqlite3.h>

#include <array>
#include <memory>
#include <vector>

#include "tests/support/memory_file.h"
#include "tests/support/memory_vfs.h"

namespace phirap {

// The shared-memory index of a log: heap pages, gone when the last handle lets go of them.
struct SharedIndex {
    std::vector<std::unique_ptr<Bytes>> regions;
    std::array<int, SQLITE_SHM_NLOCK> shared{};
    std::array<const MemoryVfs::Open*, SQLITE_SHM_NLOCK> exclusive{};
};

struct MemoryVfs::File {
    MemoryFile bytes;
    bool name_is_durable = false;  // the folder's entry was synced
    int shared = 0;
    const Open* reserved = nullptr;
    const Open* pending = nullptr;
    std::weak_ptr<SharedIndex> index;
};

struct MemoryVfs::Open {
    MemoryVfs* disk = nullptr;
    std::string name;
    std::shared_ptr<File> file;
    std::shared_ptr<SharedIndex> index;
    bool is_lost = false;  // its machine lost power, or its process was killed
    bool delete_on_close = false;
    int level = SQLITE_LOCK_NONE;
    std::array<bool, SQLITE_SHM_NLOCK> index_shared{};
    std::array<bool, SQLITE_SHM_NLOCK> index_exclusive{};

    int lock(int wanted);
    void unlock(int wanted);
    int lock_index(int first, int count, int flags);
    void unlock_index(int first, int count, int flags);
    void close_index();
};

}  // namespace phirap
