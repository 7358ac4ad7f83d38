#include "server/backup.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "server/schema.h"
#include "server/upload_store.h"
#include "server/verify.h"
#include "shared/core/day.h"
#include "shared/host/database_copy.h"
#include "shared/host/files.h"
#include "shared/host/store_error.h"

namespace phirap::server {
namespace {

constexpr const char* program_version = "0.1.0";
constexpr std::size_t small_file_bytes_max = 1024 * 1024;
constexpr std::size_t rows_at_once = 500;
constexpr std::uint64_t mib = 1024 * 1024;

bool lies_in(const std::filesystem::path& inner, const std::filesystem::path& outer) {
    const std::filesystem::path in = std::filesystem::weakly_canonical(std::filesystem::absolute(inner));
    const std::filesystem::path out = std::filesystem::weakly_canonical(std::filesystem::absolute(outer));
    return std::mismatch(out.begin(), out.end(), in.begin(), in.end()).first == out.end();
}

Result<void> check_folder(const BackupJob& job) {
    const auto refuse = [&](const char* key) {
        return fail(ErrorKind::bad_input, key, {{"folder", job.folder.string()}});
    };
    if (lies_in(job.folder, job.data)) {
        return refuse("backup_in_data");
    }
    if (lies_in(job.data, job.folder)) {
        return refuse("backup_over_data");
    }
    return std::filesystem::exists(job.folder / Files::store) ? refuse("backup_folder_is_server")
                                                              : Result<void>();
}

// "2026-11-24T193000Z".
std::string name_at(std::int64_t wall_ms) {
    const std::string text = to_text(bangkok_time(wall_ms - bangkok_offset_ms)).substr(0, 19) + "Z";
    std::string name;
    std::ranges::copy_if(text, std::back_inserter(name), [](char c) { return c != ':'; });
    return name;
}

std::filesystem::path free_name(const std::filesystem::path& folder, const std::string& name) {
    std::filesystem::path path = folder / name;
    for (int i = 2; std::filesystem::exists(path); ++i) {
        path = folder / (name + "-" + std::to_string(i));
    }
    return path;
}

class Maker {
  public:
    Maker(const BackupJob& job, const GoOn& go_on)
        : job_(job), go_on_(go_on), evidence_(job.folder / backup_evidence) {
        made_.manifest.made_ms = job.clock.wall_ms();
        made_.path = free_name(job.folder, name_at(made_.manifest.made_ms));
        work_ = job.folder / (unfinished_backup + made_.path.filename().string());
    }
    ~Maker() {
        std::error_code none;
        std::filesystem::remove_all(work_, none);
    }
    Maker(const Maker&) = delete;
    Maker& operator=(const Maker&) = delete;

    Result<BackupMade> run() {
        if (::mkdir(work_.c_str(), 0700) != 0) {
            const int number = errno;
            throw StoreError::from_errno("make folder " + work_.string(), work_.string(), number);
        }
        Result<void> done = copy_store();
        for (auto step : {&Maker::copy_small_files, &Maker::copy_pictures, &Maker::settle_copy,
                          &Maker::verify_copy, &Maker::compare_with_live}) {
            if (done) {
                done = (this->*step)();
            }
        }
        if (!done) {
            return tl::unexpected(done.error());
        }
        publish();
        return std::move(made_);
    }

  private:
    [[nodiscard]] static tl::unexpected<Error> stopped() { return fail(ErrorKind::busy, "backup_stopped"); }
    [[nodiscard]] tl::unexpected<Error> not_faithful(const std::string& what) const {
        return fail(ErrorKind::damaged, "backup_not_faithful",
                    {{"folder", job_.folder.string()}, {"what", what}});
    }
    [[nodiscard]] std::filesystem::path copy() const { return work_ / Files::store; }
    [[nodiscard]] Snapshot open_copy() const { return {copy(), job_.key, job_.clock, job_.chance}; }

    Result<void> copy_store() {
        const bool whole =
            copy_database(job_.data / Files::store, copy(), [&](std::uint64_t done, std::uint64_t total) {
                return go_on_({"progress_copy", done / mib, total / mib});
            });
        return whole ? Result<void>() : stopped();
    }

