#include "shared/host/database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <mutex>

#include "shared/core/mutant.h"
#include "shared/host/file_descriptor.h"
#include "shared/host/files.h"

namespace phirap {
namespace {

// Texts of SQL stand in the source, a few dozen a store. More than this can only be text glued together
// at run time; it is forgotten again, so that it costs time and never memory.
constexpr std::size_t statements_max = 256;
constexpr int quick_check_lines_max = 20;

// SQLite counts its memory under a lock unless told not to before its first use; nobody reads the count.
void quieten_sqlite() {
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

// SQLite forgets the operating system's number when it is the commit itself that fails; the files of the
// database and its log still know it.
int system_errno_of(sqlite3* connection, int code) {
    int number = sqlite3_system_errno(connection);
    if (number != 0 || ((code & 0xff) != SQLITE_IOERR && (code & 0xff) != SQLITE_CANTOPEN)) {
        return number;
    }
    for (const int which : {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER}) {
        sqlite3_file* file = nullptr;
        sqlite3_file_control(connection, "main", which, &file);
        if (number == 0 && file != nullptr && file->pMethods != nullptr) {
            file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &number);
        }
    }
    return number;
}

}  // namespace

Database::Database(const std::filesystem::path& path, const DatabaseOptions& options)
    : path_(path), vfs_(options.vfs), read_only_(options.read_only) {
    quieten_sqlite();
    try {
        open(options);
        state_pragmas(options);
    } catch (...) {
        close();
        throw;
    }
}

Database::~Database() {
    close();
}

void Database::open(const DatabaseOptions& options) {
    if (!read_only_ && vfs_.empty()) {
        // Reports name people. SQLite gives the log and the shared memory the file's own mode; only whoever
        // makes the file can set it before there is anything in it.
        const FileDescriptor made(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    }
    const int access = read_only_ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(path_.c_str(), &connection_, access | SQLITE_OPEN_NOMUTEX,
                                     vfs_.empty() ? nullptr : vfs_.c_str());
    if (connection_ == nullptr) {
        throw StoreError("open " + path_.string(), path_.string(), SQLITE_NOMEM, 0, "out of memory");
    }
    sqlite3_extended_result_codes(connection_, 1);
    if (code != SQLITE_OK) {
        throw_error("open");
    }
    sqlite3_busy_timeout(connection_, options.busy_ms);
    // SQLite falls back to reading alone when it may not write; we would find out at the first save.
    if (!read_only_ && sqlite3_db_readonly(connection_, "main") == 1) {
        throw StoreError("open " + path_.string(), path_.string(), SQLITE_READONLY, 0,
                         "the file can be read but not written");
    }
}

void Database::state_pragmas(const DatabaseOptions& options) {
    // The schema cannot call functions with side effects, and SQL cannot damage the file.
    sqlite3_db_config(connection_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    state("trusted_schema", "OFF", "0");
    if (options.untrusted) {
        state("cell_size_check", "ON", "1");
    }
    // An I/O error in mapped memory is a signal, not a code.
    state("mmap_size", "0", "0");
    if (options.exclusive) {
        state("locking_mode", "EXCLUSIVE", "exclusive");
    }
    // A copy by vacuum_into has a rollback journal until it is opened for writing.
    if (!read_only_) {
        state("journal_mode", "WAL", "wal");
    }
    // NORMAL lost one acknowledged commit in twelve over simulated power cuts, FULL none.
    mutant(Mutant::synchronous_normal) ? state("synchronous", "NORMAL", "1")
                                       : state("synchronous", "FULL", "2");
    state("foreign_keys", "ON", "1");
    // Sorting stays in memory: reports are not written to /tmp.
    state("temp_store", "MEMORY", "2");
    // Debian compiles secure_delete in; FAST wipes what is deleted wherever that costs no further page.
    state("secure_delete", "FAST", "2");
    const std::string cache = std::to_string(-options.cache_kib);
    state("cache_size", cache, cache);
    const std::string pages = std::to_string(read_only_ ? 0 : options.checkpoint_pages);
    state("wal_autocheckpoint", pages, pages);
    // One large transaction does not leave its length behind.
    state("journal_size_limit", "8388608", "8388608");
}

void Database::state(const std::string& pragma, std::string_view value, std::string_view expected) {
    std::string actual(expected);  // mmap_size gives no row where the VFS cannot map at all
    const auto keep = [](void* into, int, char** values, char**) {
        *static_cast<std::string*>(into) = values[0] == nullptr ? "" : values[0];
        return 0;
    };
    for (const std::string& sql : {fmt::format("PRAGMA {}={}", pragma, value), "PRAGMA " + pragma}) {
        if (sqlite3_exec(connection_, sql.c_str(), keep, &actual, nullptr) != SQLITE_OK) {
            throw_error("state pragma " + pragma);
        }
    }
    if (actual != expected) {
        throw StoreError(fmt::format("state pragma {}={} of {}", pragma, value, path_.string()),
                         path_.string(), SQLITE_ERROR, 0, "it stayed " + actual);
    }
}

void Database::close() noexcept {
    for (auto& [sql, prepared] : prepared_) {
        sqlite3_finalize(prepared.statement);
    }
    prepared_.clear();
    sqlite3_close_v2(connection_);
    connection_ = nullptr;
}

Prepared* Database::take(std::string_view sql) {
    auto found = prepared_.find(sql);
    if (found == prepared_.end()) {
        if (prepared_.size() >= statements_max) {
            forget_idle();
        }
        // Its place first: a statement without one would keep the file open after we are gone.
        found = prepared_.try_emplace(std::string(sql)).first;
        try {
            sqlite3_stmt* statement = prepare(sql, true);
            found->second = {statement, sqlite3_bind_parameter_count(statement), false, true};
        } catch (...) {
            prepared_.erase(found);
            throw;
        }
    }
    Prepared& prepared = found->second;
    if (!prepared.in_use) {
        prepared.in_use = true;
        return &prepared;
    }
    return new Prepared{prepare(sql, false), prepared.parameters, true, false};
}

void Database::give_back(Prepared* prepared) noexcept {
    if (prepared->cached) {
        sqlite3_reset(prepared->statement);
        prepared->in_use = false;
        return;
    }
    sqlite3_finalize(prepared->statement);
    delete prepared;
}

sqlite3_stmt* Database::prepare(std::string_view sql, bool for_long) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()),
                                        for_long ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr);
    if (code != SQLITE_OK) {
        throw_error(fmt::format("prepare \"{:.100}\"", sql));
    }
    return statement;
}

