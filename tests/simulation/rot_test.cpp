// Bits flip on the disk of a PC or of the server, in bodies that SQLite finds nothing wrong with. Nobody is
// given them; whoever holds the operation whole brings it again, in the rounds that there are anyway.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "agent/schema.h"
#include "agent/sync_round.h"
#include "server/enrol.h"
#include "server/rot.h"
#include "server/schema.h"
#include "server/sync_door.h"
#include "shared/host/migrations.h"
#include "tests/support/memory_vfs.h"
#include "tests/support/seeded.h"

namespace phirap {
namespace {

const Scope april{"click-chumchon", Month{2024, 4}};
const Office office = "4301";

SigningKey key_of(std::uint8_t number) {
    SigningKey::Seed seed{};
    seed.fill(number);
    return SigningKey(seed);
}

OperationBody row(std::int64_t number) {
    OperationBody body;
    body.author = "somchai";
    body.scope = april;
    body.changes = {{ChangeKind::set,
                     {EntityKind::row, *entity_named(fmt::format("row-{}", number)), 0},
                     {{"downloads", number}}}};
    return body;
}

void flip_a_bit(Database& database, const OperationId& id) {
    Bytes body;
    {
        Statement rows = database.rows("SELECT body FROM operation WHERE id = ?", id);
        REQUIRE(rows.next());
        const BytesView blob = rows.blob(0);
        body.assign(blob.begin(), blob.end());
    }
    body[body.size() / 2] ^= 16;
    database.run("UPDATE operation SET body = ? WHERE id = ?", body, id);
}

bool is_sound(const OperationLog& log) {
    log.look_for_rot();
    return log.rot_met().empty() && log.damaged().empty();
}

struct Centre {
    Centre(MemoryVfs& disk, Clock& clock, Chance& chance)
        : key(key_of(250)), database("/server/server.db", {.vfs = disk.name()}) {
        REQUIRE(migrate(database, server::schema()).has_value());
        server::ServerStore::init(database, "click-chumchon", clock, chance);
        store = std::make_unique<server::ServerStore>(database, key, clock, chance);
    }
    SigningKey key;
    Database database;
    std::unique_ptr<server::ServerStore> store;
};

class Pc {
  public:
    Pc(std::uint8_t number, Centre& centre, MemoryVfs& disk, Clock& clock, Chance& chance)
        : key(key_of(number)),
          database(fmt::format("/pc{}/agent.db", number), {.exclusive = true, .vfs = disk.name()}),
          centre_(centre) {
        REQUIRE(migrate(database, agent::schema()).has_value());
        EnrolmentCode code;
        code.server_key = centre.key.public_key();
        code.office = office;
        code.url = "https://server.example";
        code.mission = "click-chumchon";
        Transaction transaction(centre.database);
        code.secret = server::make_code(*centre.store, office, 1'000'000);
        transaction.commit();
        agent::AgentStore::enrol(database, code, key, "a PC", chance);
        store = std::make_unique<agent::AgentStore>(database, key, clock, chance);
    }

    OperationId save(std::int64_t number) { return store->save(row(number))->id; }
    // Rounds as a contact makes them: it ends when some came to nothing (a feed that goes no further). Frames
    // of a few operations, so that rot lies between whole ones.
    void sync() {
        int idle = 0;
        for (int round = 0; round < 40; ++round) {
            const agent::PreparedRound prepared = agent::prepare_round(*store, {limits::frame_bytes_max, 3});
            const server::DoorAnswer answer = prepared.enrolment
                                                  ? answer_enrolment(*centre_.store, prepared.request, {})
                                                  : answer_sync(*centre_.store, prepared.request, {});
            const agent::RoundOutcome outcome = agent::finish_round(*store, prepared, answer.body);
            REQUIRE(outcome.ending == agent::Ending::reached);
            idle = outcome.progressed ? 0 : idle + 1;
            if (!outcome.again || idle == 3) {
                return;
            }
        }
        FAIL("a sync that does not end");
    }
    [[nodiscard]] Report report() const { return store->report(april); }

    SigningKey key;
    Database database;
    std::unique_ptr<agent::AgentStore> store;

  private:
    Centre& centre_;
};

// Two PCs in step with the server: ten operations of the first, three of the second.
struct Province {
    Province() {
        for (int i = 0; i < 10; ++i) {
            ids.push_back(first.save(i));
        }
        for (int i = 10; i < 13; ++i) {
            ids.push_back(second.save(i));
        }
        for (int i = 0; i < 2; ++i) {
            first.sync();
            second.sync();
        }
        whole = first.report();
        REQUIRE(second.report() == whole);
    }
    [[nodiscard]] Report at_the_server() {
        return fold(centre.store->log(office), april, centre.store->law(office));
    }
    void check_all_is_whole() {
        CHECK(is_sound(first.store->log()));
        CHECK(is_sound(second.store->log()));
        CHECK(is_sound(centre.store->log(office)));
        CHECK(first.report() == whole);
        CHECK(second.report() == whole);
        CHECK(at_the_server() == whole);
        CHECK(first.store->outbox() == 0);
        CHECK(second.store->outbox() == 0);
        CHECK(static_cast<std::uint64_t>(*centre.database.integer("SELECT count(*) FROM operation")) ==
              centre.store->feed(office).position);
    }