    Result<void> copy_small_files() {
        const std::filesystem::path config = job_.config.empty() ? job_.data / Files::config : job_.config;
        for (const auto& [from, name] : {std::pair{job_.data / Files::key, Files::key},
                                         {job_.data / Files::certificate, Files::certificate},
                                         {job_.data / Files::certificate_key, Files::certificate_key},
                                         {config, Files::config}}) {
            if (!std::filesystem::exists(from)) {
                continue;
            }
            const Result<Bytes> bytes = read_file(from, small_file_bytes_max);
            const Result<void> written =
                bytes ? write_file(work_ / name, *bytes, 0600) : tl::unexpected(bytes.error());
            if (!written) {
                return written;
            }
            names_.emplace_back(name);
        }
        return {};
    }

    // Those that the copy names. What neither the server nor an earlier backup has whole, is noted.
    Result<void> copy_pictures() {
        const Snapshot snapshot = open_copy();
        Database& database = snapshot.store().database();
        const auto total =
            static_cast<std::uint64_t>(database.integer("SELECT count(*) FROM picture").value_or(0));
        std::uint64_t done = 0;
        Statement rows = database.rows("SELECT office, sha256, bytes FROM picture ORDER BY office, sha256");
        while (rows.next()) {
            const UploadName name{Office(rows.text(0)), rows.id<Sha256>(1)};
            if (!is_office(name.office) || !cover(name)) {
                missing_.push_back({name.office, name.sha256});
            }
            if (!go_on_({"progress_pictures", ++done, total})) {
                return stopped();
            }
        }
        made_.manifest.pictures_missing = missing_.size();
        made_.manifest.missing.assign(
            missing_.begin(),
            missing_.begin() + static_cast<std::ptrdiff_t>(std::min(missing_.size(), missing_max)));
        return {};
    }

