#include "server/restore.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>

#include "server/centre.h"
#include "server/schema.h"
#include "server/upload_store.h"
#include "shared/host/data_folder.h"
#include "shared/host/disk_room.h"
#include "shared/host/files.h"
#include "shared/host/keys.h"
#include "shared/host/store_error.h"

namespace phirap::server {
namespace {

constexpr std::size_t small_file_bytes_max = 1024 * 1024;
constexpr std::array all_files = {Files::key, Files::certificate, Files::certificate_key, Files::config,
                                  Files::store};

[[noreturn]] void throw_errno(const std::string& doing, const std::filesystem::path& path) {
    const int number = errno;
    throw StoreError::from_errno(doing + " " + path.string(), path.string(), number);
}

// Anything of a server's: its key alone could not be made again.
bool holds_server(const std::filesystem::path& data) {
    // A log without its store would be taken for the new store's.
    for (const char* name : {Files::store, "server.db-wal"}) {
        if (std::filesystem::exists(data / name)) {
            return true;
        }
    }
    bool any = false;
    for (const char* name : all_files) {
        any = any || std::filesystem::exists(data / name);
    }
    return any && !is_half_restored(data);
}

class Restorer {
  public:
    Restorer(const RestoreJob& job, KeptBackup from, const GoOn& go_on)
        : job_(job), go_on_(go_on), work_(job.data / restoring_folder) {
        restored_.from = std::move(from);
    }

    Result<Restored> run() {
        std::error_code none;
        std::filesystem::remove_all(work_, none);
        if (::mkdir(work_.c_str(), 0700) != 0) {
            throw_errno("make folder", work_);
        }
        sync_folder(job_.data);
        Result<void> done = copy_files();
        for (auto step : {&Restorer::copy_pictures, &Restorer::begin_anew}) {
            if (done) {
                done = (this->*step)();
            }
        }
        if (!done) {
            return tl::unexpected(done.error());
        }
        give_names();
        return std::move(restored_);
    }

  private:
    [[nodiscard]] tl::unexpected<Error> other(const std::filesystem::path& file) const {
        return fail(ErrorKind::damaged, "backup_file_other", {{"file", file.string()}});
    }

    Result<void> copy_files() {
        for (const BackedUpFile& file : restored_.from.manifest.files) {
            const std::filesystem::path from = restored_.from.path / file.name;
            if (!std::filesystem::exists(from)) {
                return other(from);
            }
            if (file.name == Files::store) {
                if (const Result<void> copied = copy_store(from, file.bytes); !copied) {
                    return copied;
                }
            } else {
                const Result<Bytes> bytes = read_file(from, small_file_bytes_max);
                const Result<void> written =
                    bytes ? write_file(work_ / file.name, *bytes, 0600) : tl::unexpected(bytes.error());
                if (!written) {
                    return written;
                }
            }
            const FileDigest copied = digest_of_file(work_ / file.name);
            if (copied.bytes != file.bytes || copied.digest != file.digest) {
                return other(from);
            }
        }
        const Result<LoadedKey> key = load_key(work_ / Files::key);
        if (!key) {
            return tl::unexpected(key.error());
        }
        return writer_of(key->pair.public_key) == restored_.from.manifest.server
                   ? Result<void>()
                   : other(restored_.from.path / Files::key);
    }

    // Nobody has a backup's store open, so it is a file like any other.
    Result<void> copy_store(const std::filesystem::path& from, std::uint64_t bytes) {
        const FileDescriptor in(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        const std::filesystem::path to = work_ / Files::store;
        const FileDescriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!in.is_open() || !out.is_open()) {
            throw_errno("copy", in.is_open() ? to : from);
        }
        constexpr std::uint64_t mib = 1024 * 1024;
        std::vector<std::uint8_t> piece(mib);
        std::uint64_t done = 0;
        while (const ssize_t got = ::read(in.number(), piece.data(), piece.size())) {
            if (got < 0) {
                throw_errno("read", from);
            }
            write_at(out, done, BytesView(piece.data(), static_cast<std::size_t>(got)));
            done += static_cast<std::uint64_t>(got);
            if (!go_on_({"progress_copy", done / mib, bytes / mib})) {
                return stopped();
            }
        }
        sync_bytes(out);
        return {};
    }

