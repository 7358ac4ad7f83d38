#include "tests/support/memory_vfs_open.h"

#include <algorithm>

namespace phirap {

int MemoryVfs::Open::lock(int wanted) {
    if (is_lost) {
        return SQLITE_IOERR_LOCK;
    }
    if (wanted <= level) {
        return SQLITE_OK;
    }
    if (level == SQLITE_LOCK_NONE) {
        if (file->pending != nullptr) {
            return SQLITE_BUSY;
        }
        ++file->shared;
        level = SQLITE_LOCK_SHARED;
    }
    if (wanted >= SQLITE_LOCK_RESERVED) {
        if (file->reserved != nullptr && file->reserved != this) {
            return SQLITE_BUSY;
        }
        file->reserved = this;
        level = std::max(level, SQLITE_LOCK_RESERVED);
    }
    if (wanted == SQLITE_LOCK_EXCLUSIVE) {
        file->pending = this;
        level = SQLITE_LOCK_PENDING;
        if (file->shared > 1) {
            return SQLITE_BUSY;
        }
        level = SQLITE_LOCK_EXCLUSIVE;
    }
    return SQLITE_OK;
}

void MemoryVfs::Open::unlock(int wanted) {
    if (wanted >= level) {
        return;
    }
    if (file->reserved == this) {
        file->reserved = nullptr;
    }
    if (file->pending == this) {
        file->pending = nullptr;
    }
    if (wanted == SQLITE_LOCK_NONE) {
        --file->shared;
    }
    level = wanted;
}

int MemoryVfs::Open::lock_index(int first, int count, int flags) {
    if (is_lost) {
        return SQLITE_IOERR_SHMLOCK;
    }
    const bool wants_shared = (flags & SQLITE_SHM_SHARED) != 0;
    for (auto at = static_cast<std::size_t>(first); at < static_cast<std::size_t>(first + count); ++at) {
        const bool others_exclusive = index->exclusive[at] != nullptr && index->exclusive[at] != this;
        const bool others_shared = index->shared[at] > (index_shared[at] ? 1 : 0);
        if (others_exclusive || (!wants_shared && others_shared)) {
            return SQLITE_BUSY;
        }
    }
    for (auto at = static_cast<std::size_t>(first); at < static_cast<std::size_t>(first + count); ++at) {
        if (!wants_shared) {
            index->exclusive[at] = this;
            index_exclusive[at] = true;
        } else if (!index_shared[at]) {
            ++index->shared[at];
            index_shared[at] = true;
        }
    }
    return SQLITE_OK;
}

void MemoryVfs::Open::unlock_index(int first, int count, int flags) {
    for (auto at = static_cast<std::size_t>(first); at < static_cast<std::size_t>(first + count); ++at) {
        if ((flags & SQLITE_SHM_EXCLUSIVE) != 0 && index_exclusive[at]) {
            index->exclusive[at] = nullptr;
            index_exclusive[at] = false;
        }
        if ((flags & SQLITE_SHM_SHARED) != 0 && index_shared[at]) {
            --index->shared[at];
            index_shared[at] = false;
        }
    }
}

void MemoryVfs::Open::close_index() {
    if (index) {
        unlock_index(0, SQLITE_SHM_NLOCK, SQLITE_SHM_EXCLUSIVE);
        unlock_index(0, SQLITE_SHM_NLOCK, SQLITE_SHM_SHARED);
        index.reset();
    }
}

}  // namespace phirap
