#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <random>

#include "shared/core/invariant.h"
#include "tests/bench/bare.h"
#include "tests/bench/measure.h"

namespace phirap::bench {
namespace {

constexpr std::size_t rows_a_transaction = 500;
constexpr std::size_t single_commits = 2000;

class BareTable {
  public:
    explicit BareTable(const std::filesystem::path& file) {
        for (const char* ending : {"", "-wal", "-shm"}) {
            std::filesystem::remove(file.string() + ending);
        }
        invariant(sqlite3_open(file.c_str(), &database_) == SQLITE_OK, "a database to measure");
        run("PRAGMA journal_mode=WAL");
        run("PRAGMA synchronous=FULL");
        run("CREATE TABLE line (position INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, body BLOB NOT "
            "NULL)");
        sqlite3_prepare_v2(database_, "INSERT INTO line(name, body) VALUES (?, ?)", -1, &insert_, nullptr);
    }
    ~BareTable() {
        sqlite3_finalize(insert_);
        sqlite3_close(database_);
    }
    BareTable(const BareTable&) = delete;
    BareTable& operator=(const BareTable&) = delete;

    void run(const char* sql) {
        invariant(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
    }

    void insert(const std::string& body) {
        std::array<std::uint64_t, 2> name{random_(), random_()};
        sqlite3_bind_blob(insert_, 1, name.data(), sizeof name, SQLITE_STATIC);
        sqlite3_bind_blob(insert_, 2, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
        invariant(sqlite3_step(insert_) == SQLITE_DONE, "a bare insert");
        sqlite3_reset(insert_);
    }

  private:
    sqlite3* database_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
    std::mt19937_64 random_{20260101};
};

}  // namespace

void bare_sqlite(const Lines& lines, const std::filesystem::path& folder, int times) {
    const std::filesystem::path file = folder / "bare.db";
    std::unique_ptr<BareTable> table;
    const auto fresh = [&] {
        table.reset();
        table = std::make_unique<BareTable>(file);
    };
    const Cost inserts = best_of(times, fresh, [&] {
        for (std::size_t first = 0; first < lines.size(); first += rows_a_transaction) {
            table->run("BEGIN IMMEDIATE");
            const std::size_t end = std::min(lines.size(), first + rows_a_transaction);
            for (std::size_t at = first; at < end; ++at) {
                table->insert(lines[at]);
            }
            table->run("COMMIT");
        }
    });
    report("bare_insert_wall_us", inserts.wall_s * 1e6 / static_cast<double>(lines.size()));
    report("bare_insert_cpu_us", inserts.cpu_s * 1e6 / static_cast<double>(lines.size()));

    fresh();
    std::vector<double> commits_us;
    for (std::size_t at = 0; at < std::min(single_commits, lines.size()); ++at) {
        const Cost commit = measure([&] { table->insert(lines[at]); });
        commits_us.push_back(commit.wall_s * 1e6);
    }
    report("bare_commit_p50_us", median(commits_us));
}

}  // namespace phirap::bench
