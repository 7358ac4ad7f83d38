// The calls of this program that change files, before the C library's: those in the folder of the picture
// disk at hand are told to it, or fail as it says. All others go through.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "tests/simulation/picture_disk.h"

namespace phirap::simulation {
namespace {

template <typename Function>
Function* next_of(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

int failed(int error) {
    errno = error;
    return -1;
}

// The disk that this open file is of.
PictureDisk* disk_of(int file) {
    PictureDisk* disk = PictureDisk::at_hand();
    return disk != nullptr && disk->is_open(file) ? disk : nullptr;
}

int attempt_at(PictureDisk& disk, int file, bool writes) {
    const int error = disk.attempt(std::string(disk.name_of(file)), writes);
    return error == 0 && disk.is_dead(file) ? EIO : error;
}

int sync_of(int file, const char* name) {
    PictureDisk* disk = disk_of(file);
    if (disk == nullptr) {
        return next_of<int(int)>(name)(file);
    }
    if (const int error = disk->attempt_sync(file); error != 0) {
        return failed(error);
    }
    disk->synced(file);
    return 0;
}

int unlink_by(const char* name, const char* call) {
    PictureDisk* disk = PictureDisk::at_hand();
    const auto ours = disk == nullptr ? std::nullopt : disk->ours(name);
    if (!ours) {
        return next_of<int(const char*)>(call)(name);
    }
    struct stat found {};
    const bool there = ::lstat(name, &found) == 0;
    if (const int error = disk->is_down_at(*ours) ? EIO : there ? disk->attempt(*ours, false) : 0) {
        return failed(error);
    }
    const int outcome = next_of<int(const char*)>(call)(name);
    if (outcome == 0) {
        disk->removed(*ours);
    }
    return outcome;
}

}  // namespace

void PictureDisk::stand_before_the_c_library() {}

}  // namespace phirap::simulation

using phirap::BytesView;
using phirap::simulation::attempt_at;
using phirap::simulation::disk_of;
using phirap::simulation::failed;
using phirap::simulation::next_of;
using phirap::simulation::PictureDisk;

extern "C" {

int open(const char* name, int flags, ...) {
    static auto* const next = next_of<int(const char*, int, ...)>("open");
    mode_t mode = 0;
    if ((flags & (O_CREAT | O_TMPFILE)) != 0) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    PictureDisk* disk = PictureDisk::at_hand();
    const auto ours = disk == nullptr ? std::nullopt : disk->ours(name);
    if (!ours) {
        return next(name, flags, mode);
    }
    const bool makes = (flags & O_CREAT) != 0;
    if (const int error = disk->is_down_at(*ours) ? EIO : makes ? disk->attempt(*ours, true) : 0) {
        return failed(error);
    }
    const int file = next(name, flags, mode);
    if (file >= 0) {
        disk->opened(file, *ours, (flags & O_TRUNC) != 0);
    }
    return file;
}
int mkostemp(char* name, int flags) {
    static auto* const next = next_of<int(char*, int)>("mkostemp");
    const PictureDisk* disk = PictureDisk::at_hand();
    if (disk == nullptr || !disk->ours(name)) {
        return next(name, flags);
    }
    const std::string suffix = PictureDisk::at_hand()->next_suffix();
    std::memcpy(name + std::strlen(name) - suffix.size(), suffix.data(), suffix.size());
    return open(name, O_RDWR | O_CREAT | O_EXCL | flags, 0600);
}
int close(int file) {
    static auto* const next = next_of<int(int)>("close");
    if (PictureDisk* disk = disk_of(file); disk != nullptr) {
        disk->closed(file);
    }
    return next(file);
}
ssize_t write(int file, const void* bytes, std::size_t count) {
    static auto* const next = next_of<ssize_t(int, const void*, std::size_t)>("write");
    PictureDisk* disk = disk_of(file);
    if (disk == nullptr) {
        return next(file, bytes, count);
    }
    if (const int error = attempt_at(*disk, file, true); error != 0) {
        return failed(error);
    }
    const ssize_t done = next(file, bytes, count);
    disk->written(file, std::nullopt, {static_cast<const std::uint8_t*>(bytes), count});
    return done;
}
ssize_t pwrite(int file, const void* bytes, std::size_t count, off_t offset) {
    static auto* const next = next_of<ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
    PictureDisk* disk = disk_of(file);
    if (disk == nullptr) {
        return next(file, bytes, count, offset);
    }
    if (const int error = attempt_at(*disk, file, true); error != 0) {
        return failed(error);
    }
    const ssize_t done = next(file, bytes, count, offset);
    disk->written(file, static_cast<std::size_t>(offset), {static_cast<const std::uint8_t*>(bytes), count});
    return done;
}
int ftruncate(int file, off_t size) noexcept {
    static auto* const next = next_of<int(int, off_t)>("ftruncate");
    PictureDisk* disk = disk_of(file);
    if (disk == nullptr) {
        return next(file, size);
    }
    if (const int error = attempt_at(*disk, file, false); error != 0) {
        return failed(error);
    }
    disk->truncated(file, static_cast<std::size_t>(size));
    return next(file, size);
}
int fsync(int file) {
    return phirap::simulation::sync_of(file, "fsync");
}
int fdatasync(int file) {
    return phirap::simulation::sync_of(file, "fdatasync");
}
int mkdir(const char* name, mode_t mode) noexcept {
    static auto* const next = next_of<int(const char*, mode_t)>("mkdir");
    PictureDisk* disk = PictureDisk::at_hand();
    const auto ours = disk == nullptr ? std::nullopt : disk->ours(name);
    if (!ours) {
        return next(name, mode);
    }
    struct stat found {};
    if (::lstat(name, &found) == 0) {
        return failed(EEXIST);
    }
    if (const int error = disk->attempt(*ours, true); error != 0) {
        return failed(error);
    }
    const int outcome = next(name, mode);
    if (outcome == 0) {
        disk->made_folder(*ours);
    }
    return outcome;
}
int rename(const char* from, const char* to) noexcept {
    static auto* const next = next_of<int(const char*, const char*)>("rename");
    PictureDisk* disk = PictureDisk::at_hand();
    const auto ours = disk == nullptr ? std::nullopt : disk->ours(from);
    if (!ours) {
        return next(from, to);
    }
    if (const int error = disk->attempt(*ours, false); error != 0) {
        return failed(error);
    }
    const int outcome = next(from, to);
    if (outcome == 0) {
        disk->renamed(*ours, *disk->ours(to));
    }
    return outcome;
}
int unlink(const char* name) noexcept {
    return phirap::simulation::unlink_by(name, "unlink");
}
int remove(const char* name) noexcept {
    return phirap::simulation::unlink_by(name, "remove");
}
// A disk of a hundred gigabytes, nearly empty; or full.
int statvfs(const char* name, struct statvfs* space) noexcept {
    static auto* const next = next_of<int(const char*, struct statvfs*)>("statvfs");
    const PictureDisk* disk = PictureDisk::at_hand();
    const auto ours = disk == nullptr ? std::nullopt : disk->ours(name);
    if (!ours) {
        return next(name, space);
    }
    *space = {};
    space->f_bsize = space->f_frsize = 4096;
    space->f_blocks = 25'000'000;
    space->f_bfree = space->f_bavail = disk->is_full_at(*ours) ? 0 : 20'000'000;
    return 0;
}

}  // extern "C"
