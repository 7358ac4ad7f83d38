// An agent's folder, opened after its disk did something to one of the files.
#include "agent/opening.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "agent/set_aside.h"
#include "shared/host/files.h"
#include "shared/host/store_error.h"
#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap::agent {
namespace {

OperationBody row(std::int64_t downloads) {
    OperationBody body;
    body.author = "somchai";
    body.scope = {"click-chumchon", Month{2024, 4}};
    body.changes = {{ChangeKind::set,
                     {EntityKind::row, *entity_named("row" + std::to_string(downloads)), 0},
                     {{"downloads", downloads}, {"place", std::string(400, 'x')}}}};
    return body;
}

// A folder with 40 operations in it, closed.
struct Pc {
    Pc() {
        EnrolmentCode code;
        SigningKey::Seed seed{};
        seed.fill(250);
        code.server_key = SigningKey(seed).public_key();
        code.office = "4301";
        code.url = "http://127.0.0.1:1";
        code.mission = "click-chumchon";
        const auto agent = enrol_agent(folder.path(), code, "a PC", clock, chance);
        REQUIRE(agent.has_value());
        for (int i = 0; i < 40; ++i) {
            REQUIRE((*agent)->store->save(row(i)).has_value());
        }
        report = (*agent)->store->report(Month{2024, 4});
    }

    [[nodiscard]] std::unique_ptr<OpenAgent> open() {
        auto agent = open_agent(folder.path(), clock, chance);
        REQUIRE(agent.has_value());
        return *std::move(agent);
    }
    [[nodiscard]] std::filesystem::path database() const { return folder.path() / "agent.db"; }
    [[nodiscard]] std::filesystem::path journal() const { return folder.path() / "agent.journal"; }

    TemporaryFolder folder;
    SetClock clock;
    SeededChance chance{1};
    Report report;
};

void overwrite(const std::filesystem::path& file, std::size_t at, std::size_t count, char with) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(static_cast<std::streamoff>(at));
    stream << std::string(count, with);
}

// What people see: the same entries, whatever lineage they are on.
bool shows_the_same(const Report& report, const Report& other) {
    return std::ranges::equal(report.entities, other.entities,
                              [](const EntityState& a, const EntityState& b) {
                                  return a.entity == b.entity && a.shown("downloads") == b.shown("downloads");
                              });
}

TEST_CASE("opening: a database that is damaged is set aside as it is, and made anew from the journal") {
    for (const int what : {0, 1, 2, 3}) {
        CAPTURE(what);
        Pc pc;
        const std::size_t size = std::filesystem::file_size(pc.database());
        switch (what) {
            case 0:
                overwrite(pc.database(), 0, 4096, 'x');
                break;
            case 1:
                overwrite(pc.database(), 4096, size - 4096, '\0');
                break;
            case 2:
                std::filesystem::resize_file(pc.database(), size / 2);
                break;
            default:
                overwrite(pc.database(), size / 2, 8192, '\xff');
        }
        const Bytes damaged = *read_file(pc.database(), 1 << 30);
        const auto agent = pc.open();

        REQUIRE(agent->rebuilt.has_value());
        CHECK(agent->rebuilt->operations == 40);
        CHECK(agent->rebuilt->set_aside.filename() == "agent.db.damaged-20240425T000000Z");
        CHECK(*read_file(agent->rebuilt->set_aside, 1 << 30) == damaged);
        CHECK(files_set_aside(pc.folder.path()) == std::vector{agent->rebuilt->set_aside});
        CHECK(shows_the_same(agent->store->report(Month{2024, 4}), pc.report));
        CHECK(agent->store->outbox() == 40);
        CHECK_FALSE(agent->store->progress().cursor.has_value());
        CHECK(agent->store->save(row(99)).has_value());
    }
}

TEST_CASE("opening: what was made anew stays, and a second damage is set aside beside the first") {
    Pc pc;
    overwrite(pc.database(), 0, 4096, 'x');
    CHECK(pc.open()->rebuilt.has_value());
    CHECK_FALSE(pc.open()->rebuilt.has_value());
    overwrite(pc.database(), 0, 4096, 'x');
    CHECK(pc.open()->rebuilt.has_value());
    CHECK(files_set_aside(pc.folder.path()).size() == 2);
    CHECK(shows_the_same(pc.open()->store->report(Month{2024, 4}), pc.report));
}

TEST_CASE("opening: a database that is gone, or was cut off while it was made anew, comes from the journal") {
    for (const bool is_empty : {false, true}) {
        Pc pc;
        std::filesystem::remove(pc.database());
        if (is_empty) {
            CHECK(write_file(pc.database(), {}).has_value());
        }
        const auto agent = pc.open();
        REQUIRE(agent->rebuilt.has_value());
        CHECK(agent->rebuilt->set_aside.empty());
        CHECK(shows_the_same(agent->store->report(Month{2024, 4}), pc.report));
    }
}

TEST_CASE("opening: without a journal of ours a damaged database is left as it is, and that is said") {
    for (const bool is_rubbish : {false, true}) {
        Pc pc;
        overwrite(pc.database(), 0, 4096, 'x');
        std::filesystem::remove(pc.journal());
        if (is_rubbish) {
            CHECK(write_file(pc.journal(), Bytes(10'000, 7)).has_value());
        }
        const Bytes damaged = *read_file(pc.database(), 1 << 30);
        try {
            (void)open_agent(pc.folder.path(), pc.clock, pc.chance);
            FAIL("opened a store that cannot be read");
        } catch (const StoreError& error) {
            CHECK(error.key() == "store_corrupt");
        }
        CHECK(*read_file(pc.database(), 1 << 30) == damaged);
        CHECK(files_set_aside(pc.folder.path()).empty());
    }
}

TEST_CASE("opening: a damaged journal is set aside, and made anew from the database") {
    for (const std::size_t at : {std::size_t{3}, std::size_t{5000}}) {
        CAPTURE(at);
        Pc pc;
        overwrite(pc.journal(), at, 1, '\x7f');
        const auto agent = pc.open();
        CHECK_FALSE(agent->rebuilt.has_value());
        CHECK(agent->journal_set_aside.filename() == "agent.journal.damaged-20240425T000000Z");
        CHECK(agent->store->second_copy().to_journal == 40);
        CHECK(agent->store->second_copy().journal.rotten_bytes == 0);
        CHECK(shows_the_same(agent->store->report(Month{2024, 4}), pc.report));
        CHECK(pc.folder.path() / "agent.journal" == pc.journal());
    }
}

}  // namespace
}  // namespace phirap::agent
