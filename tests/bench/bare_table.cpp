#include "tests/bench/bare_table.h"

#include <sqlite3.h>

#include <array>

#include "shared/core/invariant.h"

namespace phirap::bench {

BareTable::BareTable(const std::filesystem::path& file) {
    for (const char* ending : {"", "-wal", "-shm"}) {
        std::filesystem::remove(file.string() + ending);
    }
    invariant(sqlite3_open(file.c_str(), &database_) == SQLITE_OK, "a database to measure");
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("CREATE TABLE line (position INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, body BLOB NOT NULL)");
    sqlite3_prepare_v2(database_, "INSERT INTO line(name, body) VALUES (?, ?)", -1, &insert_, nullptr);
}

BareTable::~BareTable() {
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
}

void BareTable::run(const char* sql) {
    invariant(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
}

void BareTable::insert(const std::string& body) {
    const std::array<std::uint64_t, 2> name{random_(), random_()};
    sqlite3_bind_blob(insert_, 1, name.data(), sizeof name, SQLITE_STATIC);
    sqlite3_bind_blob(insert_, 2, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
    invariant(sqlite3_step(insert_) == SQLITE_DONE, "a bare insert");
    sqlite3_reset(insert_);
}

}  // namespace phirap::bench