    static tl::unexpected<Error> stopped() { return fail(ErrorKind::busy, "restore_stopped"); }

    // All that the folder of backups has whole, also what came into it after this one: agents may have let
    // go of it since.
    Result<void> copy_pictures() {
        const std::filesystem::path kept = restored_.from.path.parent_path() / backup_evidence;
        std::error_code none;
        for (const auto& folder : std::filesystem::directory_iterator(kept, none)) {
            const Office office = folder.path().filename().string();
            if (!is_office(office)) {
                continue;
            }
            const BlobStore from(folder.path());
            BlobStore to(job_.data / "evidence" / office);
            const std::vector<Sha256> names = from.names();
            for (const Sha256& name : names) {
                const FileDescriptor file(::open(from.path(name).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
                const Result<Sha256> put = to.put_file(file.number(), INT64_MAX, name.hex());
                if (put == name) {
                    ++restored_.pictures;
                    here_.push_back({office, name});
                } else {
                    ++restored_.pictures_damaged;
                    if (put) {
                        to.remove(*put);
                    }
                }
                if (!go_on_({"progress_pictures", restored_.pictures + restored_.pictures_damaged,
                             restored_.from.manifest.pictures()})) {
                    return stopped();
                }
            }
        }
        return {};
    }

    Result<void> begin_anew() {
        Database database(work_ / Files::store, {.untrusted = true});
        if (const Result<void> migrated = migrate(database, schema()); !migrated) {
            return migrated;
        }
        if (!is_initialised(database)) {
            return other(restored_.from.path / Files::store);
        }
        restored_.epoch = job_.chance.id<Epoch>();
        {
            Transaction transaction(database);
            database.run("UPDATE identity SET epoch = ?", restored_.epoch);
            // Agents may hold more of our lineages than this copy does: the next word begins new ones.
            database.run("UPDATE office SET own_branch = NULL");
            database.run("DELETE FROM code WHERE used_by IS NULL");
            restored_.codes_voided = static_cast<std::uint64_t>(database.changes());
            database.run("DELETE FROM upload");
            // Nothing is in a backup of this server yet.
            database.run("DELETE FROM backup");
            database.run("UPDATE picture SET archived = 0");
            name_pictures(database);
            transaction.commit();
        }
        UploadStore(database, job_.data).forget_lost();
        database.checkpoint();
        return {};
    }

    void name_pictures(Database& database) const {
        for (const UploadName& picture : here_) {
            const BlobStore evidence(job_.data / "evidence" / picture.office);
            database.run(
                "INSERT OR IGNORE INTO picture (office, sha256, bytes, metadata) VALUES (?, ?, ?, '')",
                picture.office, picture.sha256, evidence.size(picture.sha256).value_or(0));
        }
    }

    void give_names() {
        for (const char* name : all_files) {
            const std::filesystem::path from = work_ / name;
            if (std::filesystem::exists(from) && ::rename(from.c_str(), (job_.data / name).c_str()) != 0) {
                throw_errno("rename", from);
            }
            // Each before the next, and the store last.
            sync_folder(job_.data);
        }
        std::error_code none;
        std::filesystem::remove_all(work_, none);
    }

    const RestoreJob& job_;
    const GoOn& go_on_;
    std::filesystem::path work_;
    std::vector<UploadName> here_;
    Restored restored_;
};

}  // namespace

bool is_half_restored(const std::filesystem::path& data) {
    return std::filesystem::exists(data / restoring_folder) && !std::filesystem::exists(data / Files::store);
}

Result<Restored> restore_server(const RestoreJob& job, const GoOn& go_on) {
    Result<KeptBackup> from = backup_at(job.backup);
    if (!from) {
        return tl::unexpected(from.error());
    }
    if (holds_server(job.data)) {
        return fail(ErrorKind::bad_input, "restore_over_server", {{"folder", job.data.string()}});
    }
    const Result<DataFolder> folder = DataFolder::open(job.data, DataFolder::Missing::make_it);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    return Restorer(job, *std::move(from), go_on).run();
}

}  // namespace phirap::server
