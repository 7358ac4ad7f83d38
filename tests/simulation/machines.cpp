// What happens to machines: they are enrolled, cloned, put back, lost; their clocks go wrong.
#include <fmt/format.h>

#include <algorithm>

#include "agent/schema.h"
#include "server/enrol.h"
#include "server/schema.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {
namespace {

constexpr std::string_view server_folder = "/server/";
constexpr std::string_view journal_name = "agent.journal";
constexpr std::size_t machines_max = 6;
constexpr std::int64_t clock_error_max_ms = 15LL * 365 * day_ms;

}  // namespace

Machine& World::add_machine(const Office& office) {
    machines_.push_back(std::make_unique<Machine>());
    Machine& machine = *machines_.back();
    machine.office = office;
    machine.clock = std::make_unique<SimulatedClock>(now_ms_);
    enrol(machine);
    return machine;
}

EnrolmentCode World::new_code(const Office& office) {
    EnrolmentCode code;
    code.server_key = server_key_.public_key();
    code.office = office;
    code.url = "https://server.example";
    code.mission = "click-chumchon";
    Transaction transaction(*server_database_);
    code.secret = server::make_code(*server_, office, 3 * clock_error_max_ms);
    transaction.commit();
    return code;
}

// A server that was put back does not know the codes that it gave since.
void World::give_new_codes() {
    for (const auto& machine : machines_) {
        if (machine->store->enrolment().paper.empty()) {
            const Result<void> renewed = machine->store->renew(new_code(machine->office));
            invariant(renewed.has_value(), "the code is of the same server and office");
        }
    }
}

void World::enrol(Machine& machine) {
    machine.folder = fmt::format("/pc{}/", folders_++);
    SigningKey::Seed seed;
    program_chance_.fill(seed);
    machine.key = std::make_unique<SigningKey>(seed);
    machine.older_copy.reset();
    if (setting_.pictures) {
        pictures_.restore(machine.folder, {});
    }
    ledger_.writers[machine.key->writer()] = machine.office;
    const EnrolmentCode code = new_code(machine.office);
    {
        Database database(machine.folder + "agent.db", {.exclusive = true, .vfs = disk_.name()});
        invariant(migrate(database, agent::schema()).has_value(), "a new store takes the schema");
        agent::AgentStore::enrol(database, code, *machine.key, machine.folder, program_chance_);
    }
    start(machine);
}

void World::start(Machine& machine) {
    stop(machine);
    machine.database = std::make_unique<Database>(machine.folder + "agent.db",
                                                  DatabaseOptions{.exclusive = true, .vfs = disk_.name()});
    machine.store =
        std::make_unique<agent::AgentStore>(*machine.database, *machine.key, *machine.clock, program_chance_);
    machine.form = {};
    remember_own_run(machine);
    prepare_uploads(machine);
}

void World::stop(Machine& machine) {
    machine.uploading.reset();
    machine.store.reset();
    machine.database.reset();
}

Machine& World::clone(Machine& machine) {
    machines_.push_back(std::make_unique<Machine>());
    Machine& twin = *machines_.back();
    twin.folder = fmt::format("/pc{}/", folders_++);
    twin.office = machine.office;
    twin.key = std::make_unique<SigningKey>(*machine.key);
    twin.clock = std::make_unique<SimulatedClock>(now_ms_);
    twin.latest_time_ms = machine.latest_time_ms;
    stop(machine);
    disk_.copy_files(machine.folder, twin.folder);
    if (setting_.pictures) {
        pictures_.restore(twin.folder, pictures_.snapshot(machine.folder));
    }
    start(machine);
    start(twin);
    return twin;
}

void World::keep_copy(Machine& machine) {
    heal_rot();
    stop(machine);
    machine.older_copy = disk_.snapshot(machine.folder);
    machine.older_pictures = pictures_.snapshot(machine.folder);
    start(machine);
}

void World::put_back_copy(Machine& machine) {
    destroying([&] {
        stop(machine);
        disk_.restore(machine.folder, *machine.older_copy);
        if (setting_.pictures) {
            pictures_.restore(machine.folder, machine.older_pictures);
        }
        start(machine);
    });
}

void World::lose(Machine& machine) {
    destroying([&] {
        stop(machine);
        disk_.restore(machine.folder, {});
        if (setting_.pictures) {
            pictures_.restore(machine.folder, {});
        }
        enrol(machine);
    });
}

void World::rot_journal(Machine& machine) {
    stop(machine);
    MemoryVfs::Files files = disk_.snapshot(machine.folder);
    Bytes& journal = files[std::string(journal_name)];
    if (!journal.empty() && chance_.coin()) {
        journal[chance_.below(journal.size())] ^= static_cast<std::uint8_t>(1U << chance_.below(8));
    } else {
        journal.resize(chance_.below(journal.size() + 1));
    }
    disk_.restore(machine.folder, files);
    start(machine);
}

