#include "shared/host/database_copy.h"

#include <fcntl.h>
#include <sqlite3.h>

#include <cerrno>
#include <memory>

#include "shared/host/file_descriptor.h"
#include "shared/host/store_error.h"

namespace phirap {
namespace {

// A slice: between two of them it is asked whether to go on.
constexpr int pages_at_once = 256;
constexpr int busy_ms = 5000;

class Connection {
  public:
    Connection(const std::filesystem::path& path, int access) : path_(path) {
        const int code = sqlite3_open_v2(path.c_str(), &connection_, access | SQLITE_OPEN_NOMUTEX, nullptr);
        if (code != SQLITE_OK) {
            const StoreError error = trouble("open");
            sqlite3_close_v2(connection_);
            throw error;
        }
        sqlite3_extended_result_codes(connection_, 1);
        sqlite3_busy_timeout(connection_, busy_ms);
        sqlite3_db_config(connection_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    }
    ~Connection() { sqlite3_close_v2(connection_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void run(const char* sql) {
        if (sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
            throw trouble("run");
        }
    }
    [[nodiscard]] StoreError trouble(const std::string& doing) const {
        if (connection_ == nullptr) {
            return {doing + " " + path_.string(), path_.string(), SQLITE_NOMEM, 0, "out of memory"};
        }
        return {doing + " " + path_.string(), path_.string(), sqlite3_extended_errcode(connection_),
                sqlite3_system_errno(connection_), sqlite3_errmsg(connection_)};
    }
    [[nodiscard]] sqlite3* get() const { return connection_; }

  private:
    std::filesystem::path path_;
    sqlite3* connection_ = nullptr;
};

// False: stopped.
bool copy_pages(Connection& from, Connection& to, const CopyProgress& go_on) {
    using Backup = std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)>;
    const Backup backup(sqlite3_backup_init(to.get(), "main", from.get(), "main"), sqlite3_backup_finish);
    if (backup == nullptr) {
        throw to.trouble("begin a copy into");
    }
    sqlite3_stmt* question = nullptr;
    sqlite3_prepare_v2(from.get(), "PRAGMA page_size", -1, &question, nullptr);
    const auto page_bytes = static_cast<std::uint64_t>(
        sqlite3_step(question) == SQLITE_ROW ? sqlite3_column_int(question, 0) : 0);
    sqlite3_finalize(question);
    int code = SQLITE_OK;
    while ((code = sqlite3_backup_step(backup.get(), pages_at_once)) == SQLITE_OK) {
        const auto pages = static_cast<std::uint64_t>(sqlite3_backup_pagecount(backup.get()));
        const auto left = static_cast<std::uint64_t>(sqlite3_backup_remaining(backup.get()));
        if (!go_on((pages - left) * page_bytes, pages * page_bytes)) {
            return false;
        }
    }
    if (code != SQLITE_DONE) {
        // The backup's own code: the connections may not know it.
        const StoreError known = to.trouble("copy into");
        const int number = sqlite3_system_errno(to.get());
        throw StoreError(known.doing(), sqlite3_db_filename(to.get(), "main"), code, number,
                         sqlite3_errstr(code));
    }
    return true;
}

}  // namespace

bool copy_database(const std::filesystem::path& database, const std::filesystem::path& copy,
                   const CopyProgress& go_on) {
    {
        const FileDescriptor made(::open(copy.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!made.is_open()) {
            const int number = errno;
            throw StoreError::from_errno("make " + copy.string(), copy.string(), number);
        }
    }
    {
        Connection from(database, SQLITE_OPEN_READONLY);
        Connection to(copy, SQLITE_OPEN_READWRITE);
        // Held from here to the end: else every commit meanwhile would begin the copy anew.
        from.run("PRAGMA cache_size=-1024; BEGIN; SELECT count(*) FROM sqlite_schema");
        // A piece of a copy is thrown away, so nothing need be undone in it.
        to.run("PRAGMA cache_size=-1024; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
        if (!copy_pages(from, to, go_on)) {
            return false;
        }
    }
    put_into_one_file(copy);
    return true;
}

void put_into_one_file(const std::filesystem::path& database) {
    Connection alone(database, SQLITE_OPEN_READWRITE);
    alone.run("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE");
}

}  // namespace phirap