    // Whether the folder has it whole, now that it was read from the disk.
    bool cover(const UploadName& name) {
        BlobStore kept(evidence_ / name.office);
        if (kept.check(name.sha256)) {
            return true;
        }
        kept.remove(name.sha256);
        const BlobStore live(job_.data / "evidence" / name.office);
        const FileDescriptor file(::open(live.path(name.sha256).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        if (!file.is_open()) {
            if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP) {
                const int number = errno;
                throw StoreError::from_errno("open " + live.path(name.sha256).string(),
                                             live.path(name.sha256).string(), number);
            }
            return false;
        }
        const Result<Sha256> put = kept.put_file(file.number(), INT64_MAX, name.sha256.hex());
        if (put && *put != name.sha256) {
            kept.remove(*put);  // the server's own is damaged
        }
        return put == name.sha256 && kept.check(name.sha256).has_value();
    }

    // The copy names what the backup has, and nothing of what was half here.
    Result<void> settle_copy() {
        {
            Database database(copy());
            Transaction transaction(database);
            for (const MissingPicture& name : missing_) {
                database.run("DELETE FROM picture WHERE office = ? AND sha256 = ?", name.office, name.sha256);
            }
            database.run("DELETE FROM upload");
            transaction.commit();
        }
        put_into_one_file(copy());
        sync_file(copy());
        names_.emplace_back(Files::store);
        for (const std::string& name : names_) {
            const FileDigest digest = digest_of_file(work_ / name);
            made_.manifest.files.push_back({name, digest.bytes, digest.digest});
        }
        return {};
    }

    Result<void> verify_copy() {
        const Verified verified =
            verify_store({copy(), evidence_, job_.key, job_.clock, job_.chance, false}, go_on_);
        if (verified.stopped) {
            return stopped();
        }
        BackupManifest& manifest = made_.manifest;
        for (const VerifiedOffice& office : verified.offices) {
            manifest.offices.push_back({office.office, office.feed.position, office.feed.chain,
                                        office.pictures, office.picture_bytes});
            made_.faults.insert(made_.faults.end(), office.audited.faults.begin(),
                                office.audited.faults.end());
        }
        made_.faults.insert(made_.faults.end(), verified.faults.begin(), verified.faults.end());
        manifest.faults = verified.faults_found();
        manifest.operations = verified.operations();
        manifest.program = program_version;
        manifest.server = job_.key.writer();
        const Snapshot snapshot = open_copy();
        manifest.mission = snapshot.store().mission();
        manifest.schema = snapshot.store().database().integer("PRAGMA user_version").value_or(0);
        return {};
    }

    // What the copy says of each office, the server says too.
    Result<void> compare_with_live() {
        const Snapshot live(job_.data / Files::store, job_.key, job_.clock, job_.chance);
        for (const BackedUpOffice& office : made_.manifest.offices) {
            Statement rows = live.store().database().rows(
                "SELECT chain, first_position + count - 1 FROM feed_run WHERE office = ? AND "
                "first_position <= ? ORDER BY first_position DESC LIMIT 1",
                office.office, office.position);
            const bool any = rows.next();
            if (office.position > 0 && (!any || rows.id<Digest>(0) != office.chain ||
                                        static_cast<std::uint64_t>(rows.integer(1)) != office.position)) {
                return not_faithful(office.office);
            }
        }
        for (const BackedUpFile& file : made_.manifest.files) {
            const FileDigest again = digest_of_file(work_ / file.name);
            if (again.digest != file.digest || again.bytes != file.bytes) {
                return not_faithful(file.name);
            }
        }
        return {};
    }

    void publish() {
        (void)write_file(work_ / manifest_name, bytes_of(to_json(made_.manifest)), 0600);
        sync_folder(work_);
        if (::rename(work_.c_str(), made_.path.c_str()) != 0) {
            const int number = errno;
            throw StoreError::from_errno("rename to " + made_.path.string(), made_.path.string(), number);
        }
        sync_folder(job_.folder);
    }

    const BackupJob& job_;
    const GoOn& go_on_;
    std::filesystem::path evidence_;
    std::filesystem::path work_;
    std::vector<std::string> names_;
    std::vector<MissingPicture> missing_;
    BackupMade made_;
};

}  // namespace

Result<BackupMade> make_backup(const BackupJob& job, const GoOn& go_on) {
    if (const Result<void> good = check_folder(job); !good) {
        return tl::unexpected(good.error());
    }
    const Result<DataFolder> folder = DataFolder::open(job.folder, job.missing);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    sweep_unfinished(job.folder);
    std::error_code none;
    for (const auto& office : std::filesystem::directory_iterator(job.folder / backup_evidence, none)) {
        BlobStore(office.path()).remove_unfinished(std::chrono::seconds(0));
    }
    return Maker(job, go_on).run();
}

std::optional<LastBackup> last_backup(Database& database) {
    Statement rows = database.rows("SELECT made_ms, folder, bytes, operations, pictures FROM backup");
    if (!rows.next()) {
        return std::nullopt;
    }
    return LastBackup{rows.integer(0), std::string(rows.text(1)), rows.integer(2), rows.integer(3),
                      rows.integer(4)};
}

Result<void> note_backup(Centre& centre, const std::filesystem::path& backup) {
    const Result<KeptBackup> kept = backup_at(backup);
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    const Arguments where = {{"folder", kept->path.string()}};
    if (kept->manifest.server != centre.key().writer()) {
        return fail(ErrorKind::bad_input, "backup_of_another", where);
    }
    if (!kept->manifest.is_whole()) {
        return fail(ErrorKind::damaged, "backup_not_whole", where);
    }
    const Snapshot snapshot(kept->path / Files::store, centre.key(), centre.clock(), centre.chance());
    Statement rows =
        snapshot.store().database().rows("SELECT office, sha256 FROM picture WHERE archived = 0");
    bool more = true;
    while (more) {
        const Centre::Writing writing = centre.writing();
        Database& database = writing.store().database();
        Transaction transaction(database);
        for (std::size_t i = 0; i < rows_at_once && (more = rows.next()); ++i) {
            database.run("UPDATE picture SET archived = 1 WHERE office = ? AND sha256 = ?", rows.text(0),
                         rows.blob(1));
        }
        if (!more) {
            const BackupManifest& manifest = kept->manifest;
            for (const MissingPicture& lost : manifest.missing) {
                database.run("DELETE FROM picture WHERE office = ? AND sha256 = ?", lost.office, lost.sha256);
            }
            database.run("INSERT OR REPLACE INTO backup VALUES (0, ?, ?, ?, ?, ?)", manifest.made_ms,
                         kept->path.string(), manifest.bytes(), manifest.operations, manifest.pictures());
        }
        transaction.commit();
    }
    return {};
}

}  // namespace phirap::server
