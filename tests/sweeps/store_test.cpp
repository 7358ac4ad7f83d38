// What a store does by itself: being made, growing to a newer version, copying its log back.
#include <doctest/doctest.h>

#include <array>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

#include "agent/schema.h"
#include "server/schema.h"
#include "shared/core/invariant.h"
#include "shared/host/migrations.h"
#include "tests/sweeps/path.h"

namespace phirap::sweeps {
namespace {

// The agent's tables as a later program might have them: two versions on.
Schema newer_schema() {
    static const std::array<std::string_view, 2> newer = {
        "CREATE TABLE remark (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
        "INSERT INTO remark SELECT sequence, scope FROM operation;",
        "ALTER TABLE remark ADD COLUMN length INTEGER NOT NULL DEFAULT 0;"
        "UPDATE remark SET length = length(text);"
        "CREATE INDEX remark_length ON remark (length);",
    };
    static const std::vector<std::string_view> versions = [] {
        const std::span<const std::string_view> ours = agent::schema().migrations;
        std::vector<std::string_view> all(ours.begin(), ours.end());
        all.insert(all.end(), newer.begin(), newer.end());
        return all;
    }();
    return {agent::schema().application_id, versions};
}

void save_rows(agent::AgentStore& store, std::uint64_t count) {
    for (std::uint64_t number = 1; number <= count; ++number) {
        OperationBody body;
        body.scope = {"click-chumchon", Month{2024, 4}};
        body.changes = {{ChangeKind::set,
                         {EntityKind::row, uuid_v7(static_cast<std::int64_t>(number), {}), 0},
                         {{"activity", std::string(700, 'x')}}}};
        invariant(store.save(std::move(body)).has_value(), "a row of these tests is within the limits");
    }
}

}  // namespace

TEST_CASE("sweep: a store of an older version is at one version or the next, with all that is in it") {
    sweep({.name = "migrate",
           .set_up =
               [](Scene& scene) {
                   scene.make_server();
                   scene.enrol_pc();
                   save_rows(scene.pc(), 8);
               },
           .act =
               [](Scene& scene) {
                   const Result<void> migrated = migrate(scene.pc_database(), newer_schema());
                   invariant(migrated.has_value(), "an older store is brought up to date");
               },
           .promise =
               [](Scene& scene) {
                   Database& store = scene.pc_database();
                   const std::int64_t ours = std::ssize(agent::schema().migrations);
                   const std::int64_t version = store.integer("PRAGMA user_version").value_or(0);
                   CHECK(version >= ours);
                   CHECK(store.integer("SELECT count(*) FROM operation") == 8);
                   CHECK(store.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'remark'") ==
                         (version > ours ? 1 : 0));
                   if (version > ours) {
                       CHECK(store.integer("SELECT count(*) FROM remark") == 8);
                   }
               },
           .crashes = Scene::pc_folder});
}

TEST_CASE("sweep: a server's store and a PC's are made whole, or made again") {
    sweep({.name = "new stores",
           .set_up = [](Scene&) {},
           .act =
               [](Scene& scene) {
                   // As init and enrol do, which go on where an earlier try was cut off.
                   invariant(migrate(scene.server_database(), server::schema()).has_value(), "made");
                   scene.begin_again();
                   if (scene.server_database().integer("SELECT count(*) FROM identity") == 0) {
                       scene.make_server();
                   }
                   scene.begin_again();
                   invariant(migrate(scene.pc_database(), agent::schema()).has_value(), "made");
                   if (scene.pc_database().integer("SELECT count(*) FROM enrolment") == 0) {
                       scene.enrol_pc();
                   }
               },
           .meet =
               [](Scene& scene) {
                   scene.begin_again();
                   scene.sync_pc();
               }});
}

TEST_CASE("sweep: a log that is copied back in the midst of saving loses nothing") {
    sweep({.name = "checkpoint",
           .set_up =
               [](Scene& scene) {
                   scene.set_checkpoint_pages(4);
                   scene.make_server();
                   scene.enrol_pc();
               },
           .act =
               [](Scene& scene) {
                   scene.pc().catch_up();  // as whoever saves does, before it counts what is there
                   const std::size_t here = operations_in(scene.pc_database()).size();
                   for (std::size_t saved = here; saved < 6; ++saved) {
                       save_rows(scene.pc(), 1);
                       scene.say_all_saved();
                   }
                   (void)scene.pc_database().checkpoint();
                   scene.say_all_saved();
               },
           .crashes = Scene::pc_folder});
}

}  // namespace phirap::sweeps
