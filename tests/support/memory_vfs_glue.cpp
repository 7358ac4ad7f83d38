#include "tests/support/memory_vfs_glue.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "tests/support/unfailing_memory.h"

namespace phirap {
namespace {

using Glue = MemoryVfs::Glue;
using Open = MemoryVfs::Open;

// 1970-01-01T00:00Z as a Julian day, in milliseconds.
constexpr sqlite3_int64 unix_epoch_julian_ms = 210'866'760'000'000;

const sqlite3_io_methods methods = {2,
                                    Glue::close,
                                    Glue::read,
                                    Glue::write,
                                    Glue::truncate,
                                    Glue::sync,
                                    Glue::file_size,
                                    Glue::lock,
                                    Glue::unlock,
                                    Glue::check_reserved,
                                    Glue::control,
                                    Glue::sector_size,
                                    Glue::characteristics,
                                    Glue::map_index,
                                    Glue::lock_index,
                                    Glue::index_barrier,
                                    Glue::unmap_index,
                                    nullptr,
                                    nullptr};

Open& open_of(sqlite3_file* file) {
    return *reinterpret_cast<Glue::Handle*>(file)->open;
}
MemoryVfs& disk_of(sqlite3_vfs* vfs) {
    return *static_cast<MemoryVfs*>(vfs->pAppData);
}

}  // namespace

sqlite3_vfs MemoryVfs::Glue::table(MemoryVfs& disk) {
    sqlite3_vfs vfs{};
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(Handle);
    vfs.mxPathname = 512;
    vfs.zName = disk.name_.c_str();
    vfs.pAppData = &disk;
    vfs.xOpen = open;
    vfs.xDelete = remove;
    vfs.xAccess = access;
    vfs.xFullPathname = full_path;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleep;
    vfs.xCurrentTime = now_days;
    vfs.xGetLastError = last_error;
    vfs.xCurrentTimeInt64 = now;
    return vfs;
}

int MemoryVfs::Glue::failed(MemoryVfs& disk, int code) {
    disk.last_errno_ = disk.read_only_ ? EROFS : (code & 0xff) == SQLITE_FULL ? ENOSPC : EIO;
    return code;
}

int MemoryVfs::Glue::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    const UnfailingMemory spared;
    MemoryVfs& disk = disk_of(vfs);
    file->pMethods = nullptr;  // tells SQLite not to close what was not opened
    const std::string_view called = name == nullptr ? "" : name;
    if (const int code = disk.attempt(DiskOperation::open, called); code != SQLITE_OK) {
        return failed(disk, code);
    }
    std::shared_ptr<File> found;
    if (name == nullptr) {
        found = std::make_shared<File>();
    } else if (const auto at = disk.files_.find(std::string_view(name)); at != disk.files_.end()) {
        found = at->second;
    } else if ((flags & SQLITE_OPEN_CREATE) == 0 || disk.is_read_only(called)) {
        return failed(disk, SQLITE_CANTOPEN);
    } else {
        found = std::make_shared<File>();
        disk.files_.emplace(name, found);
    }
    auto open = std::make_unique<Open>();
    open->disk = &disk;
    open->name = called;
    open->file = std::move(found);
    open->delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    if (out_flags != nullptr) {
        constexpr int writing = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        *out_flags = disk.is_read_only(called) ? (flags & ~writing) | SQLITE_OPEN_READONLY : flags;
    }
    disk.open_.insert(open.get());
    file->pMethods = &methods;
    reinterpret_cast<Handle*>(file)->open = open.release();
    return SQLITE_OK;
}

int MemoryVfs::Glue::remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    const UnfailingMemory spared;
    MemoryVfs& disk = disk_of(vfs);
    if (const int code = disk.attempt(DiskOperation::remove, name); code != SQLITE_OK) {
        return failed(disk, code);
    }
    const auto at = disk.files_.find(std::string_view(name));
    if (at == disk.files_.end()) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    if (disk.is_read_only(name)) {
        return failed(disk, SQLITE_IOERR_DELETE);
    }
    if (sync_folder != 0) {
        disk.ghosts_.erase(at->first);
    } else if (at->second->name_is_durable) {
        disk.ghosts_[at->first] = at->second;
    }
    disk.files_.erase(at);
    return SQLITE_OK;
}

