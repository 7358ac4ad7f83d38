// The journal beside the database: whatever happens to one of the two, nothing that was saved goes.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "agent/agent_store.h"
#include "agent/schema.h"
#include "shared/host/migrations.h"
#include "tests/support/memory_vfs.h"
#include "tests/support/seeded.h"

namespace phirap::agent {
namespace {

using Ids = std::vector<OperationId>;

SigningKey key_of(std::uint8_t number) {
    SigningKey::Seed seed{};
    seed.fill(number);
    return SigningKey(seed);
}

OperationBody row(std::int64_t downloads) {
    OperationBody body;
    body.author = "somchai";
    body.scope = {"click-chumchon", Month{2024, 4}};
    body.changes = {
        {ChangeKind::set, {EntityKind::row, *entity_named("row"), 0}, {{"downloads", downloads}}}};
    return body;
}

// A PC on a disk of its own.
class Pc {
  public:
    explicit Pc(std::uint64_t seed = 1) : chance(seed), disk("second-copy", chance), key(key_of(1)) {
        EnrolmentCode code;
        code.server_key = key_of(250).public_key();
        code.office = "4301";
        code.url = "https://server.example";
        code.mission = "click-chumchon";
        code.secret.fill(7);
        open_database();
        AgentStore::enrol(*database, code, key, "a PC", chance);
        store = std::make_unique<AgentStore>(*database, key, clock, chance);
    }
    ~Pc() { close(); }

    void open_database() {
        database = std::make_unique<Database>(
            "/pc/agent.db", DatabaseOptions{.exclusive = true, .vfs = disk.name(), .checkpoint_pages = 16});
        REQUIRE(migrate(*database, schema()).has_value());
    }
    void close() {
        store.reset();
        database.reset();
    }
    void open() {
        close();
        open_database();
        store = std::make_unique<AgentStore>(*database, key, clock, chance);
    }
    void put(const MemoryVfs::Files& files) {
        close();
        disk.restore("/pc/", files);
    }

    OperationId save(std::int64_t downloads) { return store->save(row(downloads))->id; }
    // All of them, sorted, whatever the branch.
    [[nodiscard]] Ids operations() const {
        Ids ids;
        for (auto rows = database->rows("SELECT id FROM operation ORDER BY id"); rows.next();) {
            ids.push_back(rows.id<OperationId>(0));
        }
        return ids;
    }
    [[nodiscard]] std::size_t branches() const { return store->log().branches().size(); }
    [[nodiscard]] LineageId own_lineage() const {
        return store->log().branch(store->progress().own_branch).lineage;
    }
    [[nodiscard]] std::size_t journaled() const {
        std::size_t operations = 0;
        (void)Journal("/pc/agent.journal", disk.name(), key).read([&](const Journal::Record& record) {
            if (const auto* run = std::get_if<JournaledRun>(&record)) {
                operations += run->bodies.size();
            }
        });
        return operations;
    }

