#include "tests/sweeps/path.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <vector>

#include "tests/sweeps/failing_files.h"
#include "tests/sweeps/failing_memory.h"

namespace phirap::sweeps {
namespace {

constexpr int damages = 5;
// Of each kind of trial, in a run that is not to take all.
constexpr std::int64_t points_max = 32;

struct State {
    Digest pc;
    Digest server;

    bool operator==(const State&) const = default;
};
// What is left in the end, whatever happened on the way.
struct Ending {
    std::set<OperationId> pc;
    std::set<OperationId> server;

    bool operator==(const Ending&) const = default;
};

constexpr std::array<DiskOperation, 6> disk_operations = {
    DiskOperation::read,     DiskOperation::write, DiskOperation::sync,
    DiskOperation::truncate, DiskOperation::open,  DiskOperation::remove,
};
constexpr std::array<int, 3> codes = {SQLITE_IOERR, SQLITE_FULL, SQLITE_READONLY};

// 1 to `count`, thinned out evenly.
std::vector<std::int64_t> points(std::int64_t count) {
    const char* asked = std::getenv("PHIRAP_SWEEP");
    const std::string_view most = asked == nullptr ? "" : asked;
    const std::int64_t taken = most == "all"  ? count
                               : most.empty() ? std::min(count, points_max)
                                              : std::min<std::int64_t>(count, std::atoll(asked));
    std::vector<std::int64_t> found;
    for (std::int64_t i = 0; i < taken; ++i) {
        found.push_back(1 + i * count / taken);
    }
    return found;
}

class Sweep {
  public:
    explicit Sweep(const Path& path) : path_(path) {}

    void run() {
        path_.set_up(scene_);
        scene_.keep();
        undisturbed();
        learn_states();
        crashes();
        for (const DiskOperation operation : disk_operations) {
            disk_faults(operation);
        }
        file_faults();
        memory_faults(Allocator::sqlite, sqlite_allocations_);
        memory_faults(Allocator::program, program_allocations_);
        fmt::print("sweep {:<28} {:>5} operations: {:>5} crashes, {:>5} faults, {:>5} failed allocations\n",
                   path_.name, operations_, crashes_tried_, faults_tried_, allocations_tried_);
    }

  private:
    State state() { return {state_of(scene_.pc_database()), state_of(scene_.server_database())}; }
    Ending ending() { return {operations_in(scene_.pc_database()), operations_in(scene_.server_database())}; }

    void undisturbed() {
        scene_.put_back(0);
        const State before = state();
        scene_.put_back(0);
        const std::int64_t operations = scene_.disk().operations();
        std::array<std::int64_t, disk_operation_count> counts{};
        for (const DiskOperation operation : disk_operations) {
            counts[index(operation)] = scene_.disk().count(operation);
        }
        FailingFiles::forget_synced();
        FailingMemory::begin(Allocator::sqlite, 0, false);
        path_.act(scene_);
        sqlite_allocations_ = FailingMemory::stop();
        operations_ = scene_.disk().operations() - operations;
        for (const DiskOperation operation : disk_operations) {
            counts_[index(operation)] = scene_.disk().count(operation) - counts[index(operation)];
        }
        const State after = state();
        REQUIRE(operations_ > 0);
        path_.promise(scene_);
        path_.meet(scene_);
        ending_ = ending();
        REQUIRE(ending_.pc == ending_.server);

        scene_.put_back(0);
        FailingMemory::begin(Allocator::program, 0, false);
        FailingFiles::begin(0, 0, false);
        path_.act(scene_);
        program_allocations_ = FailingMemory::stop();
        file_calls_ = FailingFiles::stop();
        REQUIRE(state() == after);  // the same again, or nothing below means anything
        states_ = {before};
        after_ = after;
    }

    // What stands after each commit: the process is killed at each operation, and the machine goes on.
    void learn_states() {
        for (std::int64_t nth = 1; nth <= operations_; ++nth) {
            CAPTURE(nth);
            scene_.put_back(0);
            scene_.disk().kill_at(nth, path_.crashes);
            (void)attempt();
            scene_.close();
            scene_.disk().stop_failing();
            const State found = state();
            if (found == states_.back()) {
                continue;
            }
            // Never back to what stood before.
            REQUIRE(std::ranges::find(states_, found) == states_.end());
            states_.push_back(found);
        }
        if (after_ != states_.back()) {
            states_.push_back(after_);
        }
    }

    void crashes() {
        std::vector<std::int64_t> when = points(operations_);
        when.push_back(operations_ + 1);  // after its end, at once
        for (const std::int64_t nth : when) {
            for (int damage = 0; damage <= damages; ++damage) {
                INFO("crash at operation ", nth, ", damage ", damage);
                crash(nth, damage);
            }
        }
    }

    void crash(std::int64_t nth, int damage) {
        MemoryVfs& disk = scene_.disk();
        scene_.put_back(static_cast<std::uint64_t>(nth * (damages + 1) + damage));
        damage == 0 ? disk.kill_at(nth, path_.crashes) : disk.power_cut_at(nth, path_.crashes);
        const bool done = attempt();
        disk.stop_failing();
        if (done) {
            damage == 0 ? disk.kill(path_.crashes) : disk.power_cut(path_.crashes);
        }
        scene_.close();
        check(done);
        ++crashes_tried_;
    }

