#include "server/upload_store.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <set>

#include "shared/host/files.h"

namespace phirap::server {
namespace {

// What one file costs beside its bytes: so that many small uploads fill a quota, too.
constexpr std::uint64_t block_bytes = 4096;
constexpr const char* uploads_folder = "uploads";
constexpr const char* evidence_folder = "evidence";

[[noreturn]] void throw_errno(const std::string& doing, const std::filesystem::path& path) {
    const int number = errno;
    throw StoreError::from_errno(doing + " " + path.string(), path.string(), number);
}

std::string file_name(const UploadName& name) {
    return name.office + "-" + name.sha256.hex();
}

}  // namespace

UploadStore::UploadStore(Database& database, std::filesystem::path data)
    : database_(database), data_(std::move(data)) {}

std::filesystem::path UploadStore::folder() const {
    return data_ / uploads_folder;
}

std::filesystem::path UploadStore::path(const UploadName& name) const {
    return folder() / file_name(name);
}

BlobStore UploadStore::evidence_of(const Office& office) const {
    return BlobStore(data_ / evidence_folder / office);
}

std::optional<Upload> UploadStore::unfinished(const UploadName& name) {
    Upload upload;
    {
        Statement rows = database_.rows(
            "SELECT length, bytes, hash, metadata, expires_ms FROM upload WHERE office = ? AND sha256 = ?",
            name.office, name.sha256);
        if (!rows.next()) {
            return std::nullopt;
        }
        upload.name = name;
        upload.length = static_cast<std::uint64_t>(rows.integer(0));
        upload.offset = static_cast<std::uint64_t>(rows.integer(1));
        const std::optional<RunningSha256> hash = RunningSha256::from(rows.blob(2));
        struct stat found {};
        const bool there = hash && hash->bytes_added() == upload.offset &&
                           ::stat(path(name).c_str(), &found) == 0 &&
                           static_cast<std::uint64_t>(found.st_size) >= upload.offset;
        upload.metadata = rows.text(3);
        upload.expires_ms = rows.integer(4);
        if (there) {
            upload.hash = *hash;
            return upload;
        }
    }
    // A crash between the file's new name and its row: the picture is here.
    const std::optional<std::uint64_t> arrived = evidence_of(name.office).size(name.sha256);
    if (arrived == upload.length) {
        finish(upload);
    } else {
        drop(name);
    }
    return std::nullopt;
}

std::optional<HeldPicture> UploadStore::held(const UploadName& name) const {
    Statement rows = database_.rows("SELECT bytes, metadata FROM picture WHERE office = ? AND sha256 = ?",
                                    name.office, name.sha256);
    if (!rows.next()) {
        return std::nullopt;
    }
    HeldPicture held{static_cast<std::uint64_t>(rows.integer(0)), std::string(rows.text(1))};
    // The file decides: one that is lost is asked for again.
    return evidence_of(name.office).size(name.sha256) == held.bytes ? std::optional(std::move(held))
                                                                    : std::nullopt;
}

std::uint64_t UploadStore::bytes_of(const Office& office) const {
    std::uint64_t sum = 0;
    for (const char* question : {"SELECT coalesce(sum(bytes), 0), count(*) FROM picture WHERE office = ?",
                                 "SELECT coalesce(sum(length), 0), count(*) FROM upload WHERE office = ?"}) {
        Statement rows = database_.rows(question, office);
        if (rows.next()) {
            sum += static_cast<std::uint64_t>(rows.integer(0)) +
                   static_cast<std::uint64_t>(rows.integer(1)) * block_bytes;
        }
    }
    return sum;
}

void UploadStore::begin(const Upload& upload) {
    if (::mkdir(folder().c_str(), 0700) != 0 && errno != EEXIST) {
        throw_errno("make folder", folder());
    }
    const std::filesystem::path file = path(upload.name);
    const FileDescriptor made(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!made.is_open()) {
        throw_errno("make", file);
    }
    sync_folder(folder());
    sync_folder(data_);
    Transaction transaction(database_);
    database_.run("INSERT OR REPLACE INTO upload VALUES (?, ?, ?, 0, ?, ?, ?)", upload.name.office,
                  upload.name.sha256, upload.length, RunningSha256().written(), upload.metadata,
                  upload.expires_ms);
    transaction.commit();
}

void UploadStore::note_progress(const Upload& upload) {
    Transaction transaction(database_);
    database_.run("UPDATE upload SET bytes = ?, hash = ?, expires_ms = ? WHERE office = ? AND sha256 = ?",
                  upload.offset, upload.hash.written(), upload.expires_ms, upload.name.office,
                  upload.name.sha256);
    transaction.commit();
}

void UploadStore::finish(const Upload& upload) {
    Transaction transaction(database_);
    database_.run("INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?, 0)", upload.name.office,
                  upload.name.sha256, upload.length, upload.metadata);
    database_.run("DELETE FROM upload WHERE office = ? AND sha256 = ?", upload.name.office,
                  upload.name.sha256);
    transaction.commit();
}

bool UploadStore::move_to_evidence(const Upload& upload, const std::filesystem::path& data) {
    BlobStore evidence(data / evidence_folder / upload.name.office);
    return evidence.adopt(data / uploads_folder / file_name(upload.name), upload.name.sha256).has_value();
}

// The row first: a file without a row is a stray, a row without its file would be a broken promise.
void UploadStore::drop(const UploadName& name) {
    Transaction transaction(database_);
    database_.run("DELETE FROM upload WHERE office = ? AND sha256 = ?", name.office, name.sha256);
    transaction.commit();
    ::unlink(path(name).c_str());
}

std::size_t UploadStore::remove_expired(std::int64_t now_ms) {
    std::vector<UploadName> expired;
    {
        Statement rows = database_.rows("SELECT office, sha256 FROM upload WHERE expires_ms <= ?", now_ms);
        while (rows.next()) {
            expired.push_back({Office(rows.text(0)), rows.id<Sha256>(1)});
        }
    }
    for (const UploadName& name : expired) {
        drop(name);
    }
    return expired.size();
}

void UploadStore::remove_strays() {
    std::set<std::string> known;
    {
        Statement rows = database_.rows("SELECT office, sha256 FROM upload");
        while (rows.next()) {
            known.insert(file_name({Office(rows.text(0)), rows.id<Sha256>(1)}));
        }
    }
    std::error_code none;
    for (const auto& file : std::filesystem::directory_iterator(folder(), none)) {
        if (!known.contains(file.path().filename().string())) {
            std::filesystem::remove(file.path(), none);
        }
    }
}

std::size_t UploadStore::forget_lost() {
    std::vector<UploadName> lost;
    {
        Statement rows = database_.rows("SELECT office, sha256, bytes FROM picture");
        while (rows.next()) {
            const UploadName name{Office(rows.text(0)), rows.id<Sha256>(1)};
            if (evidence_of(name.office).size(name.sha256) != static_cast<std::uint64_t>(rows.integer(2))) {
                lost.push_back(name);
            }
        }
    }
    Transaction transaction(database_);
    for (const UploadName& name : lost) {
        database_.run("DELETE FROM picture WHERE office = ? AND sha256 = ?", name.office, name.sha256);
    }
    transaction.commit();
    return lost.size();
}

std::vector<Kept> pictures_kept(Database& database, const Office& office,
                                const std::vector<Sha256>& pictures) {
    std::vector<Kept> kept;
    for (const Sha256& picture : pictures) {
        const std::optional<std::int64_t> archived =
            database.integer("SELECT archived FROM picture WHERE office = ? AND sha256 = ?", office, picture);
        kept.push_back(!archived ? Kept::no : *archived == 0 ? Kept::held : Kept::archived);
    }
    return kept;
}

FileDescriptor UploadStore::open(const Upload& upload, const std::filesystem::path& data) {
    const std::filesystem::path file = data / uploads_folder / file_name(upload.name);
    FileDescriptor opened(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!opened.is_open() || ::ftruncate(opened.number(), static_cast<off_t>(upload.offset)) != 0) {
        throw_errno("open", file);
    }
    return opened;
}

void write_at(const FileDescriptor& file, std::uint64_t offset, BytesView bytes) {
    while (!bytes.empty()) {
        const ssize_t written =
            ::pwrite(file.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno != EINTR) {
            throw_errno("write", "a picture that is coming");
        }
        const std::size_t done = written < 0 ? 0 : static_cast<std::size_t>(written);
        offset += done;
        bytes = bytes.subspan(done);
    }
}

void sync_bytes(const FileDescriptor& file) {
    if (::fdatasync(file.number()) != 0) {
        throw_errno("sync", "a picture that is coming");
    }
}

}  // namespace phirap::server