    SeededChance chance;
    MemoryVfs disk;
    SigningKey key;
    SetClock clock;
    std::unique_ptr<Database> database;
    std::unique_ptr<AgentStore> store;
};

Ids sorted(Ids ids) {
    std::ranges::sort(ids);
    return ids;
}

TEST_CASE("second copy: the power goes at any operation of a save, and what was saved is there, unforked") {
    bool was_hit = true;
    for (std::int64_t nth = 1; was_hit; ++nth) {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            CAPTURE(nth);
            CAPTURE(seed);
            Pc pc(seed);
            Ids saved = {pc.save(1), pc.save(2)};
            was_hit = false;
            pc.disk.power_cut_at(nth, "/pc/");
            try {
                saved.push_back(pc.save(3));
                saved.push_back(pc.save(4));
            } catch (const StoreError&) {
                was_hit = true;
            }
            pc.disk.stop_failing();
            pc.disk.power_cut("/pc/");
            pc.open();
            const Ids found = pc.operations();
            REQUIRE(found.size() >= saved.size());
            REQUIRE(found.size() <= saved.size() + 1);
            for (const OperationId& id : saved) {
                REQUIRE(std::ranges::count(found, id) == 1);
            }
            REQUIRE(pc.journaled() == found.size());
            pc.save(5);
            pc.open();
            CHECK(pc.operations().size() == found.size() + 1);
            CHECK(pc.branches() == 1);
        }
    }
}

// The commit failed, the operation is in the journal, so it is durable: it is said to be saved when it can be
// committed after all, and else the next one must not get its number.
void fail_a_save(DiskOperation operation, std::int64_t nth, bool for_good, int& finished) {
    CAPTURE(static_cast<int>(operation));
    CAPTURE(nth);
    CAPTURE(for_good);
    Pc pc;
    Ids saved = {pc.save(1)};
    pc.disk.fail(operation, nth, SQLITE_IOERR, for_good);
    std::string said;
    try {
        saved.push_back(pc.save(2));
    } catch (const StoreError& error) {
        said = error.key();
    }
    pc.disk.stop_failing();
    saved.push_back(pc.save(3));
    const Ids found = pc.operations();
    // Whoever was told that it was not saved would have typed it again.
    CHECK((found.size() == saved.size() || said == "store_perhaps_saved"));
    finished += pc.store->second_copy().to_database > 0 ? 1 : 0;
    CHECK(found.size() >= saved.size());
    CHECK(found.size() <= saved.size() + (for_good ? 1 : 0));
    for (const OperationId& id : saved) {
        CHECK(std::ranges::count(found, id) == 1);
    }
    CHECK(pc.journaled() == found.size());
    CHECK(pc.branches() == 1);
    pc.disk.power_cut("/pc/");
    pc.open();
    CHECK(pc.store->second_copy().to_database == 0);
    CHECK(pc.store->second_copy().to_journal == 0);
    CHECK(pc.branches() == 1);
}

TEST_CASE("second copy: a commit that fails after the append is finished, at once or before the next save") {
    for (const DiskOperation operation : {DiskOperation::write, DiskOperation::sync}) {
        for (const bool for_good : {false, true}) {
            int finished = 0;
            for (std::int64_t nth = 1; nth <= 12; ++nth) {
                fail_a_save(operation, nth, for_good, finished);
            }
            CHECK(finished > 0);
        }
    }
}

TEST_CASE(
    "second copy: what was said not to be saved is not there after a start either, or it was left open") {
    bool left_open = false;
    for (const DiskOperation operation : {DiskOperation::write, DiskOperation::sync}) {
        for (std::int64_t nth = 1; nth <= 12; ++nth) {
            CAPTURE(nth);
            Pc pc;
            pc.save(1);
            pc.disk.fail(operation, nth, SQLITE_IOERR, true);
            std::string said;
            std::size_t saved = 1;
            try {
                pc.save(2);
                ++saved;
            } catch (const StoreError& error) {
                said = error.key();
            }
            pc.disk.stop_failing();
            pc.open();
            const std::size_t found = pc.operations().size();
            CHECK((found == saved || said == "store_perhaps_saved"));
            left_open |= found > saved;
        }
    }
    CHECK(left_open);
}

TEST_CASE("second copy: a redeemed code's secret is written over, also when the power went before that") {
    const std::string secret(limits::code_secret_bytes, '\7');
    const auto holds_it = [&](Pc& pc) {
        const Bytes file = pc.disk.snapshot("/pc/").at("agent.journal");
        return std::string(file.begin(), file.end()).find(secret) != std::string::npos;
    };
    for (const bool power_cut : {false, true}) {
        CAPTURE(power_cut);
        Pc pc;
        const Ids saved = {pc.save(1), pc.save(2)};
        REQUIRE(holds_it(pc));
        pc.store->put_paper(Bytes{1, 2, 3});
        power_cut ? pc.open() : pc.store->refresh();
        CHECK_FALSE(holds_it(pc));
        pc.open();
        CHECK(pc.journaled() == saved.size());
        CHECK(pc.store->enrolment().paper == Bytes{1, 2, 3});
        CHECK(pc.store->second_copy().to_journal == 0);
    }
}

TEST_CASE("second copy: a database that was put back to an older copy is completed from the journal") {
    Pc pc;
    Ids saved = {pc.save(1)};
    pc.close();
    const MemoryVfs::Files older = pc.disk.snapshot("/pc/");
    pc.open();
    const LineageId lineage = pc.own_lineage();
    saved.push_back(pc.save(2));
    saved.push_back(pc.save(3));
    const HybridTime time = pc.store->progress().time;
    pc.close();
    MemoryVfs::Files mixed = pc.disk.snapshot("/pc/");
    mixed["agent.db"] = older.at("agent.db");
    mixed.erase("agent.db-wal");
    pc.put(mixed);
    pc.open();

    CHECK(pc.store->second_copy().to_database == 2);
    CHECK(pc.operations() == sorted(saved));
    CHECK(pc.own_lineage() == lineage);
    CHECK(pc.store->progress().time == time);
    pc.save(4);
    CHECK(pc.branches() == 1);
}

TEST_CASE("second copy: a journal that was lost, is older or another's is completed from the database") {
    for (const int what : {0, 1, 2, 3}) {
        CAPTURE(what);
        Pc pc;
        pc.save(1);
        pc.close();
        const Bytes older = pc.disk.snapshot("/pc/").at("agent.journal");
        pc.open();
        pc.save(2);
        pc.save(3);
        pc.close();
        MemoryVfs::Files files = pc.disk.snapshot("/pc/");
        if (what == 0) {
            files.erase("agent.journal");
        } else if (what == 1) {
            files["agent.journal"] = older;
        } else if (what == 2) {
            files["agent.journal"] = Bytes(5000, 0x89);
        } else {
            std::ranges::fill(files["agent.journal"], std::uint8_t{0});
        }
        pc.put(files);
        pc.open();
        CHECK(pc.store->second_copy().to_journal == (what == 1 ? 2 : 3));
        CHECK(pc.operations().size() == 3);
        CHECK(pc.journaled() == 3);
        CHECK(pc.branches() == 1);
        pc.open();
        CHECK(pc.store->second_copy().to_journal == 0);
    }
}

TEST_CASE("second copy: a flipped bit anywhere in the journal is mended from the database") {
    Pc pc;
    for (int i = 0; i < 4; ++i) {
        pc.save(i);
    }
    pc.close();
    const MemoryVfs::Files whole = pc.disk.snapshot("/pc/");
    for (std::size_t at = 0; at < whole.at("agent.journal").size(); at += 3) {
        CAPTURE(at);
        MemoryVfs::Files files = whole;
        files["agent.journal"][at] ^= static_cast<std::uint8_t>(1U << pc.chance.below(8));
        pc.put(files);
        pc.open();
        CHECK(pc.operations().size() == 4);
        CHECK(pc.journaled() == 4);
        CHECK(pc.branches() == 1);
    }
}

// Somebody put the database back, lost the journal, went on, and found the journal again.
TEST_CASE("second copy: where the two go on differently both stay, and a new lineage begins") {
    Pc pc;
    Ids saved = {pc.save(1)};
    pc.close();
    const MemoryVfs::Files older = pc.disk.snapshot("/pc/");
    pc.open();
    saved.push_back(pc.save(2));
    pc.close();
    const Bytes journal = pc.disk.snapshot("/pc/").at("agent.journal");
    MemoryVfs::Files files = older;
    files.erase("agent.journal");
    pc.put(files);
    pc.open();
    const LineageId lineage = pc.own_lineage();
    saved.push_back(pc.save(3));
    pc.close();
    files = pc.disk.snapshot("/pc/");
    files["agent.journal"] = journal;
    pc.put(files);
    pc.open();

    CHECK(pc.operations() == sorted(saved));
    CHECK(pc.own_lineage() != lineage);
    CHECK(pc.journaled() == 3);
    saved.push_back(pc.save(4));
    pc.open();
    CHECK(pc.operations() == sorted(saved));
    CHECK(pc.store->second_copy().to_database == 0);
}

TEST_CASE("second copy: a new database is enrolled and filled from the journal, on a new lineage") {
    Pc pc;
    Ids saved;
    for (int i = 0; i < 30; ++i) {
        saved.push_back(pc.save(i));
    }
    std::vector<OperationBody> batch(3, row(7));
    const Result<std::vector<Saved>> together = pc.store->save_all(batch);
    for (const Saved& one : *together) {
        saved.push_back(one.id);
    }
    const Enrolment enrolment = pc.store->enrolment();
    const LineageId lineage = pc.own_lineage();
    pc.close();
    MemoryVfs::Files files = pc.disk.snapshot("/pc/");
    files.erase("agent.db");
    files.erase("agent.db-wal");
    pc.put(files);
    pc.open_database();
    {
        const Journal journal("/pc/agent.journal", pc.disk.name(), pc.key);
        CHECK_FALSE(AgentStore::enrol_again(*pc.database, journal, key_of(2), pc.chance));
        REQUIRE(AgentStore::enrol_again(*pc.database, journal, pc.key, pc.chance));
    }
    pc.store = std::make_unique<AgentStore>(*pc.database, pc.key, pc.clock, pc.chance);

    CHECK(pc.store->enrolment() == enrolment);
    CHECK(pc.operations() == sorted(saved));
    CHECK(pc.own_lineage() != lineage);
    CHECK_FALSE(pc.store->progress().cursor.has_value());
    CHECK(pc.store->outbox() == saved.size());
}

TEST_CASE("second copy: the enrolment in the journal follows a new code and the paper") {
    Pc pc;
    EnrolmentCode code;
    code.server_key = key_of(250).public_key();
    code.office = "4301";
    code.url = "https://elsewhere.example";
    REQUIRE(pc.store->renew(code).has_value());
    pc.store->put_paper(Bytes(100, 3));
    pc.store->refresh();
    const Enrolment enrolment = pc.store->enrolment();
    CHECK_FALSE(enrolment.secret.has_value());
    Journal journal("/pc/agent.journal", pc.disk.name(), pc.key);
    std::vector<Enrolment> found;
    (void)journal.read([&](const Journal::Record& record) {
        if (const auto* one = std::get_if<Enrolment>(&record)) {
            found.push_back(*one);
        }
    });
    REQUIRE(found.size() == 3);
    CHECK(found.back() == enrolment);
}

TEST_CASE("second copy: a full disk refuses a save whole, and saving goes on when there is room") {
    Pc pc;
    std::size_t saved = 0;
    pc.disk.set_disk_bytes(pc.disk.used_bytes() + 20'000);
    try {
        for (; saved < 1000; ++saved) {
            pc.save(static_cast<std::int64_t>(saved));
        }
    } catch (const StoreError& error) {
        CHECK(error.trouble() == StoreTrouble::disk_full);
    }
    CHECK(saved < 1000);
    pc.disk.set_disk_bytes(std::nullopt);
    const std::size_t before = pc.operations().size();
    CHECK(before == saved);
    pc.save(1000);
    pc.open();
    CHECK(pc.branches() == 1);
    CHECK(pc.operations().size() >= saved + 1);
    CHECK(pc.operations().size() <= saved + 2);  // one may have been in the journal already: finished
    CHECK(pc.journaled() == pc.operations().size());
}

}  // namespace
}  // namespace phirap::agent
