#include "tests/simulation/world.h"

#include <fmt/format.h>

#include "agent/schema.h"
#include "server/enrol.h"
#include "server/schema.h"

namespace phirap::simulation {
namespace {

constexpr std::string_view server_folder = "/server/";
constexpr std::int64_t minute_ms = 60'000;

SigningKey::Seed drawn_seed(Chance& chance) {
    SigningKey::Seed seed;
    chance.fill(seed);
    return seed;
}

}  // namespace

World::World(std::uint64_t seed, const Troubles& troubles)
    : chance_(seed),
      troubles_(troubles),
      disk_(fmt::format("simulated-{}", seed), chance_),
      server_key_(drawn_seed(chance_)),
      server_clock_(now_ms_) {
    server_database_ = std::make_unique<Database>("/server/server.db", DatabaseOptions{.vfs = disk_.name()});
    invariant(migrate(*server_database_, server::schema()).has_value(), "a new store takes the schema");
    server::ServerStore::init(*server_database_, "click-chumchon", server_clock_, chance_);
    server_database_.reset();
    start_server();
    page_bytes_ = chance_.below(2) == 0 ? 1000 : 64 * 1024;
    const std::size_t machines = 2 + chance_.below(3);
    for (std::size_t i = 0; i < machines; ++i) {
        add_machine(i == 0 || chance_.below(4) > 0 ? "4301" : "4305");
    }
}

World::~World() {
    for (const auto& machine : machines_) {
        stop(*machine);
    }
    server_.reset();
    server_database_.reset();
}

void World::start_server() {
    server_.reset();
    server_database_.reset();
    server_database_ = std::make_unique<Database>("/server/server.db", DatabaseOptions{.vfs = disk_.name()});
    server_ = std::make_unique<server::ServerStore>(*server_database_, server_key_, server_clock_, chance_);
}

void World::add_machine(const Office& office) {
    auto machine = std::make_unique<Machine>();
    machine->folder = fmt::format("/pc{}/", machines_.size());
    machine->office = office;
    machine->key = std::make_unique<SigningKey>(drawn_seed(chance_));
    machine->clock = std::make_unique<SimulatedClock>(now_ms_);
    EnrolmentCode code;
    code.server_key = server_key_.public_key();
    code.office = office;
    code.url = "https://server.example";
    code.mission = "click-chumchon";
    Transaction transaction(*server_database_);
    code.secret = server::make_code(*server_, office, 365LL * 24 * 60 * minute_ms);
    transaction.commit();
    {
        Database database(machine->folder + "agent.db", {.exclusive = true, .vfs = disk_.name()});
        invariant(migrate(database, agent::schema()).has_value(), "a new store takes the schema");
        agent::AgentStore::enrol(database, code, *machine->key, machine->folder, chance_);
    }
    start(*machine);
    machines_.push_back(std::move(machine));
}

void World::start(Machine& machine) {
    stop(machine);
    machine.database = std::make_unique<Database>(machine.folder + "agent.db",
                                                  DatabaseOptions{.exclusive = true, .vfs = disk_.name()});
    machine.store =
        std::make_unique<agent::AgentStore>(*machine.database, *machine.key, *machine.clock, chance_);
    machine.form = {};
    remember_own_run(machine);
}

void World::stop(Machine& machine) {
    machine.store.reset();
    machine.database.reset();
}

void World::step() {
    now_ms_ += static_cast<std::int64_t>(chance_.below(static_cast<std::uint64_t>(90 * minute_ms)));
    Machine& machine = any_machine();
    if (happens(troubles_.clock_jump)) {
        const std::int64_t years = 15LL * 365 * 24 * 60 * minute_ms;
        machine.clock->error_ms =
            static_cast<std::int64_t>(chance_.below(static_cast<std::uint64_t>(2 * years))) - years;
    }
    if (happens(troubles_.clone) && machines_.size() < 6) {
        clone(machine);
        return;
    }
    if (happens(troubles_.restore)) {
        restore(machine);
        return;
    }
    if (happens(troubles_.restore_server)) {
        restore_server();
        return;
    }
    const bool by_stick = happens(troubles_.stick);
    const bool cut = happens(troubles_.power_cut);
    const bool at_server = cut && chance_.below(3) == 0;
    if (cut) {
        disk_.power_cut_at(1 + static_cast<std::int64_t>(chance_.below(40)),
                           at_server ? std::string(server_folder) : machine.folder);
    }
    try {
        switch (by_stick ? 6 : chance_.below(6)) {
            case 6:
                use_stick(machine);
                break;
            case 0:
                open_form(machine);
                break;
            case 1:
            case 2:
                record(machine);
                break;
            case 3:
                chance_.below(4) == 0 ? submit(machine) : record(machine);
                break;
            default:
                sync(machine);
        }
    } catch (const StoreError&) {
        // The power went. What had been said to be saved must be there when it is back.
    }
    if (cut) {
        disk_.stop_failing();
        disk_.power_cut(at_server ? server_folder : std::string_view(machine.folder));
        if (at_server) {
            start_server();
        }
        // Its own write may have failed with the server's: what is in its journal alone is finished now.
        start(machine);
    }
}

void World::make_peace() {
    peace_ = true;
    troubles_ = {};
    disk_.stop_failing();
    for (const auto& machine : machines_) {
        machine->clock->error_ms = 0;
    }
    for (int round = 0; round < 24; ++round) {
        for (const auto& machine : machines_) {
            now_ms_ += minute_ms;
            sync(*machine);
        }
    }
}

void World::clone(Machine& machine) {
    auto twin = std::make_unique<Machine>();
    twin->folder = fmt::format("/pc{}/", machines_.size());
    twin->office = machine.office;
    twin->key = std::make_unique<SigningKey>(*machine.key);
    twin->clock = std::make_unique<SimulatedClock>(now_ms_);
    stop(machine);
    disk_.copy_files(machine.folder, twin->folder);
    start(machine);
    start(*twin);
    machines_.push_back(std::move(twin));
}

void World::restore(Machine& machine) {
    stop(machine);
    if (machine.older_copy && chance_.below(3) > 0) {
        disk_.restore(machine.folder, *machine.older_copy);
    } else {
        machine.older_copy = disk_.snapshot(machine.folder);
    }
    start(machine);
    count_the_destroyed();
}

void World::restore_server() {
    server_.reset();
    server_database_.reset();
    const bool back = older_server_ && chance_.below(2) == 0;
    if (back) {
        disk_.restore(server_folder, *older_server_);
    } else {
        older_server_ = disk_.snapshot(server_folder);
    }
    start_server();
    if (back && chance_.below(2) == 0) {
        // What `restore` does, and what somebody who merely copies the folder back does not.
        Transaction transaction(*server_database_);
        server_database_->run("UPDATE identity SET epoch = ?", chance_.id<Epoch>());
        server_database_->run("UPDATE office SET own_branch = NULL");
        transaction.commit();
        start_server();
    }
    count_the_destroyed();
}

}  // namespace phirap::simulation
