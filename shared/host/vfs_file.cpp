#include "shared/host/vfs_file.h"

#include <fcntl.h>
#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "shared/core/invariant.h"
#include "shared/host/file_descriptor.h"
#include "shared/host/store_error.h"

namespace phirap {
namespace {

std::string full_name(sqlite3_vfs& vfs, const std::filesystem::path& path) {
    std::vector<char> name(static_cast<std::size_t>(vfs.mxPathname) + 1);
    const int code = vfs.xFullPathname(&vfs, path.c_str(), static_cast<int>(name.size()), name.data());
    if (code != SQLITE_OK && code != SQLITE_OK_SYMLINK) {
        throw StoreError("open " + path.string(), path.string(), code, 0, "its name has no full form");
    }
    std::string full(name.data());
    full.append(3, '\0');  // where SQLite looks for parameters of a name, there are none
    return full;
}

}  // namespace

void VfsFile::Free::operator()(void* memory) const {
    sqlite3_free(memory);
}

VfsFile::VfsFile(const std::filesystem::path& path, const std::string& vfs)
    : path_(path), vfs_(sqlite3_vfs_find(vfs.empty() ? nullptr : vfs.c_str())) {
    invariant(vfs_ != nullptr, "the VFS of a file is the one of an open database");
    name_ = full_name(*vfs_, path);
    if (vfs.empty()) {
        const FileDescriptor made(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    }
    file_.reset(static_cast<sqlite3_file*>(sqlite3_malloc(vfs_->szOsFile)));
    if (file_ == nullptr) {
        throw StoreError("open " + path.string(), path.string(), SQLITE_NOMEM, 0, "out of memory");
    }
    std::fill_n(reinterpret_cast<unsigned char*>(file_.get()), vfs_->szOsFile, static_cast<unsigned char>(0));
    // Of SQLite's kinds of file the one that is neither locked nor named after a database.
    constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_SUPER_JOURNAL;
    int given = 0;
    const int code = vfs_->xOpen(vfs_, name_.c_str(), file_.get(), flags, &given);
    if (code != SQLITE_OK) {
        const int number = vfs_->xGetLastError == nullptr ? 0 : vfs_->xGetLastError(vfs_, 0, nullptr);
        throw StoreError("open " + path.string(), path.string(), code, number, "the file cannot be opened");
    }
    if ((given & SQLITE_OPEN_READONLY) != 0) {
        file_->pMethods->xClose(file_.get());
        throw StoreError("open " + path.string(), path.string(), SQLITE_READONLY, 0,
                         "the file can be read but not written");
    }
}

VfsFile::~VfsFile() {
    file_->pMethods->xClose(file_.get());
}

std::uint64_t VfsFile::size() const {
    sqlite3_int64 size = 0;
    check(file_->pMethods->xFileSize(file_.get(), &size), "measure");
    return static_cast<std::uint64_t>(size);
}

void VfsFile::read(std::uint64_t offset, std::span<std::uint8_t> into) const {
    invariant(into.size() <= std::numeric_limits<int>::max(), "a piece of a file fits an int");
    check(file_->pMethods->xRead(file_.get(), into.data(), static_cast<int>(into.size()),
                                 static_cast<sqlite3_int64>(offset)),
          "read");
}

void VfsFile::write(std::uint64_t offset, BytesView bytes) {
    invariant(bytes.size() <= std::numeric_limits<int>::max(), "a piece of a file fits an int");
    check(file_->pMethods->xWrite(file_.get(), bytes.data(), static_cast<int>(bytes.size()),
                                  static_cast<sqlite3_int64>(offset)),
          "write");
}

void VfsFile::truncate(std::uint64_t size) {
    check(file_->pMethods->xTruncate(file_.get(), static_cast<sqlite3_int64>(size)), "cut");
}

void VfsFile::sync() {
    check(file_->pMethods->xSync(file_.get(), SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY), "sync");
}

void VfsFile::check(int code, const char* doing) const {
    if (code == SQLITE_OK) {
        return;
    }
    int number = 0;
    file_->pMethods->xFileControl(file_.get(), SQLITE_FCNTL_LAST_ERRNO, &number);
    throw StoreError(doing + (" " + path_.string()), path_.string(), code, number, sqlite3_errstr(code));
}

}  // namespace phirap
