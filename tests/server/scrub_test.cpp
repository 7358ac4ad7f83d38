// The daily look for rot: beside whoever writes, noted where it is met, and said.
#include "server/scrub.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "server/administration.h"
#include "server/cli/commands.h"
#include "server/daily_backup.h"
#include "server/rot.h"
#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap::server {
namespace {

// A server that said something to each of two offices.
struct Keeper {
    Keeper() {
        Context context;
        context.folder = folder.path() / "server";
        REQUIRE(init({}, context, clock, chance) == Exit::done);
        centre = Centre::open(context.folder, clock, chance).value();
        for (const Office office : {"4301", "4302"}) {
            const Centre::Writing writing = centre->writing();
            Transaction transaction(writing.store().database());
            OfficeEntry entry;
            entry.office = office;
            entry.target = 100;
            REQUIRE(say_words(writing.store(), office, {}, words_of(entry, {2024, 4}), "admin").value());
            transaction.commit();
        }
    }
    void flip_a_bit(const Office& office) {
        const Centre::Writing writing = centre->writing();
        Database& database = writing.store().database();
        Bytes body;
        {
            Statement rows = database.rows("SELECT body FROM operation WHERE office = ?", office);
            REQUIRE(rows.next());
            const BytesView blob = rows.blob(0);
            body.assign(blob.begin(), blob.end());
        }
        Bytes changed = body;
        changed[changed.size() / 2] ^= 16;
        database.run("UPDATE operation SET body = ? WHERE office = ? AND body = ?", changed, office, body);
    }
    [[nodiscard]] std::vector<RottenOperation> rotten() const {
        const Snapshot snapshot = centre->snapshot();
        return rotten_operations(snapshot.store());
    }

    TemporaryFolder folder;
    SetClock clock;
    SeededChance chance{7};
    Log log{LogLevel::error};
    std::unique_ptr<Centre> centre;
};

// Whenever one looks, another day has begun.
class DaysFlyBy : public Clock {
  public:
    [[nodiscard]] std::int64_t wall_ms() override { return wall_ms_ += 25LL * 60 * 60 * 1000; }
    [[nodiscard]] std::int64_t steady_ms() override { return 0; }

  private:
    std::atomic<std::int64_t> wall_ms_ = 1'714'003'200'000;
};

bool go_on(const Progress&) {
    return true;
}

}  // namespace

TEST_CASE("scrub: rot is found where it lies and noted once, and no writer waits while there is none") {
    Keeper keeper;
    {
        const Centre::Writing somebody_writes = keeper.centre->writing();
        const Scrubbed scrubbed = scrub(*keeper.centre, keeper.log, go_on);
        CHECK(scrubbed.met == 0);
        CHECK(scrubbed.operations == 2);
    }
    keeper.flip_a_bit("4302");
    CHECK(scrub(*keeper.centre, keeper.log, go_on).met == 1);
    REQUIRE(keeper.rotten().size() == 1);
    CHECK(keeper.rotten()[0].office == "4302");
    CHECK(scrub(*keeper.centre, keeper.log, go_on).met == 0);
}

TEST_CASE("scrub: one that is told to stop does so before the next office") {
    Keeper keeper;
    int offices = 0;
    const Scrubbed scrubbed =
        scrub(*keeper.centre, keeper.log, [&](const Progress&) { return ++offices < 2; });
    CHECK(scrubbed.stopped);
    CHECK(scrubbed.operations == 1);
}

TEST_CASE("daily work: when its time of the day comes it looks for rot, without a folder for backups too") {
    Keeper keeper;
    keeper.flip_a_bit("4301");
    keeper.centre.reset();
    DaysFlyBy clock;
    keeper.centre = Centre::open(keeper.folder.path() / "server", clock, keeper.chance).value();
    const DailyBackup daily(*keeper.centre, {}, "", keeper.log);
    const auto end =
        std::chrono::steady_clock::now() + std::chrono::seconds(60);  // never, unless it is broken
    while (keeper.rotten().empty() && std::chrono::steady_clock::now() < end) {
        std::this_thread::yield();
    }
    CHECK(keeper.rotten().size() == 1);
}

}  // namespace phirap::server