void Database::forget_idle() {
    std::erase_if(prepared_, [](auto& entry) {
        if (!entry.second.in_use) {
            sqlite3_finalize(entry.second.statement);
        }
        return !entry.second.in_use;
    });
}

void Database::script(const std::string& sql) {
    if (sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw_error(fmt::format("run \"{:.100}\"", sql));
    }
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(connection_);
}

std::int64_t Database::last_rowid() const {
    return sqlite3_last_insert_rowid(connection_);
}

bool Database::in_transaction() const {
    return sqlite3_get_autocommit(connection_) == 0;
}

void Database::vacuum_into(const std::filesystem::path& copy) {
    run("VACUUM INTO ?", copy.string());
    // SQLite does not wait for the disk here ("VACUUM INTO ... does not invoke fsync()").
    if (vfs_.empty()) {
        sync_file(copy);
        sync_folder(copy.parent_path());
    }
}

std::vector<std::string> Database::quick_check() {
    std::vector<std::string> lines;
    Statement rows(*this, take(fmt::format("PRAGMA quick_check({})", quick_check_lines_max)));
    while (rows.next()) {
        lines.emplace_back(rows.text(0));
    }
    if (lines == std::vector<std::string>{"ok"}) {
        lines.clear();
    }
    return lines;
}

bool Database::checkpoint() {
    invariant(!read_only_, "only the writing connection checkpoints");
    const int code =
        sqlite3_wal_checkpoint_v2(connection_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
        throw_error("checkpoint");
    }
    return code == SQLITE_OK;
}

void Database::release_memory() {
    sqlite3_db_release_memory(connection_);
}

void Database::throw_error(const std::string& doing) const {
    const int code = sqlite3_extended_errcode(connection_);
    throw StoreError(doing + " of " + path_.string(), path_.string(), code,
                     system_errno_of(connection_, code), sqlite3_errmsg(connection_));
}

void Database::throw_corrupt(std::string_view what) const {
    throw StoreError("read " + path_.string(), path_.string(), SQLITE_CORRUPT, 0, what);
}

Transaction::Transaction(Database& database)
    : database_(&database), rollback_(std::in_place, database, database.take("ROLLBACK")) {
    invariant(!database.in_transaction(), "transactions are not nested");
    database.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    // After some errors SQLite has rolled back by itself.
    if (rollback_ && database_->in_transaction()) {
        rollback_->run_on_the_way_out();
    }
}

void Transaction::commit() {
    invariant(rollback_.has_value(), "a transaction is committed once");
    database_->run("COMMIT");
    rollback_.reset();
}

}  // namespace phirap
