#include "shared/host/database.h"

#include <doctest/doctest.h>

#include "shared/core/ids.h"
#include "tests/support/temporary_folder.h"

namespace phirap {
namespace {

TEST_CASE("database: a committed row is read back as it was bound") {
    const TemporaryFolder folder;
    Database database(folder.path() / "store.db");
    database.script("CREATE TABLE thing(id BLOB PRIMARY KEY, text TEXT, number INTEGER, spare TEXT) STRICT");
    const EntityId id = *entity_named("thing");

    Transaction transaction(database);
    database.run("INSERT INTO thing VALUES (?,?,?,?)", id, std::string("รายงาน"), std::uint32_t{7}, nullptr);
    database.run("INSERT INTO thing VALUES (?,?,?,?)", Bytes{}, std::string_view(), -1,
                 std::optional<std::string>("x"));
    CHECK(database.changes() == 1);
    transaction.commit();

    auto rows = database.rows("SELECT id, text, number, spare FROM thing ORDER BY number DESC");
    REQUIRE(rows.next());
    CHECK(rows.id<EntityId>(0) == id);
    CHECK(rows.text(1) == "รายงาน");
    CHECK(rows.integer(2) == 7);
    CHECK(rows.is_null(3));
    REQUIRE(rows.next());
    CHECK_FALSE(rows.is_null(0));
    CHECK(rows.blob(0).empty());
    CHECK_FALSE(rows.is_null(1));
    CHECK(rows.text(3) == "x");
    CHECK_FALSE(rows.next());
}

TEST_CASE("database: what was not committed is gone") {
    const TemporaryFolder folder;
    Database database(folder.path() / "store.db");
    database.script("CREATE TABLE thing(number INTEGER) STRICT");
    {
        const Transaction transaction(database);
        database.run("INSERT INTO thing VALUES (?)", 1);
    }
    CHECK_FALSE(database.in_transaction());
    CHECK(database.integer("SELECT count(*) FROM thing") == 0);
}

TEST_CASE("database: a statement can be used again while its rows are being read") {
    const TemporaryFolder folder;
    Database database(folder.path() / "store.db");
    database.script("CREATE TABLE thing(number INTEGER) STRICT; INSERT INTO thing VALUES (1),(2),(3)");

    int pairs = 0;
    for (auto outer = database.rows("SELECT number FROM thing"); outer.next();) {
        for (auto inner = database.rows("SELECT number FROM thing"); inner.next();) {
            ++pairs;
        }
    }
    CHECK(pairs == 9);
}

TEST_CASE("database: a reader sees what was committed and cannot write") {
    const TemporaryFolder folder;
    Database writer(folder.path() / "store.db");
    writer.script("CREATE TABLE thing(number INTEGER) STRICT; INSERT INTO thing VALUES (1)");
    Database reader(folder.path() / "store.db", {.read_only = true});

    CHECK(reader.integer("SELECT number FROM thing") == 1);
    CHECK_THROWS_AS(reader.run("INSERT INTO thing VALUES (2)"), StoreError);
    CHECK(reader.integer("PRAGMA wal_autocheckpoint") == 0);
}

TEST_CASE("database: a second writer waits, then is told that the store is busy") {
    const TemporaryFolder folder;
    Database first(folder.path() / "store.db");
    Database second(folder.path() / "store.db", {.busy_ms = 1});
    const Transaction held(first);
    try {
        const Transaction refused(second);
        FAIL("two writers at once");
    } catch (const StoreError& error) {
        CHECK(error.trouble() == StoreTrouble::busy);
        CHECK(error.key() == "store_busy");
    }
}

TEST_CASE("database: a file that is no database is called damaged and left as it is") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "store.db";
    folder.write("store.db", std::string(4096, 'x'));
    try {
        const Database database(path);
        FAIL("opened rubbish");
    } catch (const StoreError& error) {
        CHECK(error.trouble() == StoreTrouble::corrupt);
    }
    CHECK(folder.read("store.db") == std::string(4096, 'x'));
}

TEST_CASE("database: a copy by vacuum_into opens and checks clean") {
    const TemporaryFolder folder;
    Database database(folder.path() / "store.db");
    database.script("CREATE TABLE thing(number INTEGER) STRICT; INSERT INTO thing VALUES (1)");
    database.vacuum_into(folder.path() / "copy.db");

    Database copy(folder.path() / "copy.db", {.read_only = true, .untrusted = true});
    CHECK(copy.quick_check().empty());
    CHECK(copy.integer("SELECT number FROM thing") == 1);
}

TEST_CASE("database: a checkpoint empties the log unless a reader still needs it") {
    const TemporaryFolder folder;
    Database writer(folder.path() / "store.db");
    writer.script("CREATE TABLE thing(number INTEGER) STRICT; INSERT INTO thing VALUES (1),(2)");
    CHECK(writer.checkpoint());
    CHECK(folder.read("store.db-wal").empty());

    Database other(folder.path() / "store.db", {.read_only = true});
    Database impatient(folder.path() / "store.db", {.busy_ms = 1});
    auto open_rows = other.rows("SELECT number FROM thing");
    REQUIRE(open_rows.next());
    impatient.script("INSERT INTO thing VALUES (3)");
    CHECK_FALSE(impatient.checkpoint());
}

TEST_CASE("database: an id of the wrong length is damage, not a shorter id") {
    const TemporaryFolder folder;
    Database database(folder.path() / "store.db");
    auto rows = database.rows("SELECT x'0102'");
    REQUIRE(rows.next());
    CHECK_THROWS_AS((void)rows.id<EntityId>(0), StoreError);
}

}  // namespace
}  // namespace phirap
