// A world in one process: one server, machines of two offices, their disks, clocks and the line between.
//
// The objects are the programs' own (AgentStore, sync rounds, the server's door); only time, chance, disk
// and line are ours. One seed decides everything.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/sync_round.h"
#include "server/sync_door.h"
#include "tests/support/memory_vfs.h"
#include "tests/support/seeded.h"

namespace phirap::simulation {

// Which troubles a history has, in thousandths a step or a message.
struct Troubles {
    int drop = 0;       // a request or its answer is lost
    int duplicate = 0;  // a request arrives twice
    int late = 0;       // an old request arrives again, long after
    int stale = 0;      // an old answer comes back for a new request
    int rubbish = 0;    // a captive portal's page, an empty 200, half an answer, a flipped bit
    int power_cut = 0;  // of a PC or of the server, in the middle of a write
    int clone = 0;      // a PC's disk is copied to another PC
    int restore = 0;    // a PC is put back to an older copy
    int restore_server = 0;
    int stick = 0;       // a bundle is made, or one that lies about is read, by whoever finds it
    int clock_jump = 0;  // up to 15 years, either way
};

class SimulatedClock : public Clock {
  public:
    explicit SimulatedClock(const std::int64_t& now_ms) : now_ms_(now_ms) {}
    std::int64_t wall_ms() override { return now_ms_ + error_ms; }
    std::int64_t steady_ms() override { return now_ms_; }
    std::int64_t error_ms = 0;

  private:
    const std::int64_t& now_ms_;
};

// A PC: a folder of the disk, a clock, and the program while it runs.
struct Machine {
    std::string folder;
    Office office;
    std::unique_ptr<SigningKey> key;
    std::unique_ptr<SimulatedClock> clock;
    std::unique_ptr<Database> database;
    std::unique_ptr<agent::AgentStore> store;
    std::optional<MemoryVfs::Files> older_copy;
    Report form;                  // what an officer has on the screen
    std::set<OperationId> wrote;  // on its own run, by itself as it now is
};

class World {
  public:
    World(std::uint64_t seed, const Troubles& troubles);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    // One thing happens: somebody records, a machine syncs, trouble comes.
    void step();
    // No more trouble; everybody syncs until nothing moves.
    void make_peace();

    // What is broken, in words; empty when every promise holds.
    [[nodiscard]] std::vector<std::string> broken_promises();
    [[nodiscard]] std::size_t saved() const { return saved_.size(); }
    [[nodiscard]] std::size_t destroyed() const { return destroyed_.size(); }
    [[nodiscard]] std::size_t forks() const { return forks_; }
    // Over everything that the server holds in the end: the same seed gives the same.
    [[nodiscard]] Digest trace();

  private:
    void start_server();
    void add_machine(const Office& office);
    void start(Machine& machine);
    void stop(Machine& machine);
    bool happens(int thousandths) { return static_cast<int>(chance_.below(1000)) < thousandths; }
    Machine& any_machine() { return *machines_[chance_.below(machines_.size())]; }

    void open_form(Machine& machine);
    void record(Machine& machine);
    void submit(Machine& machine);
    OperationBody random_save(Machine& machine);
    void sync(Machine& machine);
    // The answer that comes back, or nothing.
    std::optional<Bytes> carry(bool enrolment, const Bytes& request);
    std::optional<Bytes> at_the_server(bool enrolment, const Bytes& request);
    void use_stick(Machine& machine);
    void clone(Machine& machine);
    void restore(Machine& machine);
    void restore_server();
    // After a disk lost something: what no disk holds any more is excused.
    void count_the_destroyed();
    void check_receipt(Machine& machine);
    void check_own_run(Machine& machine, std::size_t saved);
    void remember_own_run(Machine& machine);
    [[nodiscard]] std::set<OperationId> held_by_server(const Office& office);
    [[nodiscard]] std::set<OperationId> held_by(Machine& machine);
    void remember_saved(const Office& office, const OperationId& id) { saved_[id] = office; }

    std::int64_t now_ms_ = 1'714'000'000'000;
    SeededChance chance_;
    Troubles troubles_;
    MemoryVfs disk_;
    SigningKey server_key_;
    SimulatedClock server_clock_;
    std::unique_ptr<Database> server_database_;
    std::unique_ptr<server::ServerStore> server_;
    std::optional<MemoryVfs::Files> older_server_;
    std::vector<std::unique_ptr<Machine>> machines_;
    std::vector<std::pair<bool, Bytes>> old_requests_;
    std::vector<Bytes> old_answers_;
    std::vector<Bytes> sticks_;
    std::map<OperationId, Office> saved_;  // everything that an officer was told is saved
    std::set<OperationId> destroyed_;
    std::vector<std::string> broken_;
    std::size_t forks_ = 0;
    std::size_t page_bytes_ = 0;  // of the feed: small ones keep cursors behind
    bool peace_ = false;
};

}  // namespace phirap::simulation
