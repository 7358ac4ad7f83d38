#include "shared/host/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "shared/host/file_descriptor.h"
#include "shared/host/store_error.h"

namespace phirap {
namespace {

[[noreturn]] void throw_errno(const char* doing, const std::filesystem::path& path) {
    const int number = errno;
    throw StoreError::from_errno(fmt::format("{} {}", doing, path.string()), path.string(), number);
}

Error file_error(ErrorKind kind, const char* key, const std::filesystem::path& path) {
    return {kind, key, {{"file", path.string()}}};
}

// Removes the half-written temporary on every road but the last.
struct Temporary {
    std::string path;
    ~Temporary() {
        if (!path.empty()) {
            ::unlink(path.c_str());
        }
    }
};

void write_all(const FileDescriptor& file, BytesView bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            throw_errno("write", path);
        }
        bytes = bytes.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

std::filesystem::path or_current(const std::filesystem::path& folder) {
    return folder.empty() ? std::filesystem::path(".") : folder;
}

}  // namespace

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return tl::unexpected(missing ? file_error(ErrorKind::not_found, "file_not_found", path)
                                      : file_error(ErrorKind::bad_input, "file_unreadable", path));
    }
    Bytes bytes;
    std::array<std::uint8_t, 64 * 1024> piece;
    while (true) {
        const ssize_t got = ::read(file.number(), piece.data(), piece.size());
        if (got == 0) {
            return bytes;
        }
        if (got < 0) {
            if (errno == EINTR) {
                continue;
            }
            return tl::unexpected(file_error(ErrorKind::bad_input, "file_unreadable", path));
        }
        if (bytes.size() + static_cast<std::size_t>(got) > bytes_max) {
            Error error = file_error(ErrorKind::too_large, "file_too_large", path);
            error.arguments.emplace_back("bytes_max", std::to_string(bytes_max));
            return tl::unexpected(std::move(error));
        }
        append(bytes, {piece.data(), static_cast<std::size_t>(got)});
    }
}

Result<void> write_file(const std::filesystem::path& path, BytesView bytes, unsigned mode) {
    const std::filesystem::path folder = or_current(path.parent_path());
    // One writer a file: a name that a crash left behind is used again, not piled up.
    Temporary temporary{(folder / ("." + path.filename().string() + ".new")).string()};
    ::unlink(temporary.path.c_str());
    const FileDescriptor file(
        ::open(temporary.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
    if (!file.is_open()) {
        const int number = errno;
        temporary.path.clear();
        if (number == ENOENT || number == ENOTDIR) {
            return fail(ErrorKind::not_found, "folder_not_found", {{"folder", folder.string()}});
        }
        errno = number;
        throw_errno("make", path);
    }
    if (::fchmod(file.number(), mode) != 0) {
        throw_errno("set the mode of", path);
    }
    write_all(file, bytes, path);
    if (::fsync(file.number()) != 0) {
        throw_errno("sync", path);
    }
    if (::rename(temporary.path.c_str(), path.c_str()) != 0) {
        throw_errno("rename to", path);
    }
    temporary.path.clear();
    sync_folder(folder);
    return {};
}

void sync_file(const std::filesystem::path& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open() || ::fsync(file.number()) != 0) {
        throw_errno("sync", path);
    }
}

void sync_folder(const std::filesystem::path& folder) {
    const FileDescriptor file(::open(or_current(folder).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!file.is_open() || ::fsync(file.number()) != 0) {
        throw_errno("sync", folder);
    }
}

std::uint64_t free_bytes(const std::filesystem::path& folder) {
    struct statvfs space {};
    if (::statvfs(or_current(folder).c_str(), &space) != 0) {
        throw_errno("ask for the free space of", folder);
    }
    return std::uint64_t{space.f_bavail} * space.f_frsize;
}

}  // namespace phirap
