#include "server/backup_folder.h"

#include <fcntl.h>
#include <sodium/crypto_generichash.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "shared/host/file_descriptor.h"
#include "shared/host/files.h"
#include "shared/host/store_error.h"

namespace phirap::server {
namespace {

[[noreturn]] void throw_errno(const std::string& doing, const std::filesystem::path& path) {
    const int number = errno;
    throw StoreError::from_errno(doing + " " + path.string(), path.string(), number);
}

Result<KeptBackup> read_backup(const std::filesystem::path& path) {
    const Result<Bytes> bytes = read_file(path / manifest_name, manifest_bytes_max);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    Result<BackupManifest> manifest = manifest_from_json(text_of(*bytes));
    return manifest ? Result<KeptBackup>(KeptBackup{path, *std::move(manifest)})
                    : tl::unexpected(manifest.error());
}

// Under another name first: what is half removed is no backup any more.
void remove_backup(const std::filesystem::path& path) {
    const std::filesystem::path gone = path.parent_path() / (unfinished_backup + path.filename().string());
    std::error_code none;
    std::filesystem::remove_all(gone, none);
    if (::rename(path.c_str(), gone.c_str()) != 0) {
        throw_errno("rename", path);
    }
    sync_folder(path.parent_path());
    std::filesystem::remove_all(gone, none);
}

}  // namespace

std::vector<KeptBackup> backups_in(const std::filesystem::path& folder) {
    std::vector<KeptBackup> kept;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
        if (!entry.path().filename().string().starts_with('.') && entry.is_directory(none)) {
            if (Result<KeptBackup> backup = read_backup(entry.path())) {
                kept.push_back(*std::move(backup));
            }
        }
    }
    std::ranges::sort(kept, {}, &KeptBackup::path);
    return kept;
}

Result<KeptBackup> backup_at(const std::filesystem::path& path) {
    const std::filesystem::path named = path.has_filename() ? path : path.parent_path();
    if (std::filesystem::exists(named / manifest_name)) {
        return read_backup(named);
    }
    std::vector<KeptBackup> kept = backups_in(named);
    std::erase_if(kept, [](const KeptBackup& backup) { return !backup.manifest.is_whole(); });
    if (kept.empty()) {
        return fail(ErrorKind::not_found, "no_backup", {{"folder", named.string()}});
    }
    return std::move(kept.back());
}

std::size_t prune_backups(const std::filesystem::path& folder, std::size_t keep) {
    std::vector<KeptBackup> kept = backups_in(folder);
    std::ranges::reverse(kept);
    std::size_t whole = 0;
    std::size_t removed = 0;
    for (const KeptBackup& backup : kept) {
        const bool stays =
            backup.manifest.is_whole() ? whole < std::max<std::size_t>(keep, 1) : &backup == kept.data();
        whole += backup.manifest.is_whole() ? 1 : 0;
        if (!stays) {
            remove_backup(backup.path);
            ++removed;
        }
    }
    return removed;
}

void sweep_unfinished(const std::filesystem::path& folder) {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
        if (entry.path().filename().string().starts_with(unfinished_backup)) {
            std::filesystem::remove_all(entry.path(), none);
        }
    }
}

FileDigest digest_of_file(const std::filesystem::path& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.is_open()) {
        throw_errno("open", path);
    }
    // What the kernel still holds of it proves nothing about the disk.
    ::posix_fadvise(file.number(), 0, 0, POSIX_FADV_DONTNEED);
    FileDigest found;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, found.digest.bytes.size());
    std::vector<std::uint8_t> piece(256 * 1024);
    while (true) {
        const ssize_t got = ::read(file.number(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            throw_errno("read", path);
        }
        if (got == 0) {
            break;
        }
        crypto_generichash_update(&state, piece.data(), static_cast<std::size_t>(got));
        found.bytes += static_cast<std::uint64_t>(got);
    }
    crypto_generichash_final(&state, found.digest.bytes.data(), found.digest.bytes.size());
    return found;
}

}  // namespace phirap::server
