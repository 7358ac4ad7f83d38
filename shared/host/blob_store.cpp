#include "shared/host/blob_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium/crypto_hash_sha256.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

#include "shared/host/file_descriptor.h"
#include "shared/host/files.h"
#include "shared/host/store_error.h"

namespace phirap {
namespace {

constexpr std::string_view unfinished = "new-";
constexpr std::size_t piece_bytes = 64 * 1024;

[[noreturn]] void throw_errno(const char* doing, const std::filesystem::path& path) {
    const int number = errno;
    throw StoreError::from_errno(fmt::format("{} {}", doing, path.string()), path.string(), number);
}

// Makes the folder and those above it, each durable in the one above before anything is put into it. One
// that is there already may be there in memory alone, made just before a crash: it is synced again.
void make_folder(const std::filesystem::path& folder) {
    if (::mkdir(folder.c_str(), 0700) != 0) {
        if (errno == ENOENT && folder.has_parent_path() && folder != folder.parent_path()) {
            make_folder(folder.parent_path());
            make_folder(folder);
            return;
        }
        if (errno != EEXIST) {
            throw_errno("make folder", folder);
        }
    }
    sync_folder(folder.parent_path());
}

// A file that has no name in the store yet; gone with whoever leaves early.
class Unfinished {
  public:
    explicit Unfinished(const std::filesystem::path& folder)
        : path_((folder / (std::string(unfinished) + "XXXXXX")).string()),
          file_(::mkostemp(path_.data(), O_CLOEXEC)) {
        if (!file_.is_open()) {
            throw_errno("make a file in", folder);
        }
    }
    ~Unfinished() { ::unlink(path_.c_str()); }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    void write(BytesView bytes) {
        while (!bytes.empty()) {
            const ssize_t written = ::write(file_.number(), bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) {
                throw_errno("write", path_);
            }
            bytes = bytes.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
        }
    }
    [[nodiscard]] std::filesystem::path path() const { return path_; }

  private:
    std::string path_;
    FileDescriptor file_;
};

// Hands on what the file holds, piece by piece, from its beginning. False: it can not be read.
template <typename Take>
bool read_through(int file, Take take) {
    std::array<std::uint8_t, piece_bytes> piece;
    for (std::uint64_t at = 0;;) {
        const ssize_t got = ::pread(file, piece.data(), piece.size(), static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0;
        }
        at += static_cast<std::uint64_t>(got);
        if (!take(BytesView(piece.data(), static_cast<std::size_t>(got)))) {
            return true;
        }
    }
}

class Hashing {
  public:
    Hashing() { crypto_hash_sha256_init(&state_); }
    void add(BytesView bytes) { crypto_hash_sha256_update(&state_, bytes.data(), bytes.size()); }
    [[nodiscard]] Sha256 name() {
        Sha256 name;
        crypto_hash_sha256_final(&state_, name.bytes.data());
        return name;
    }

  private:
    crypto_hash_sha256_state state_{};
};

// Nothing when there is no such file.
std::optional<Sha256> name_of_file(const std::filesystem::path& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.is_open()) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return std::nullopt;
        }
        throw_errno("open", path);
    }
    Hashing hashing;
    const bool whole = read_through(file.number(), [&](BytesView bytes) {
        hashing.add(bytes);
        return true;
    });
    if (!whole) {
        throw_errno("read", path);
    }
    return hashing.name();
}

}  // namespace

Result<Sha256> sha256_of_file(int file) {
    Hashing hashing;
    const bool whole = read_through(file, [&](BytesView bytes) {
        hashing.add(bytes);
        return true;
    });
    return whole ? Result<Sha256>(hashing.name()) : fail(ErrorKind::bad_input, "file_unreadable");
}

BlobStore::BlobStore(std::filesystem::path folder)
    : folder_(folder.has_filename() ? std::move(folder) : folder.parent_path()) {}

Sha256 BlobStore::put(BytesView bytes) {
    const Sha256 name = sha256_of(bytes);
    make_folder(folder_);
    Unfinished file(folder_);
    file.write(bytes);
    take(file.path(), name);
    return name;
}

