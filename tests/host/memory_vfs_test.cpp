#include "tests/support/memory_vfs.h"

#include <doctest/doctest.h>

#include "shared/host/database.h"
#include "tests/support/seeded.h"

namespace phirap {
namespace {

TEST_CASE("memory disk: a reader and a writer of one process share a log") {
    SeededChance chance(1);
    MemoryVfs disk("memory", chance);
    Database writer("/a/store.db", {.vfs = disk.name()});
    writer.script("CREATE TABLE saved(number INTEGER) STRICT; INSERT INTO saved VALUES (1)");
    Database reader("/a/store.db", {.read_only = true, .vfs = disk.name()});
    Database second("/a/store.db", {.vfs = disk.name(), .busy_ms = 10});

    Transaction transaction(writer);
    writer.run("INSERT INTO saved VALUES (2)");
    CHECK(reader.integer("SELECT count(*) FROM saved") == 1);
    CHECK_THROWS_AS(second.run("INSERT INTO saved VALUES (3)"), StoreError);
    transaction.commit();
    CHECK(reader.integer("SELECT count(*) FROM saved") == 2);
    second.run("INSERT INTO saved VALUES (3)");
    CHECK(reader.integer("SELECT count(*) FROM saved") == 3);
}

TEST_CASE("memory disk: an exclusive connection keeps others out until it closes") {
    SeededChance chance(1);
    MemoryVfs disk("memory", chance);
    {
        Database alone("/a/store.db", {.exclusive = true, .vfs = disk.name()});
        alone.script("CREATE TABLE saved(number INTEGER) STRICT");
        CHECK_THROWS_AS(Database("/a/store.db", {.vfs = disk.name(), .busy_ms = 10}), StoreError);
    }
    Database after("/a/store.db", {.vfs = disk.name()});
    CHECK(after.integer("SELECT count(*) FROM saved") == 0);
}

TEST_CASE("memory disk: a folder is cloned, and put back to an older copy, while in use") {
    SeededChance chance(1);
    MemoryVfs disk("memory", chance);
    auto first = std::make_unique<Database>("/a/store.db", DatabaseOptions{.vfs = disk.name()});
    first->script("CREATE TABLE saved(number INTEGER) STRICT; INSERT INTO saved VALUES (1)");
    const MemoryVfs::Files older = disk.snapshot("/a/");
    first->script("INSERT INTO saved VALUES (2)");
    disk.copy_files("/a/", "/b/");
    first->script("INSERT INTO saved VALUES (3)");

    Database clone("/b/store.db", {.vfs = disk.name()});
    CHECK(clone.integer("SELECT count(*) FROM saved") == 2);
    disk.restore("/a/", older);
    CHECK_THROWS_AS(first->script("INSERT INTO saved VALUES (4)"), StoreError);
    first.reset();
    Database restored("/a/store.db", {.vfs = disk.name()});
    CHECK(restored.integer("SELECT count(*) FROM saved") == 1);
}

TEST_CASE("memory disk: a killed process leaves all that it wrote") {
    SeededChance chance(1);
    MemoryVfs disk("memory", chance);
    Database killed("/a/store.db", {.vfs = disk.name()});
    killed.script(
        "PRAGMA synchronous=OFF; CREATE TABLE saved(number INTEGER) STRICT; INSERT INTO saved VALUES (1)");
    disk.kill("/a/");

    Database after("/a/store.db", {.vfs = disk.name()});
    CHECK(after.integer("SELECT count(*) FROM saved") == 1);
    CHECK_THROWS_AS((void)killed.integer("SELECT count(*) FROM saved"), StoreError);
}

TEST_CASE("memory disk: another folder's power cut is not ours") {
    SeededChance chance(1);
    MemoryVfs disk("memory", chance);
    Database ours("/a/store.db", {.vfs = disk.name()});
    Database theirs("/b/store.db", {.vfs = disk.name()});
    disk.power_cut("/b/");
    ours.script("CREATE TABLE saved(number INTEGER) STRICT");
    CHECK_THROWS_AS(theirs.script("CREATE TABLE saved(number INTEGER) STRICT"), StoreError);
}

TEST_CASE("memory disk: the same seed tells the same story") {
    const auto story = [] {
        SeededChance chance(7);
        MemoryVfs disk("memory", chance);
        Database database("/a/store.db", {.vfs = disk.name()});
        database.script(
            "CREATE TABLE saved(number INTEGER) STRICT; INSERT INTO saved SELECT random() % 1000");
        disk.power_cut();
        return disk.snapshot("/a/");
    };
    CHECK(story() == story());
}

}  // namespace
}  // namespace phirap
