#include "shared/host/data_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string>

#include "shared/host/files.h"
#include "shared/host/store_error.h"

namespace phirap {
namespace {

constexpr const char* lock_name = "lock";

tl::unexpected<Error> refuse(ErrorKind kind, const char* key, const std::filesystem::path& folder) {
    return fail(kind, key, {{"folder", folder.string()}});
}

// The errno of a step that failed, as a refusal where a person can put it right.
tl::unexpected<Error> refuse_by_errno(const std::filesystem::path& folder) {
    switch (const int number = errno) {
        case ENOENT:
            return refuse(ErrorKind::not_found, "folder_parent_not_found", folder);
        case ENOTDIR:
            return refuse(ErrorKind::bad_input, "folder_is_a_file", folder);
        case EROFS:
        case EACCES:
        case EPERM:
            return refuse(ErrorKind::refused, "folder_read_only", folder);
        default:
            throw StoreError::from_errno("open folder " + folder.string(), folder.string(), number);
    }
}

std::string process_holding(const FileDescriptor& lock) {
    std::array<char, 32> text{};
    const ssize_t length = ::pread(lock.number(), text.data(), text.size(), 0);
    int process = 0;
    std::from_chars(text.data(), text.data() + (length > 0 ? length : 0), process);
    if (process <= 0) {
        return "?";
    }
    const auto name = read_file(fmt::format("/proc/{}/comm", process), 64);
    std::string_view trimmed = name ? text_of(*name) : std::string_view();
    trimmed = trimmed.substr(0, trimmed.find('\n'));
    return trimmed.empty() ? std::to_string(process) : fmt::format("{} {}", trimmed, process);
}

// Only a courtesy to whoever is refused later: on a full disk the lock holds without it.
void write_own_number(const FileDescriptor& lock) {
    const std::string number = std::to_string(::getpid()) + "\n";
    if (::ftruncate(lock.number(), 0) == 0) {
        [[maybe_unused]] const ssize_t written = ::pwrite(lock.number(), number.data(), number.size(), 0);
    }
}

}  // namespace

Result<DataFolder> DataFolder::open(const std::filesystem::path& path, Missing missing) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) {
        if (errno == ENOENT && missing == Missing::is_an_error) {
            return refuse(ErrorKind::not_found, "folder_not_found", path);
        }
        if (errno != ENOENT || ::mkdir(path.c_str(), 0700) != 0) {
            return refuse_by_errno(path);
        }
        found.st_mode = S_IFDIR | 0700;
    }
    if (!S_ISDIR(found.st_mode)) {
        return refuse(ErrorKind::bad_input, "folder_is_a_file", path);
    }
    // One that is there already may be there in memory alone, made by us just before a crash; not where we
    // could not have made it.
    const std::filesystem::path above =
        path.has_filename() ? path.parent_path() : path.parent_path().parent_path();
    if (missing == Missing::make_it && ::access(above.empty() ? "." : above.c_str(), R_OK | W_OK) == 0) {
        sync_folder(above);
    }
    DataFolder folder;
    folder.path_ = path;
    folder.is_open_to_others_ = (found.st_mode & 0077) != 0;
    folder.lock_ =
        FileDescriptor(::open((path / lock_name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!folder.lock_.is_open()) {
        return refuse_by_errno(path);
    }
    if (::flock(folder.lock_.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) {
            return refuse_by_errno(path);
        }
        return fail(ErrorKind::busy, "folder_busy",
                    {{"folder", path.string()}, {"process", process_holding(folder.lock_)}});
    }
    write_own_number(folder.lock_);
    return folder;
}

}  // namespace phirap