// As on Unix, an empty file counts as none.
int MemoryVfs::Glue::access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
    MemoryVfs& disk = disk_of(vfs);
    const auto at = disk.files_.find(std::string_view(name));
    const bool exists =
        at != disk.files_.end() && (flags != SQLITE_ACCESS_EXISTS || !at->second->bytes.current().empty());
    *result = exists && (flags != SQLITE_ACCESS_READWRITE || !disk.is_read_only(name)) ? 1 : 0;
    return SQLITE_OK;
}

int MemoryVfs::Glue::full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

int MemoryVfs::Glue::randomness(sqlite3_vfs* vfs, int size, char* out) {
    disk_of(vfs).chance_.fill({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)});
    return size;
}

int MemoryVfs::Glue::now(sqlite3_vfs* vfs, sqlite3_int64* julian_ms) {
    *julian_ms = unix_epoch_julian_ms + disk_of(vfs).wall_ms_;
    return SQLITE_OK;
}

int MemoryVfs::Glue::now_days(sqlite3_vfs* vfs, double* julian_days) {
    sqlite3_int64 julian_ms = 0;
    now(vfs, &julian_ms);
    *julian_days = static_cast<double>(julian_ms) / 86'400'000.0;
    return SQLITE_OK;
}

// Nobody waits: SQLite counts its busy timeout from what it was told it slept.
int MemoryVfs::Glue::sleep(sqlite3_vfs*, int us) {
    return us;
}

int MemoryVfs::Glue::last_error(sqlite3_vfs* vfs, int, char*) {
    return disk_of(vfs).last_errno_;
}

int MemoryVfs::Glue::close(sqlite3_file* file) {
    const UnfailingMemory spared;
    const std::unique_ptr<Open> open(&open_of(file));
    open->close_index();
    open->unlock(SQLITE_LOCK_NONE);
    if (open->delete_on_close && !open->is_lost) {
        open->disk->files_.erase(open->name);
    }
    open->disk->open_.erase(open.get());
    return SQLITE_OK;
}

int MemoryVfs::Glue::read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
    const UnfailingMemory spared;
    Open& open = open_of(file);
    const int code = open.is_lost ? SQLITE_IOERR_READ : open.disk->attempt(DiskOperation::read, open.name);
    if (code != SQLITE_OK) {
        return failed(*open.disk, code);
    }
    const Bytes& bytes = open.file->bytes.current();
    const auto from = std::min(static_cast<std::size_t>(offset), bytes.size());
    const auto wanted = static_cast<std::size_t>(size);
    const std::size_t there = std::min(wanted, bytes.size() - from);
    if (there > 0) {
        std::memcpy(into, bytes.data() + from, there);
    }
    std::memset(static_cast<char*>(into) + there, 0, wanted - there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int MemoryVfs::Glue::write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    const UnfailingMemory spared;
    Open& open = open_of(file);
    MemoryVfs& disk = *open.disk;
    if (open.is_lost || disk.is_read_only(open.name)) {
        return failed(disk, SQLITE_IOERR_WRITE);
    }
    BytesView bytes(static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(size));
    MemoryFile& to = open.file->bytes;
    const auto at = static_cast<std::size_t>(offset);
    int code = disk.attempt(DiskOperation::write, open.name);
    const std::size_t end = at + bytes.size();
    const std::size_t longer = end > to.current().size() ? end - to.current().size() : 0;
    if (code == SQLITE_OK && longer > 0 && disk.disk_bytes_ && disk.is_faulty(open.name) &&
        disk.used_bytes(disk.faulty_folder_) + longer > *disk.disk_bytes_) {
        code = SQLITE_FULL;
    } else if (code != SQLITE_OK) {
        const std::size_t sectors = bytes.size() / MemoryFile::sector_bytes;
        to.write(at, bytes.first(disk.chance_.below(sectors + 1) * MemoryFile::sector_bytes));
    } else {
        to.write(at, bytes);
    }
    return code == SQLITE_OK ? code : failed(disk, code);
}

