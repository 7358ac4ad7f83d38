#include "shared/host/store_error.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace phirap {
namespace {

StoreTrouble trouble_of(int code, int system_errno) {
    // SQLite says "I/O error" or "cannot open" where a file could not be made or lengthened, and the
    // shared-memory file is only ever lengthened: there a full disk is all that it can mean.
    if (system_errno == ENOSPC || system_errno == EDQUOT || code == SQLITE_IOERR_SHMSIZE) {
        return StoreTrouble::disk_full;
    }
    if (system_errno == EROFS || system_errno == EACCES || system_errno == EPERM) {
        return StoreTrouble::read_only;
    }
    switch (code & 0xff) {
        case SQLITE_FULL:
            return StoreTrouble::disk_full;
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return StoreTrouble::read_only;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return StoreTrouble::corrupt;
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
            return StoreTrouble::io;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return StoreTrouble::busy;
        default:
            return StoreTrouble::other;
    }
}

}  // namespace

StoreError::StoreError(std::string doing, std::string file, int code, int system_errno,
                       std::string_view reason)
    : std::runtime_error(fmt::format("{}: {} (sqlite {}, errno {})", doing, reason, code, system_errno)),
      doing_(std::move(doing)),
      file_(std::move(file)),
      code_(code),
      trouble_(trouble_of(code, system_errno)) {}

StoreError StoreError::from_errno(std::string doing, std::string file, int system_errno) {
    const int code = system_errno == EIO ? SQLITE_IOERR : SQLITE_OK;
    return {std::move(doing), std::move(file), code, system_errno, std::strerror(system_errno)};
}

StoreError StoreError::perhaps_saved() const {
    StoreError same = *this;
    same.perhaps_saved_ = true;
    return same;
}

std::string StoreError::key() const {
    if (perhaps_saved_) {
        return "store_perhaps_saved";
    }
    switch (trouble_) {
        case StoreTrouble::disk_full:
            return "store_disk_full";
        case StoreTrouble::read_only:
            return "store_read_only";
        case StoreTrouble::corrupt:
            return "store_corrupt";
        case StoreTrouble::io:
            return "store_io";
        case StoreTrouble::busy:
            return "store_busy";
        case StoreTrouble::other:
            break;
    }
    return "store_other";
}

}  // namespace phirap
