// The one place that talks to SQLite.
//
// Every connection states its pragmas and reads them back (shared/host/database.cpp says why each). What
// the machine does wrong is thrown as StoreError; a Transaction rolls back in its destructor. One
// Database belongs to one thread at a time.
//
// Of one file, ONE connection of one process does every write and every checkpoint (SQLite up to 3.51.2
// can corrupt a WAL that two connections checkpoint and commit to at once); all others are read_only.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/host/statement.h"
#include "shared/host/store_error.h"

struct sqlite3;

namespace phirap {

struct DatabaseOptions {
    bool read_only = false;
    // One connection alone: no shared-memory file, fewer system calls; every other one gets "busy".
    bool exclusive = false;
    // Look closer at pages of a file that came from elsewhere.
    bool untrusted = false;
    std::string vfs = {};         // empty: the operating system's
    int cache_kib = 1024;         // what the page cache may grow to; release_memory() empties it
    int checkpoint_pages = 1000;  // a commit that leaves the WAL longer than this copies it back
    int busy_ms = 5000;
};

class Database {
  public:
    // Makes the file unless read_only. Throws StoreError when it cannot be opened or is no database.
    explicit Database(const std::filesystem::path& path, const DatabaseOptions& options = {});
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // Runs a statement that gives no rows, to its end. Values are not copied.
    template <typename... Values>
    void run(std::string_view sql, const Values&... values) {
        Statement statement(*this, take(sql));
        statement.bind<Lifetime::outlives_the_run>(values...);
        invariant(!statement.next(), "a statement that is run gives no rows");
    }
    // A statement that gives rows: `auto rows = database.rows(...); while (rows.next()) ...`. An open one
    // holds its snapshot, and the WAL grows meanwhile: read to the end, soon.
    template <typename... Values>
    [[nodiscard]] Statement rows(std::string_view sql, const Values&... values) {
        Statement statement(*this, take(sql));
        statement.bind<Lifetime::copied>(values...);
        return statement;
    }
    // The first column of the first row; nothing when there is no row or it is NULL.
    template <typename... Values>
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view sql, const Values&... values) {
        Statement statement(*this, take(sql));
        statement.bind<Lifetime::outlives_the_run>(values...);
        return statement.next() ? statement.optional_integer(0) : std::nullopt;
    }
    // Several statements, without values, results thrown away: schemas.
    void script(const std::string& sql);

    // Rows changed by the last INSERT, UPDATE or DELETE, and the last INSERT's rowid.
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] std::int64_t last_rowid() const;
    [[nodiscard]] bool in_transaction() const;
    [[nodiscard]] bool read_only() const { return read_only_; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] const std::string& vfs() const { return vfs_; }
    // For whoever reads what no program of ours wrote: the file is whole and says what cannot be.
    [[noreturn]] void throw_corrupt(std::string_view what) const;

    // A compact copy of what is committed, on disk when this returns. The file must not be there.
    void vacuum_into(const std::filesystem::path& copy);
    // What SQLite finds wrong, at most 20 lines; empty when it finds nothing. 500 to 850 MB/s.
    [[nodiscard]] std::vector<std::string> quick_check();
    // Copies the WAL back into the file and empties it. False when a reader kept some of it from being
    // copied. Of the writing connection only.
    bool checkpoint();
    // Gives the page cache's memory back: before a long idle.
    void release_memory();

  private:
    friend class Statement;
    friend class Transaction;

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    [[nodiscard]] Prepared* take(std::string_view sql);
    void give_back(Prepared* prepared) noexcept;
    [[nodiscard]] sqlite3_stmt* prepare(std::string_view sql, bool for_long);
    void forget_idle();
    void open(const DatabaseOptions& options);
    void state_pragmas(const DatabaseOptions& options);
    void state(const std::string& pragma, std::string_view value, std::string_view expected);
    void close() noexcept;
    [[noreturn]] void throw_error(const std::string& doing) const;

    sqlite3* connection_ = nullptr;
    std::filesystem::path path_;
    std::string vfs_;
    bool read_only_;
    std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> prepared_;
};

// BEGIN IMMEDIATE: the write lock is taken at once, so that what is read inside cannot go stale before it
// is written. Rolled back unless committed. Not nested. Once committed it needs its Database no more.
class Transaction {
  public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    // On disk when this returns. When it throws, nothing is there now, but the rows may be found there
    // after a power cut: a retry must carry the same ids.
    void commit();

  private:
    Database* database_;
    // Made beforehand: where memory is short, it can be run and no longer be made. Nothing once committed.
    std::optional<Statement> rollback_;
};

}  // namespace phirap