    void disk_faults(DiskOperation operation) {
        int turn = 0;
        for (const std::int64_t nth : points(counts_[index(operation)])) {
            for (const bool for_good : {false, true}) {
                const int code = codes[static_cast<std::size_t>(turn++) % codes.size()];
                INFO("operation of kind ", index(operation), " number ", nth, " fails with ", code,
                     std::string(for_good ? " for good" : " once"));
                scene_.put_back(static_cast<std::uint64_t>(nth));
                scene_.disk().fail(operation, nth, code, for_good);
                const bool done = attempt();
                scene_.disk().stop_failing();
                go_on_or_start_again(for_good);
                check(done);
                ++faults_tried_;
            }
        }
    }

    // Of what lies beside the stores. From one call on none works: a crash, after which the path is begun
    // anew.
    void file_faults() {
        for (const std::int64_t nth : points(file_calls_)) {
            for (const bool for_good : {false, true}) {
                const int error = nth % 2 == 0 ? EIO : ENOSPC;
                INFO("call ", nth, " of a file fails with ", error,
                     std::string(for_good ? " for good" : " once"));
                scene_.put_back(static_cast<std::uint64_t>(nth));
                FailingFiles::begin(nth, error, for_good);
                const bool done = attempt();
                FailingFiles::stop();
                go_on_or_start_again(for_good);
                check(done);
                for_good ? ++crashes_tried_ : ++faults_tried_;
            }
        }
    }

    void memory_faults(Allocator which, std::int64_t allocations) {
        for (const std::int64_t nth : points(allocations)) {
            for (const bool for_good : {false, true}) {
                INFO("allocation ", nth, std::string(which == Allocator::sqlite ? " of SQLite" : " of ours"),
                     " fails", std::string(for_good ? " for good" : " once"));
                scene_.put_back(static_cast<std::uint64_t>(nth));
                FailingMemory::begin(which, nth, for_good);
                const bool done = attempt();
                FailingMemory::stop();
                go_on_or_start_again(for_good);
                check(done);
                ++allocations_tried_;
            }
        }
    }

    // The program goes on with the objects that it has; after lasting trouble somebody starts it again.
    void go_on_or_start_again(bool start_again) {
        if (start_again) {
            scene_.close();
        }
    }

    // Whether it came to its end.
    bool attempt() {
        FailingFiles::forget_synced();
        try {
            path_.act(scene_);
            stop_failing();
            return true;
        } catch (const StoreError& error) {
            stop_failing();
            CHECK(error.trouble() != StoreTrouble::corrupt);
            CHECK(error.trouble() != StoreTrouble::busy);
        } catch (const std::bad_alloc&) {
            stop_failing();
        }
        return false;
    }

    static void stop_failing() {
        FailingMemory::stop();
        FailingFiles::stop();
    }

    void check(bool done) {
        for (Database* database : {&scene_.pc_database(), &scene_.server_database()}) {
            REQUIRE_FALSE(database->in_transaction());
            REQUIRE(database->quick_check().empty());
        }
        REQUIRE(std::ranges::includes(operations_in(scene_.pc_database()), scene_.saved()));
        REQUIRE(std::ranges::includes(operations_in(scene_.server_database()), scene_.acknowledged()));
        const std::set<OperationId> committed = operations_in(scene_.pc_database());
        const std::set<OperationId> journaled = scene_.journaled();
        const State found = state();
        REQUIRE(std::ranges::find(states_, found) != states_.end());
        if (done) {
            REQUIRE(found == after_);
        }
        path_.promise(scene_);
        scene_.begin_again();
        path_.act(scene_);
        path_.meet(scene_);
        REQUIRE(ending() == ending_);
        check_second_copy(committed, journaled);
    }

    // `committed` and `journaled` when the trouble was over, before either was completed from the other: what
    // is in the database was in the journal before it, and what is only in the journal is not given up.
    void check_second_copy(const std::set<OperationId>& committed, const std::set<OperationId>& journaled) {
        const std::set<OperationId> own = scene_.own_operations();
        std::set<OperationId> committed_own;
        std::ranges::set_intersection(committed, own, std::inserter(committed_own, committed_own.end()));
        REQUIRE(std::ranges::includes(journaled, committed_own));
        REQUIRE(std::ranges::includes(own, journaled));
        REQUIRE(scene_.journaled() == own);
        // Nor does a crash look like rot, for which production would set the file aside.
        const agent::AgentStore::SecondCopy& found = scene_.pc().second_copy();
        REQUIRE(found.journal.rotten_bytes == 0);
        REQUIRE(found.waiting == 0);
    }

    static std::size_t index(DiskOperation operation) { return static_cast<std::size_t>(operation); }

    const Path& path_;
    Scene scene_;
    std::int64_t operations_ = 0;
    std::array<std::int64_t, disk_operation_count> counts_{};
    std::int64_t sqlite_allocations_ = 0;
    std::int64_t program_allocations_ = 0;
    std::int64_t file_calls_ = 0;
    std::vector<State> states_;  // in the path's order, from before it to after it
    State after_;
    Ending ending_;
    std::int64_t crashes_tried_ = 0;
    std::int64_t faults_tried_ = 0;
    std::int64_t allocations_tried_ = 0;
};

}  // namespace

void sweep(const Path& path) {
    INFO("path: ", path.name);
    Sweep(path).run();
}

}  // namespace phirap::sweeps
