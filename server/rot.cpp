#include "server/rot.h"

namespace phirap::server {

std::size_t look_for_rot(ServerStore& store, const Office& office) {
    Transaction transaction(store.database());
    OperationLog log = store.log(office);
    log.look_for_rot();
    for (const Place& place : log.rot_met()) {
        log.note_rotten(place);
    }
    const std::size_t met = log.rot_met().size();
    transaction.commit();
    return met;
}

std::vector<RottenOperation> rotten_operations(const ServerStore& store) {
    std::vector<RottenOperation> rotten;
    for (const Office& office : store.offices()) {
        const OperationLog log = store.log(office);
        for (const Place& place : log.damaged()) {
            rotten.push_back({office, log.branch(place.branch).lineage, place.sequence});
        }
    }
    return rotten;
}

}  // namespace phirap::server
