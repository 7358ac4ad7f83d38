// What the centre's people do, and what a PC does whose program has gone bad.
#include "server/administration.h"
#include "server/quarantine.h"
#include "server/review.h"
#include "shared/wire/mission_pack_file.h"
#include "tests/simulation/foul_bodies.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {

void World::administer(Machine& machine) {
    if (happens(Trouble::revoke)) {
        revoke_or_readmit(machine);
    }
    if (happens(Trouble::hold)) {
        hold_or_release(machine);
    }
    if (happens(Trouble::approve)) {
        approve_or_return(machine);
    }
}

void World::revoke_or_readmit(Machine& machine) {
    const std::optional<server::AgentRow> agent = server_->agent(machine.key->writer());
    if (agent) {
        heal_rot();
        Transaction transaction(*server_database_);
        (void)server::revoke(*server_, agent->agent, !agent->revoked, "admin");
        transaction.commit();
    }
}

// Any operation is held back; one that is held, or that waits since its writer was revoked, is let go.
void World::hold_or_release(Machine& machine) {
    const std::vector<server::KeptApart> kept = server::quarantine_of(*server_, machine.office);
    const std::set<OperationId> held = held_by_server(machine.office);
    if (held.empty()) {
        return;
    }
    const bool release = !kept.empty() && chance_.coin();
    const OperationId id =
        release ? kept[chance_.below(kept.size())].id
                : *std::next(held.begin(), static_cast<std::ptrdiff_t>(chance_.below(held.size())));
    Transaction transaction(*server_database_);
    const EntityId named = *EntityId::from(id.view().first(sizeof(EntityId)));
    (void)server::hold(*server_, machine.office, named, !release, "looked at", "admin");
    transaction.commit();
}

void World::approve_or_return(Machine& machine) {
    const server::Reviewed reviewed{machine.office, Month{2024, 4}, "admin", "please look again", true};
    Transaction transaction(*server_database_);
    if (chance_.below(3) > 0) {
        (void)server::approve(*server_, builtin_pack(), reviewed);
    } else {
        (void)server::send_back(*server_, builtin_pack(), reviewed);
    }
    transaction.commit();
}

void World::poison(Machine& machine) {
    const FoulBody foul = foul_body(program_chance_, now_ms_);
    Transaction transaction(*machine.database);
    OperationLog log = machine.store->log();
    const std::uint32_t own = machine.store->progress().own_branch;
    const OperationId id = operation_id(log.branch(own).tip_id, foul.bytes);
    log.append(own, std::vector<NewOperation>{{id, foul.scope, foul.bytes}});
    transaction.commit();
    machine.wrote.insert(id);
    ledger_.saved[id] = machine.office;
    ledger_.poisoned.insert(id);
    // Its journal gets it as it would any other: before what comes next.
    start(machine);
}

}  // namespace phirap::simulation
