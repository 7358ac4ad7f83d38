// The oracle: it knows every operation that an officer was told is saved, and what each disk holds.
#include <fmt/format.h>

#include <algorithm>

#include "server/feed_page.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {
namespace {

std::set<OperationId> ids_in(Database& database, const Office& office) {
    std::set<OperationId> ids;
    Statement rows = database.rows("SELECT id FROM operation WHERE office = ?", office);
    while (rows.next()) {
        ids.insert(rows.id<OperationId>(0));
    }
    return ids;
}

}  // namespace

std::set<OperationId> World::held_by_server(const Office& office) {
    return ids_in(*server_database_, office);
}

std::set<OperationId> World::held_by(Machine& machine) {
    return ids_in(*machine.database, machine.office);
}

void World::count_the_destroyed() {
    std::map<Office, std::set<OperationId>> somewhere;
    for (const auto& machine : machines_) {
        somewhere[machine->office].merge(held_by(*machine));
    }
    for (const Office& office : server_->offices()) {
        somewhere[office].merge(held_by_server(office));
    }
    for (const auto& [id, office] : saved_) {
        if (!somewhere[office].contains(id)) {
            destroyed_.insert(id);
        }
    }
}

// What stands on its own run when a machine starts is what this machine wrote.
void World::remember_own_run(Machine& machine) {
    machine.wrote.clear();
    const OperationLog log = machine.store->log();
    const LoggedBranch& own = log.branch(machine.store->progress().own_branch);
    for (std::uint64_t sequence = 1; sequence <= own.tip; ++sequence) {
        machine.wrote.insert(*log.id_at({own.number, sequence}));
    }
}

// Sync-rules 14: nobody goes on with operations that somebody else wrote, for being their descendant would
// say that their answers had been on the screen.
void World::check_own_run(Machine& machine, std::size_t saved) {
    const OperationLog log = machine.store->log();
    const LoggedBranch& own = log.branch(machine.store->progress().own_branch);
    const std::uint64_t parent = own.tip - saved;
    if (parent > 0 && !machine.wrote.contains(*log.id_at({own.number, parent}))) {
        broken_.push_back(machine.folder + " went on with an operation that it did not write");
    }
    for (std::uint64_t sequence = parent + 1; sequence <= own.tip; ++sequence) {
        machine.wrote.insert(*log.id_at({own.number, sequence}));
    }
}

// Promise 5: what this machine now believes confirmed of its own run, the server holds.
void World::check_receipt(Machine& machine) {
    const OperationLog log = machine.store->log();
    const agent::Progress progress = machine.store->progress();
    const LoggedBranch& own = log.branch(progress.own_branch);
    const std::uint64_t confirmed = machine.store->confirmed(own, progress);
    const std::set<OperationId> held = held_by_server(machine.office);
    for (std::uint64_t sequence = 1; sequence <= confirmed; ++sequence) {
        const std::optional<OperationId> id = log.id_at({own.number, sequence});
        if (id && !held.contains(*id)) {
            broken_.push_back(fmt::format("{} believes its operation {} confirmed; the server lacks it",
                                          machine.folder, sequence));
            return;
        }
    }
}

std::vector<std::string> World::broken_promises() {
    count_the_destroyed();
    for (const auto& [id, office] : saved_) {
        if (!destroyed_.contains(id) && !held_by_server(office).contains(id)) {
            broken_.push_back(
                fmt::format("a saved operation of {} never reached the server: {}", office, id.hex()));
        }
    }
    for (const auto& machine : machines_) {
        agent::AgentStore& store = *machine->store;
        if (held_by(*machine) != held_by_server(machine->office)) {
            broken_.push_back(fmt::format("{} holds {} operations, the server {}", machine->folder,
                                          held_by(*machine).size(), held_by_server(machine->office).size()));
        }
        if (store.outbox() != 0) {
            broken_.push_back(fmt::format("{} still has {} in its outbox", machine->folder, store.outbox()));
        }
        const Law law = server_->law(machine->office);
        for (const std::string& scope : store.log().scopes()) {
            const Scope of =
                scope.empty() ? Scope{} : Scope{"click-chumchon", month_from_text(scope.substr(15))};
            if (store.report(of) != fold(server_->log(machine->office), of, law)) {
                broken_.push_back(fmt::format("{} shows another {} than the server", machine->folder, scope));
            }
        }
    }
    for (const Office& office : server_->offices()) {
        const std::int64_t rows =
            server_database_->integer("SELECT count(*) FROM operation WHERE office = ?", office).value_or(0);
        if (static_cast<std::size_t>(rows) != held_by_server(office).size()) {
            broken_.push_back("the server holds an operation twice in " + office);
        }
        if (static_cast<std::uint64_t>(rows) != server_->feed(office).position) {
            broken_.push_back("the feed of " + office + " does not have every operation once");
        }
    }
    return broken_;
}

Digest World::trace() {
    Digest trace;
    for (const Office& office : server_->offices()) {
        trace = chain_after(trace, OperationId{server_->feed(office).chain.bytes});
        for (const OperationId& id : held_by_server(office)) {
            trace = chain_after(trace, id);
        }
    }
    return trace;
}

}  // namespace phirap::simulation
