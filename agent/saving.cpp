// AgentStore: the way of a save. Encoded once, on the disk in the journal, then in the database; then it is
// "saved".
#include "agent/agent_store.h"
#include "shared/host/store_error.h"
#include "shared/wire/operation_body.h"

namespace phirap::agent {

void AgentStore::catch_up() {
    if (journal_is_ahead_) {
        complete();
    }
}

// In the journal it is durable: it is saved, as soon as it can be seen too. When that fails as well, it will
// be there one day, and whoever saved it must not be told that it was not saved: they would type it again.
void AgentStore::finish_saving() {
    try {
        catch_up();
    } catch (const StoreError& error) {
        throw error.perhaps_saved();
    }
}

Result<Saved> AgentStore::save(OperationBody body) {
    std::vector<OperationBody> bodies;
    bodies.push_back(std::move(body));
    Result<std::vector<Saved>> saved = save_all(std::move(bodies));
    if (!saved) {
        return tl::unexpected(saved.error());
    }
    return saved->front();
}

Result<std::vector<Saved>> AgentStore::save_all(std::vector<OperationBody> bodies) {
    catch_up();  // else two operations would have one number, and we would have forked ourselves
    std::vector<Saved> saved;
    try {
        if (const Result<void> written = write_all(std::move(bodies), saved); !written) {
            return tl::unexpected(written.error());
        }
    } catch (const std::exception&) {
        if (!journal_is_ahead_) {
            throw;
        }
        finish_saving();
    }
    return saved;
}

Result<void> AgentStore::write_all(std::vector<OperationBody> bodies, std::vector<Saved>& saved) {
    Transaction transaction(*database_);
    OperationLog own = log();
    Progress now = progress();
    const LoggedBranch& branch = own.branch(now.own_branch);
    JournaledRun run{branch.lineage, branch.tip + 1, branch.tip_id, {}};
    std::vector<NewOperation> operations;
    OperationId parent = branch.tip_id;
    std::uint64_t sequence = branch.tip;
    for (OperationBody& body : bodies) {
        body.time = now.time = next_time(now.time, clock_->wall_ms());
        Result<Bytes> encoded = encode_body(body);
        if (!encoded) {
            return tl::unexpected(encoded.error());
        }
        parent = operation_id(parent, *encoded);
        saved.push_back({parent, ++sequence, body.time});
        run.bodies.push_back(*encoded);
        operations.push_back({parent, to_text(body.scope), *std::move(encoded)});
    }
    if (operations.empty()) {
        return {};
    }
    if (!Journal::fits(run)) {
        return fail(ErrorKind::too_large, "save_too_large");
    }
    own.append(now.own_branch, operations);
    database_->run("UPDATE progress SET time_ms = ?, time_counter = ?", now.time.wall_ms, now.time.counter);
    journal_->append(run);
    journal_is_ahead_ = true;
    transaction.commit();
    journal_is_ahead_ = false;
    return {};
}

}  // namespace phirap::agent