Result<Sha256> BlobStore::put_file(int from, std::uint64_t bytes_max, std::string_view called) {
    make_folder(folder_);
    Unfinished file(folder_);
    Hashing hashing;
    std::uint64_t size = 0;
    const bool whole = read_through(from, [&](BytesView bytes) {
        size += bytes.size();
        if (size <= bytes_max) {
            hashing.add(bytes);
            file.write(bytes);
        }
        return size <= bytes_max;
    });
    if (!whole) {
        return fail(ErrorKind::bad_input, "file_unreadable", {{"file", std::string(called)}});
    }
    if (size > bytes_max) {
        return fail(ErrorKind::too_large, "file_too_large",
                    {{"file", std::string(called)}, {"bytes_max", std::to_string(bytes_max)}});
    }
    const Sha256 name = hashing.name();
    take(file.path(), name);
    return name;
}

Result<void> BlobStore::adopt(const std::filesystem::path& finished, const Sha256& name) {
    if (name_of_file(finished) != name) {
        return tl::unexpected(trouble(ErrorKind::damaged, "blob_damaged", name));
    }
    take(finished, name);
    return {};
}

std::filesystem::path BlobStore::path(const Sha256& name) const {
    const std::string digits = name.hex();
    return folder_ / digits.substr(0, 2) / digits;
}

std::optional<std::uint64_t> BlobStore::size(const Sha256& name) const {
    struct stat found {};
    if (::lstat(path(name).c_str(), &found) != 0 || !S_ISREG(found.st_mode)) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(found.st_size);
}

Result<Bytes> BlobStore::read(const Sha256& name, std::uint64_t offset, std::size_t count) const {
    const FileDescriptor file(::open(path(name).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.is_open()) {
        if (errno != ENOENT && errno != ENOTDIR) {
            throw_errno("open", path(name));
        }
        return tl::unexpected(trouble(ErrorKind::not_found, "blob_missing", name));
    }
    const std::uint64_t size = this->size(name).value_or(0);
    Bytes bytes(static_cast<std::size_t>(std::min<std::uint64_t>(count, size > offset ? size - offset : 0)));
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got = ::pread(file.number(), bytes.data() + filled, bytes.size() - filled,
                                    static_cast<off_t>(offset + filled));
        if (got < 0 && errno != EINTR) {
            throw_errno("read", path(name));
        }
        if (got == 0) {
            break;
        }
        filled += got < 0 ? 0 : static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

Result<void> BlobStore::check(const Sha256& name) const {
    const std::optional<Sha256> found = name_of_file(path(name));
    if (!found) {
        return tl::unexpected(trouble(ErrorKind::not_found, "blob_missing", name));
    }
    if (*found != name) {
        return tl::unexpected(trouble(ErrorKind::damaged, "blob_damaged", name));
    }
    return {};
}

void BlobStore::remove(const Sha256& name) {
    const std::filesystem::path there = path(name);
    if (::unlink(there.c_str()) == 0) {
        sync_folder(there.parent_path());
    } else if (errno != ENOENT && errno != ENOTDIR) {
        throw_errno("remove", there);
    }
}

std::vector<Sha256> BlobStore::names() const {
    std::vector<Sha256> names;
    std::error_code none;
    for (const auto& group : std::filesystem::directory_iterator(folder_, none)) {
        for (const auto& file : std::filesystem::directory_iterator(group.path(), none)) {
            const std::optional<Sha256> name = sha256_from_text(file.path().filename().string());
            if (name && has(*name)) {
                names.push_back(*name);
            }
        }
    }
    std::ranges::sort(names);
    return names;
}

void BlobStore::remove_unfinished(std::chrono::seconds untouched_for) {
    const auto now = std::filesystem::file_time_type::clock::now();
    std::error_code none;
    for (const auto& file : std::filesystem::directory_iterator(folder_, none)) {
        if (file.path().filename().string().starts_with(unfinished) &&
            file.last_write_time(none) <= now - untouched_for) {
            std::filesystem::remove(file.path(), none);
        }
    }
}

Error BlobStore::trouble(ErrorKind kind, const char* key, const Sha256& name) const {
    return {kind, key, {{"name", name.hex()}, {"folder", folder_.string()}}};
}

std::filesystem::path BlobStore::room_for(const Sha256& name) {
    std::filesystem::path there = path(name);
    make_folder(there.parent_path());
    return there;
}

// The file's bytes are durable before its name is, and the name before we return.
void BlobStore::take(const std::filesystem::path& finished, const Sha256& name) {
    sync_file(finished);
    const std::filesystem::path there = room_for(name);
    if (name_of_file(there) == name) {
        // Whoever put it may have been cut off before its name was durable.
        sync_file(there);
        ::unlink(finished.c_str());
    } else if (::rename(finished.c_str(), there.c_str()) != 0) {
        throw_errno("rename to", there);
    }
    sync_folder(there.parent_path());
}

}  // namespace phirap