int MemoryVfs::Glue::truncate(sqlite3_file* file, sqlite3_int64 size) {
    const UnfailingMemory spared;
    Open& open = open_of(file);
    const int code = open.is_lost || open.disk->is_read_only(open.name)
                         ? SQLITE_IOERR_TRUNCATE
                         : open.disk->attempt(DiskOperation::truncate, open.name);
    if (code != SQLITE_OK) {
        return failed(*open.disk, code);
    }
    open.file->bytes.truncate(static_cast<std::size_t>(size));
    return SQLITE_OK;
}

int MemoryVfs::Glue::sync(sqlite3_file* file, int) {
    const UnfailingMemory spared;
    Open& open = open_of(file);
    const int code = open.is_lost ? SQLITE_IOERR_FSYNC : open.disk->attempt(DiskOperation::sync, open.name);
    if (code != SQLITE_OK) {
        if (!open.is_lost && open.disk->failed_sync_drops_) {
            open.file->bytes.forget_unsynced(open.disk->chance_);
        }
        return failed(*open.disk, code);
    }
    if (open.disk->lying_folder_ && open.name.starts_with(*open.disk->lying_folder_)) {
        return SQLITE_OK;
    }
    open.file->bytes.sync();
    if (!open.file->name_is_durable) {
        open.disk->sync_folder_of(open.name);
    }
    return SQLITE_OK;
}

int MemoryVfs::Glue::file_size(sqlite3_file* file, sqlite3_int64* size) {
    Open& open = open_of(file);
    *size = static_cast<sqlite3_int64>(open.file->bytes.current().size());
    return open.is_lost ? failed(*open.disk, SQLITE_IOERR_FSTAT) : SQLITE_OK;
}

int MemoryVfs::Glue::lock(sqlite3_file* file, int level) {
    return open_of(file).lock(level);
}

int MemoryVfs::Glue::unlock(sqlite3_file* file, int level) {
    open_of(file).unlock(level);
    return SQLITE_OK;
}

int MemoryVfs::Glue::check_reserved(sqlite3_file* file, int* result) {
    *result = open_of(file).file->reserved != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int MemoryVfs::Glue::control(sqlite3_file* file, int operation, void* argument) {
    if (operation != SQLITE_FCNTL_LAST_ERRNO) {
        return SQLITE_NOTFOUND;
    }
    *static_cast<int*>(argument) = open_of(file).disk->last_errno_;
    return SQLITE_OK;
}

int MemoryVfs::Glue::sector_size(sqlite3_file*) {
    return static_cast<int>(MemoryFile::sector_bytes);
}

int MemoryVfs::Glue::characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int MemoryVfs::Glue::map_index(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    const UnfailingMemory spared;
    Open& open = open_of(file);
    *out = nullptr;
    if (open.is_lost) {
        return failed(*open.disk, SQLITE_IOERR_SHMMAP);
    }
    if (!open.index) {
        open.index = open.file->index.lock();
    }
    if (!open.index) {
        open.index = std::make_shared<SharedIndex>();
        open.file->index = open.index;
    }
    auto& regions = open.index->regions;
    const auto wanted = static_cast<std::size_t>(region);
    while (extend != 0 && regions.size() <= wanted) {
        regions.push_back(std::make_unique<Bytes>(static_cast<std::size_t>(size)));
    }
    if (wanted < regions.size()) {
        *out = regions[wanted]->data();
    }
    return SQLITE_OK;
}

int MemoryVfs::Glue::lock_index(sqlite3_file* file, int first, int count, int flags) {
    Open& open = open_of(file);
    if ((flags & SQLITE_SHM_LOCK) != 0) {
        return open.lock_index(first, count, flags);
    }
    open.unlock_index(first, count, flags);
    return SQLITE_OK;
}

void MemoryVfs::Glue::index_barrier(sqlite3_file*) {}

int MemoryVfs::Glue::unmap_index(sqlite3_file* file, int) {
    open_of(file).close_index();
    return SQLITE_OK;
}

}  // namespace phirap