    SeededChance chance{1};
    MemoryVfs disk{"rot", chance};
    SetClock clock;
    Centre centre{disk, clock, chance};
    Pc first{1, centre, disk, clock, chance};
    Pc second{2, centre, disk, clock, chance};
    std::vector<OperationId> ids;
    Report whole;
};

TEST_CASE("rot at the server: no page carries it, everything else goes on, and its author brings it again") {
    Province province;
    const std::uint64_t position = province.centre.store->feed(office).position;
    flip_a_bit(province.centre.database, province.ids[4]);
    Pc third(3, province.centre, province.disk, province.clock, province.chance);
    third.sync();
    CHECK(is_sound(third.store->log()));
    CHECK(third.store->log().count() < position);
    CHECK(server::rotten_operations(*province.centre.store).size() == 1);
    const OperationId meanwhile = third.save(20);
    third.sync();
    CHECK(third.store->outbox() == 0);
    CHECK(province.centre.store->log(office).damaged().size() == 1);

    province.first.sync();
    CHECK(server::rotten_operations(*province.centre.store).empty());
    third.sync();
    province.first.sync();
    province.second.sync();
    province.whole = province.first.report();
    CHECK(third.report() == province.whole);
    province.check_all_is_whole();
    CHECK(province.centre.database.integer("SELECT count(*) FROM operation WHERE id = ?", meanwhile) == 1);
}

TEST_CASE("rot at the server: the acknowledgement goes down to before it, and comes back") {
    Province province;
    flip_a_bit(province.centre.database, province.ids[9]);
    REQUIRE(server::look_for_rot(*province.centre.store, office) == 1);
    const agent::PreparedRound prepared =
        agent::prepare_round(*province.first.store, {limits::frame_bytes_max, 3});
    const server::DoorAnswer answer = answer_sync(*province.centre.store, prepared.request, {});
    (void)agent::finish_round(*province.first.store, prepared, answer.body);
    CHECK(province.first.store->outbox() == 1);
    province.first.sync();
    province.check_all_is_whole();
}

TEST_CASE("rot at the server: what its author lost with his PC, any other machine brings again") {
    Province province;
    flip_a_bit(province.centre.database, province.ids[0]);
    flip_a_bit(province.centre.database, province.ids[7]);
    REQUIRE(server::look_for_rot(*province.centre.store, office) == 2);
    province.second.sync();
    CHECK(is_sound(province.centre.store->log(office)));
    province.first.sync();
    province.check_all_is_whole();
}

TEST_CASE("rot at the server: its own words are brought again too") {
    Province province;
    {
        OperationBody word;
        word.scope = april;
        word.changes = {
            {ChangeKind::set, {EntityKind::comment, *entity_named("row-1"), 0}, {{"text", "look"}}}};
        Transaction transaction(province.centre.database);
        const Result<OperationId> said = province.centre.store->say_to(office, word);
        transaction.commit();
        province.first.sync();
        province.second.sync();
        province.whole = province.first.report();
        flip_a_bit(province.centre.database, *said);
    }
    REQUIRE(server::look_for_rot(*province.centre.store, office) == 1);
    province.second.sync();
    province.first.sync();
    province.check_all_is_whole();
}

TEST_CASE("rot on a PC: an own operation is mended from the journal before it is sent") {
    Province province;
    const OperationId id = province.first.save(30);
    const OperationId next = province.first.save(31);
    province.whole = province.first.report();
    flip_a_bit(province.first.database, id);
    province.first.sync();
    province.second.sync();
    CHECK(province.centre.database.integer("SELECT count(*) FROM operation WHERE id = ?", next) == 1);
    province.check_all_is_whole();
}

TEST_CASE("rot on a PC: what another wrote comes again with the feed, and what the journal lost too") {
    Province province;
    flip_a_bit(province.first.database, province.ids[11]);
    const agent::AgentStore::Mended mended = province.first.store->look_for_rot();
    CHECK(mended.from_journal == 0);
    CHECK(mended.waiting == 1);
    province.first.sync();
    province.check_all_is_whole();

    flip_a_bit(province.second.database, province.ids[12]);
    flip_a_bit(province.second.database, province.ids[3]);
    const agent::AgentStore::Mended both = province.second.store->look_for_rot();
    CHECK(both.from_journal == 1);
    CHECK(both.waiting == 1);
    province.second.sync();
    province.check_all_is_whole();
}

TEST_CASE("rot on a PC and at the server, not in the same place: each heals the other") {
    Province province;
    flip_a_bit(province.first.database, province.ids[12]);
    flip_a_bit(province.centre.database, province.ids[2]);
    (void)province.first.store->look_for_rot();
    REQUIRE(server::look_for_rot(*province.centre.store, office) == 1);
    province.first.sync();
    province.second.sync();
    province.first.sync();
    province.check_all_is_whole();
}

}  // namespace
}  // namespace phirap
