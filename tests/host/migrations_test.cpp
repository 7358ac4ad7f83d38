#include "shared/host/migrations.h"

#include <doctest/doctest.h>

#include <array>

#include "tests/support/temporary_folder.h"

namespace phirap {
namespace {

constexpr std::uint32_t application = 0x50685470;
constexpr std::array<std::string_view, 2> two_steps = {"CREATE TABLE first(number INTEGER) STRICT",
                                                       "CREATE TABLE second(number INTEGER) STRICT"};
constexpr std::array<std::string_view, 2> second_step_breaks = {two_steps[0],
                                                                "CREATE TABLE second; nonsense"};

std::int64_t tables(Database& database) {
    return *database.integer("SELECT count(*) FROM sqlite_schema");
}

TEST_CASE("migrations: a new store gets every step, an old one what it lacks") {
    const TemporaryFolder folder;
    Database database(folder.path() / "store.db");

    REQUIRE(migrate(database, {application, std::span(two_steps).first(1)}));
    CHECK(tables(database) == 1);
    REQUIRE(migrate(database, {application, two_steps}));
    CHECK(tables(database) == 2);
    REQUIRE(migrate(database, {application, two_steps}));
    CHECK(database.integer("PRAGMA user_version") == 2);
}

TEST_CASE("migrations: a newer store is refused and not touched") {
    const TemporaryFolder folder;
    {
        Database database(folder.path() / "store.db");
        REQUIRE(migrate(database, {application, two_steps}));
    }
    const std::string before = folder.read("store.db");
    {
        Database database(folder.path() / "store.db");
        const auto refused = migrate(database, {application, std::span(two_steps).first(1)});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().key == "store_newer");
        CHECK(refused.error().kind == ErrorKind::unsupported);
    }
    CHECK(folder.read("store.db") == before);
}

TEST_CASE("migrations: another program's store is refused") {
    const TemporaryFolder folder;
    Database database(folder.path() / "store.db");
    database.script("CREATE TABLE letters(text TEXT)");

    CHECK(migrate(database, {application, two_steps}).error().key == "store_foreign");
    CHECK(tables(database) == 1);
    REQUIRE(migrate(database, {0, {}}));
}

TEST_CASE("migrations: a step that breaks leaves the store at the step before") {
    const TemporaryFolder folder;
    Database database(folder.path() / "store.db");

    CHECK_THROWS_AS((void)migrate(database, {application, second_step_breaks}), StoreError);
    CHECK(database.integer("PRAGMA user_version") == 1);
    CHECK(tables(database) == 1);
    REQUIRE(migrate(database, {application, two_steps}));
}

}  // namespace
}  // namespace phirap