void World::lose_database(Machine& machine, bool put_back) {
    const std::set<OperationId> wrote = machine.wrote;
    destroying([&] {
        stop(machine);
        MemoryVfs::Files files = disk_.snapshot(machine.folder);
        std::erase_if(files, [](const auto& file) { return file.first != journal_name; });
        if (put_back && machine.older_copy) {
            files.insert(machine.older_copy->begin(), machine.older_copy->end());
        }
        const bool rebuilt = files.size() == 1;
        disk_.restore(machine.folder, files);
        if (rebuilt) {
            rebuild(machine);
        }
        start(machine);
    });
    // Of its own, also what a clone of it wrote when its clock was wrong.
    machine.latest_time_ms = std::max(machine.latest_time_ms, machine.store->progress().time.wall_ms);
    const std::set<OperationId> held = held_by(machine);
    // What hangs on an operation that neither file has waits in the journal until the feed brings that.
    if (machine.store->second_copy().waiting == 0 && !std::ranges::includes(held, wrote)) {
        broken(machine.folder + " lost with its database what its journal had");
    }
}

// What opening does with a folder whose database was set aside.
void World::rebuild(Machine& machine) {
    const std::filesystem::path file = machine.folder + "agent.db";
    Database database(file, {.exclusive = true, .vfs = disk_.name()});
    invariant(migrate(database, agent::schema()).has_value(), "a new store takes the schema");
    const agent::Journal journal(agent::journal_file(file), disk_.name(), *machine.key);
    invariant(agent::AgentStore::enrol_again(database, journal, *machine.key, program_chance_),
              "the journal has the enrolment");
}

void World::cut_power(Machine& machine) {
    disk_.stop_failing();
    pictures_.stop_failing();
    disk_.power_cut(machine.folder);
    start(machine);
}

void World::cut_server_power() {
    disk_.stop_failing();
    pictures_.stop_failing();
    disk_.power_cut(server_folder);
    start_server();
}

void World::keep_server_copy() {
    heal_rot();
    uploads_.reset();
    server_.reset();
    server_database_.reset();
    older_server_ = disk_.snapshot(server_folder);
    older_server_pictures_ = pictures_.snapshot(std::string(server_folder));
    start_server();
}

void World::put_back_server(Epochs epochs) {
    server_went_back_ = true;
    destroying([&] {
        uploads_.reset();
        server_.reset();
        server_database_.reset();
        disk_.restore(server_folder, *older_server_);
        if (setting_.pictures) {
            pictures_.restore(std::string(server_folder), older_server_pictures_);
            promised_.clear();
        }
        start_server();
        if (epochs == Epochs::renewed) {
            // What `restore` does, and what somebody who merely copies the folder back does not.
            {
                Transaction transaction(*server_database_);
                server_database_->run("UPDATE identity SET epoch = ?", program_chance_.id<Epoch>());
                server_database_->run("UPDATE office SET own_branch = NULL");
                server_database_->run("DELETE FROM upload");
                server_database_->run("UPDATE picture SET archived = 0");
                transaction.commit();
            }
            start_server();
        }
    });
}

void World::change_clocks(Machine& machine) {
    if (happens(Trouble::clock_jump)) {
        SimulatedClock& clock = chance_.below(4) == 0 ? server_clock_ : *machine.clock;
        const std::int64_t error_ms = up_to(2 * clock_error_max_ms) - clock_error_max_ms;
        clock.error_ms = setting_.right_clocks ? 0 : error_ms;
        promised_.clear();  // an upload may have expired by a clock that is wrong
    }
}

// True when that was all that happened in this step.
bool World::change_machines(Machine& machine) {
    if (happens(Trouble::clone) && machines_.size() < machines_max) {
        clone(machine);
        return true;
    }
    if (happens(Trouble::restore)) {
        machine.older_copy&& chance_.below(3) > 0 ? put_back_copy(machine) : keep_copy(machine);
        return true;
    }
    if (happens(Trouble::journal_rots)) {
        rot_journal(machine);
        return true;
    }
    // Of a disk that lies the new database would go with the power, and nobody is there to rebuild it again.
    if (happens(Trouble::database_lost) && lying_folder_ != machine.folder) {
        lose_database(machine, chance_.coin());
        return true;
    }
    if (happens(Trouble::lost_pc)) {
        lose(machine);
        return true;
    }
    for (const Trouble trouble : {Trouble::restore_server, Trouble::copy_server_back}) {
        if (happens(trouble)) {
            if (older_server_ && chance_.coin()) {
                put_back_server(trouble == Trouble::restore_server ? Epochs::renewed : Epochs::kept);
            } else {
                keep_server_copy();
            }
            return true;
        }
    }
    return false;
}

}  // namespace phirap::simulation
