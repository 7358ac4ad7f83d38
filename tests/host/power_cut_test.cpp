#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <set>

#include "shared/host/database.h"
#include "tests/support/memory_vfs.h"
#include "tests/support/seeded.h"

namespace phirap {
namespace {

constexpr const char* store = "/office/store.db";

DatabaseOptions on(const MemoryVfs& disk) {
    // A log of 16 pages is copied back every few commits, so that cuts hit checkpoints too.
    return {.vfs = disk.name(), .checkpoint_pages = 16};
}

void make_table(Database& database) {
    database.script("CREATE TABLE IF NOT EXISTS saved(number INTEGER PRIMARY KEY, text BLOB) STRICT");
}

std::set<std::int64_t> numbers(Database& database) {
    std::set<std::int64_t> found;
    for (auto rows = database.rows("SELECT number FROM saved"); rows.next();) {
        found.insert(rows.integer(0));
    }
    return found;
}

// What an officer was told, and what was under way when the power went.
struct Story {
    std::set<std::int64_t> saved;
    std::set<std::int64_t> under_way;
    std::int64_t next = 0;
};

void save_until_the_power_goes(Database& database, SeededChance& chance, Story& story) {
    while (true) {
        story.under_way.clear();
        Transaction transaction(database);
        for (std::uint64_t rows = 1 + chance.below(5); rows > 0; --rows) {
            Bytes text(chance.below(3000));
            chance.fill(text);
            database.run("INSERT INTO saved VALUES (?,?)", story.next, text);
            story.under_way.insert(story.next++);
        }
        transaction.commit();
        story.saved.merge(story.under_way);
    }
}

TEST_CASE("power cut: no acknowledged commit is lost, none is there in part, the store opens clean") {
    int cuts = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        SeededChance chance(seed);
        MemoryVfs disk("power", chance);
        Story story;
        for (int cut = 0; cut < 5; ++cut, ++cuts) {
            disk.power_cut_at(static_cast<std::int64_t>(1 + chance.below(200)));
            try {
                Database database(store, on(disk));
                make_table(database);
                save_until_the_power_goes(database, chance, story);
            } catch (const StoreError& error) {
                CHECK(error.trouble() == StoreTrouble::io);
            }
            disk.stop_failing();

            Database database(store, on(disk));
            make_table(database);
            REQUIRE(database.quick_check().empty());
            std::set<std::int64_t> found = numbers(database);
            // A commit that was under way is whole or absent; if it is there, it is there to stay.
            if (!story.under_way.empty() && found.contains(*story.under_way.begin())) {
                story.saved.merge(story.under_way);
            }
            REQUIRE(found == story.saved);
        }
    }
    CHECK(cuts == 500);
}

// The memory disk itself must be able to lose something, or the test above proves nothing.
TEST_CASE("power cut: without waiting for the disk, commits are lost") {
    int lost = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        SeededChance chance(seed);
        MemoryVfs disk("power", chance);
        Story story;
        disk.power_cut_at(static_cast<std::int64_t>(40 + chance.below(200)));
        try {
            Database database(store, on(disk));
            make_table(database);
            database.script("PRAGMA synchronous=NORMAL");
            save_until_the_power_goes(database, chance, story);
        } catch (const StoreError&) {
        }
        disk.stop_failing();
        Database database(store, on(disk));
        make_table(database);
        const std::set<std::int64_t> found = numbers(database);
        lost += std::ranges::includes(found, story.saved) ? 0 : 1;
    }
    CHECK(lost > 10);
}

// Fails the n-th operation of each kind while 20 rows are saved on 20 rows that are there.
TEST_CASE("disk faults: a transaction that meets one is whole or absent") {
    for (const DiskOperation operation : {DiskOperation::write, DiskOperation::sync, DiskOperation::truncate,
                                          DiskOperation::open, DiskOperation::read}) {
        for (const int code : {SQLITE_IOERR, SQLITE_FULL}) {
            for (std::int64_t nth = 1;; ++nth) {
                CAPTURE(static_cast<int>(operation));
                CAPTURE(code);
                CAPTURE(nth);
                SeededChance chance(static_cast<std::uint64_t>(nth));
                MemoryVfs disk("faults", chance);
                bool told_saved = false;
                {
                    Database database(store, on(disk));
                    make_table(database);
                    database.script(
                        "INSERT INTO saved SELECT value, zeroblob(500) FROM "
                        "json_each('[1,2,3,4,5,6,7,8,9]')");
                    disk.fail(operation, nth, code, chance.coin());
                    try {
                        Transaction transaction(database);
                        for (int number = 100; number < 120; ++number) {
                            database.run("INSERT INTO saved VALUES (?,?)", number, Bytes(2000, 7));
                        }
                        transaction.commit();
                        told_saved = true;
                        (void)database.checkpoint();
                    } catch (const StoreError& error) {
                        CHECK((error.trouble() == StoreTrouble::io ||
                               error.trouble() == StoreTrouble::disk_full));
                    }
                }
                const bool was_met = disk.count(operation) > 0;
                disk.stop_failing();
                disk.power_cut();
                Database database(store, on(disk));
                const std::size_t rows = numbers(database).size();
                REQUIRE(database.quick_check().empty());
                CAPTURE(rows);
                CAPTURE(told_saved);
                REQUIRE((rows == 29 || (rows == 9 && !told_saved)));
                if (nth > 60 || !was_met) {
                    break;
                }
            }
        }
    }
}

TEST_CASE(
    "disk faults: on a full disk what was saved before still reads, and saving goes on when there is room") {
    SeededChance chance(1);
    MemoryVfs disk("full", chance);
    Database database(store, on(disk));
    make_table(database);
    database.script("INSERT INTO saved VALUES (1, zeroblob(100))");
    disk.set_disk_bytes(disk.used_bytes() + 50'000);

    std::int64_t next = 2;
    try {
        for (;; ++next) {
            database.run("INSERT INTO saved VALUES (?,?)", next, Bytes(3000, 1));
        }
    } catch (const StoreError& error) {
        CHECK(error.trouble() == StoreTrouble::disk_full);
        CHECK(error.key() == "store_disk_full");
    }
    CHECK(static_cast<std::int64_t>(numbers(database).size()) == next - 1);

    disk.set_disk_bytes(std::nullopt);
    database.run("INSERT INTO saved VALUES (?,?)", next, Bytes(3000, 1));
    CHECK(static_cast<std::int64_t>(numbers(database).size()) == next);
}

TEST_CASE("disk faults: a disk that turns read-only is called that") {
    SeededChance chance(1);
    MemoryVfs disk("readonly", chance);
    {
        Database database(store, on(disk));
        make_table(database);
        disk.set_read_only(true);
        try {
            database.run("INSERT INTO saved VALUES (1, x'')");
            FAIL("saved on a read-only disk");
        } catch (const StoreError& error) {
            CHECK(error.trouble() == StoreTrouble::read_only);
        }
    }
    try {
        const Database database(store, on(disk));
        FAIL("opened for writing on a read-only disk");
    } catch (const StoreError& error) {
        CHECK(error.key() == "store_read_only");
    }
    disk.set_read_only(false);
    Database database(store, on(disk));
    CHECK(numbers(database).empty());
}

}  // namespace
}  // namespace phirap
