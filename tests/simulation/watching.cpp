// What is looked at while a history goes on: receipts, clocks, whose run is gone on with; and what is
// destroyed.
#include <fmt/format.h>

#include <algorithm>

#include "shared/wire/operation_body.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {
namespace {

constexpr std::int64_t ahead_ms_max = 10 * minute_ms;  // sync-rules 13

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

std::set<OperationId> World::held_anywhere() {
    std::set<OperationId> held;
    for (const auto& machine : machines_) {
        held.merge(held_by(*machine));
    }
    for (const Office& office : server_->offices()) {
        held.merge(held_by_server(office));
    }
    return held;
}

void World::destroying(const std::function<void()>& event) {
    heal_rot();
    const std::set<OperationId> before = held_anywhere();
    const auto pictures_before = pictures_anywhere();
    event();
    const auto pictures_after = pictures_anywhere();
    for (const auto& [picture, bytes] : ledger_.pictures) {
        if (pictures_before.contains(picture) && !pictures_after.contains(picture)) {
            ledger_.destroyed_pictures.insert(picture);
        }
    }
    const std::set<OperationId> after = held_anywhere();
    for (const auto& [id, office] : ledger_.saved) {
        if (before.contains(id) && !after.contains(id)) {
            ledger_.destroyed.insert(id);
        }
    }
}

// What stands on its own run when a machine starts is what this machine wrote.
void World::remember_own_run(Machine& machine) {
    machine.wrote.clear();
    machine.tried.clear();
    const OperationLog log = machine.store->log();
    const LoggedBranch& own = log.branch(machine.store->progress().own_branch);
    for (std::uint64_t sequence = 1; sequence <= own.tip; ++sequence) {
        machine.wrote.insert(*log.id_at({own.number, sequence}));
    }
}

// Sync-rules 14: nobody goes on with operations that somebody else wrote, for being their descendant would
// say that their answers had been on the screen. A save that failed may be there all the same, by the
// journal.
void World::check_own_run(Machine& machine, std::size_t saved) {
    const OperationLog log = machine.store->log();
    const LoggedBranch& own = log.branch(machine.store->progress().own_branch);
    const std::uint64_t parent = own.tip - saved;
    const std::optional<Bytes> body = parent > 0 ? log.body_at({own.number, parent}) : std::nullopt;
    const std::optional<OperationBody> said = body ? decode_body(*body) : std::nullopt;
    if (parent > 0 && !machine.wrote.contains(*log.id_at({own.number, parent})) &&
        !(said && machine.tried.contains(said->author))) {
        broken(machine.folder + " went on with an operation that it did not write");
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
            broken(fmt::format("{} believes its operation {} confirmed; the server lacks it", machine.folder,
                               sequence));
            return;
        }
    }
}

// Sync-rules 13: no clock from afar is adopted that is far ahead of what this machine knows of the time.
void World::note_honest_time(Machine& machine) {
    const std::int64_t wall_ms = machine.clock->wall_ms();
    const std::int64_t offset_ms = machine.store->progress().clock_offset_ms.value_or(0);
    machine.latest_time_ms = std::max({machine.latest_time_ms, wall_ms, wall_ms + offset_ms + ahead_ms_max});
}

void World::check_time(const Machine& machine, const HybridTime& time) {
    if (time.wall_ms > machine.latest_time_ms) {
        broken(fmt::format("{} took over a clock that is {} minutes ahead", machine.folder,
                           (time.wall_ms - machine.latest_time_ms) / minute_ms));
    }
}

}  // namespace phirap::simulation
