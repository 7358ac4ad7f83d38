// The oracle: when two days of peace are over, every promise must hold.
#include <fmt/format.h>

#include <algorithm>

#include "shared/core/law.h"
#include "shared/wire/operation_body.h"
#include "tests/simulation/office_oracle.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {

std::vector<std::string> World::broken_promises() {
    for (const Office& office : server_->offices()) {
        OfficeFindings findings = look_at_office(ledger_, *server_, office);
        for (std::string& what : findings.broken) {
            broken(std::move(what));
        }
        sum_.confirmed += findings.confirmed;
        tell_lost(office, findings.lost);
        if (setting_.pictures) {
            check_pictures(office);
        }
    }
    for (const auto& machine : machines_) {
        compare_with_server(*machine);
    }
    return broken_;
}

void World::tell_lost(const Office& office, const std::set<OperationId>& lost) {
    if (lost.empty()) {
        return;
    }
    std::string where;
    for (const auto& machine : machines_) {
        const std::set<OperationId> held = held_by(*machine);
        const auto count =
            std::ranges::count_if(lost, [&](const OperationId& id) { return held.contains(id); });
        where += count == 0 ? "" : fmt::format(", {} of them on {}", count, machine->folder);
    }
    broken(fmt::format("{}: {} saved operations never reached the server{}", office, lost.size(), where));
}

// Promise 3 on every PC; of a revoked one, that what it wrote is at the server, was checked above.
void World::compare_with_server(Machine& machine) {
    agent::AgentStore& store = *machine.store;
    const std::optional<server::AgentRow> agent = server_->agent(machine.key->writer());
    if (agent && agent->revoked) {
        return;
    }
    if (held_by(machine) != held_by_server(machine.office)) {
        broken(fmt::format("{} holds {} operations, the server {}", machine.folder, held_by(machine).size(),
                           held_by_server(machine.office).size()));
    }
    if (store.outbox() != 0) {
        broken(fmt::format("{} still has {} in its outbox", machine.folder, store.outbox()));
    }
    const Law law = server_->law(machine.office);
    for (const std::string& scope : store.log().scopes()) {
        const Scope of = scope_from_text(scope);
        if (store.report(of) != fold(server_->log(machine.office), of, law)) {
            broken(fmt::format("{} shows another {} than the server", machine.folder, scope));
        }
    }
}

Sum World::sum() {
    sum_.destroyed = ledger_.destroyed.size();
    sum_.passed_ms = now_ms_ - 1'714'000'000'000;
    return sum_;
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
