// Rot on the agent's disk.
#include <algorithm>

#include "agent/agent_store.h"

namespace phirap::agent {
namespace {

// Bodies of rotten own operations, from the journal, each checked against its id.
void heal_from(const Journal& journal, OperationLog& log, std::vector<Place>& rotten) {
    (void)journal.read([&](const Journal::Record& record) {
        const auto* run = std::get_if<JournaledRun>(&record);
        if (run == nullptr) {
            return;
        }
        OperationId id = run->parent;
        std::uint64_t sequence = run->first;
        for (const Bytes& body : run->bodies) {
            id = operation_id(id, body);
            std::erase_if(rotten, [&](const Place& place) {
                return place.sequence == sequence && log.branch(place.branch).lineage == run->lineage &&
                       log.heal(place, id, body);
            });
            ++sequence;
        }
    });
}

}  // namespace

AgentStore::Mended AgentStore::look_for_rot() {
    const OperationLog whole = log();
    whole.look_for_rot();
    note_rot_met(whole);
    return mend_what_was_met();
}

void AgentStore::note_rot_met(const OperationLog& log) {
    std::ranges::copy(log.rot_met(), std::back_inserter(rot_met_));
}

AgentStore::Mended AgentStore::mend_what_was_met() {
    if (rot_met_.empty()) {
        return {};
    }
    std::ranges::sort(rot_met_);
    const auto repeated = std::ranges::unique(rot_met_);
    rot_met_.erase(repeated.begin(), repeated.end());
    Transaction transaction(*database_);
    OperationLog log = this->log();
    std::vector<Place> rotten = rot_met_;
    heal_from(*journal_, log, rotten);
    const Mended mended{rot_met_.size() - rotten.size(), rotten.size()};
    if (!rotten.empty()) {
        for (const Place& place : rotten) {
            log.note_rotten(place);
        }
        Progress now = progress();
        drop_confirmations(log, now);
        put(now);
    }
    transaction.commit();
    rot_met_.clear();
    return mended;
}

}  // namespace phirap::agent
