// Bits that flip on a disk, in bodies that SQLite finds nothing wrong with.
#include <doctest/doctest.h>

#include <algorithm>

#include "shared/replica/cut_frame.h"
#include "shared/replica/fold.h"
#include "shared/replica/join_frame.h"
#include "shared/wire/limits.h"
#include "shared/wire/operation_body.h"
#include "tests/support/temporary_folder.h"

namespace phirap {
namespace {

SigningKey key_of(std::uint8_t number) {
    SigningKey::Seed seed;
    seed.fill(number);
    return SigningKey(seed);
}

const Scope april{"click-chumchon", Month{2024, 4}};

Bytes body(std::int64_t downloads) {
    OperationBody body;
    body.time = {1'714'003'200'000 + downloads, 0};
    body.author = "somchai";
    body.scope = april;
    body.changes = {
        {ChangeKind::set, {EntityKind::row, *entity_named("row"), 0}, {{"downloads", downloads}}}};
    return *encode_body(body);
}

// A log of one writer's ten operations, sealed at the 4th and at the 10th.
struct Office {
    TemporaryFolder folder;
    Database database{folder.path() / "store.db"};
    SigningKey agent = key_of(2);
    WriterId server = key_of(1).writer();
    LineageRoot root{server, "4301", agent.writer(), LineageId{}};
    CutSize all{limits::frame_bytes_max, limits::frame_operations_max};

    Office() {
        database.script(OperationLog::schema() + OperationLog::schema_of_damage());
        Transaction transaction(database);
        OperationLog log = this->log();
        std::vector<Bytes> bodies;
        for (int i = 1; i <= 10; ++i) {
            bodies.push_back(body(i));
        }
        (void)join_run(log, root, 1, root_id(root), bodies);
        for (const std::uint64_t at : {4, 10}) {
            log.keep_seal({0, at}, make_seal(agent, root, at, *log.id_at({0, at})));
        }
        transaction.commit();
    }
    [[nodiscard]] OperationLog log() { return OperationLog(database, "4301", server); }
    [[nodiscard]] std::optional<Frame> cut(const OperationLog& log, std::uint64_t after, bool own) const {
        return cut_frame(log, log.branch(0), after, 10, all, true, server, own ? &agent : nullptr);
    }
    void rot(std::uint64_t sequence, const char* column = "body") {
        const std::string of = "FROM operation WHERE sequence = ?";
        Bytes bytes;
        {
            Statement rows = database.rows(std::string("SELECT ") + column + " " + of, sequence);
            REQUIRE(rows.next());
            const BytesView blob = rows.blob(0);
            bytes.assign(blob.begin(), blob.end());
        }
        bytes[bytes.size() / 2] ^= 4;
        database.run(std::string("UPDATE operation SET ") + column + " = ? WHERE sequence = ?", bytes,
                     sequence);
    }
    void note(std::uint64_t sequence) {
        Transaction transaction(database);
        OperationLog log = this->log();
        log.note_rotten({0, sequence});
        transaction.commit();
    }
};

TEST_CASE("rot: a frame ends before what has rotted, at a seal where it is another's") {
    for (const char* column : {"body", "id"}) {
        CAPTURE(column);
        Office office;
        office.rot(7, column);
        const OperationLog log = office.log();

        const std::optional<Frame> own = office.cut(log, 0, true);
        REQUIRE(own.has_value());
        CHECK(own->header.count == 6);
        CHECK(log.rot_met().front() == Place{0, 7});
        const std::optional<Frame> anothers = office.cut(log, 0, false);
        REQUIRE(anothers.has_value());
        CHECK(anothers->header.count == 4);
        CHECK_FALSE(office.cut(log, 4, false).has_value());
        CHECK_FALSE(office.cut(log, 6, true).has_value());
    }
}

TEST_CASE("rot: a rotten body is not folded; the operation is held back, and said to be unreadable") {
    Office office;
    office.rot(10);
    const OperationLog log = office.log();
    const Law law = law_of(log, office.server);
    const Report report = fold(log, april, law);
    const Entity row{EntityKind::row, *entity_named("row"), 0};
    REQUIRE(report.find(row) != nullptr);
    CHECK(report.find(row)->shown("downloads") == Value(std::int64_t{9}));
    const std::vector<Operation> operations = log.operations(to_text(april));
    const auto rotten = std::ranges::find(operations, Place{0, 10}, &Operation::place);
    REQUIRE(rotten != operations.end());
    CHECK(quarantine_reason(*rotten, law) == "quarantine_unreadable");
}

TEST_CASE("rot: what has rotted is found wherever it lies, and all of it") {
    Office office;
    for (const std::uint64_t at : {1, 5, 6, 10}) {
        office.rot(at);
    }
    const OperationLog log = office.log();
    log.look_for_rot();
    const std::vector<Place> met(log.rot_met().begin(), log.rot_met().end());
    CHECK(met == std::vector<Place>{{0, 1}, {0, 5}, {0, 6}, {0, 10}});
}

TEST_CASE("rot: nothing at or behind what is noted may be said to be held") {
    Office office;
    office.note(5);
    const OperationLog log = office.log();
    CHECK(log.sound_up_to({0, 4}) == Place{0, 4});
    CHECK(log.sound_up_to({0, 5}) == Place{0, 4});
    CHECK(log.sound_up_to({0, 10}) == Place{0, 4});
    office.note(1);
    CHECK_FALSE(office.log().sound_up_to({0, 10}).has_value());
}

TEST_CASE("rot: a frame that brings a noted operation again heals it, body or id, and adds nothing") {
    for (const char* column : {"body", "id"}) {
        for (const std::uint64_t at : {1, 5, 10}) {
            CAPTURE(column);
            CAPTURE(at);
            Office whole;
            const OperationLog source = whole.log();
            const std::optional<Frame> frame = whole.cut(source, at - 1, true);
            REQUIRE(frame.has_value());
            Office office;
            office.rot(at, column);
            office.note(at);
            {
                Transaction transaction(office.database);
                OperationLog log = office.log();
                const Join join = join_frame(log, *frame, office.root, office.agent.public_key());
                CHECK(join.outcome == Join::Outcome::held);
                CHECK(join.added.count == 0);
                transaction.commit();
            }
            const OperationLog log = office.log();
            CHECK(log.damaged().empty());
            CHECK(log.branches().size() == 1);
            log.look_for_rot();
            CHECK(log.rot_met().empty());
            CHECK(log.body_at({0, at}) == source.body_at({0, at}));
        }
    }
}

TEST_CASE("rot: a branch that ends otherwise than it says is a corrupt store") {
    Office office;
    office.log().check_ends();
    office.database.run("DELETE FROM operation WHERE sequence = 10");
    CHECK_THROWS_AS(office.log().check_ends(), StoreError);
}

}  // namespace
}  // namespace phirap
