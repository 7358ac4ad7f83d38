#include "server/scrub.h"

#include "server/rot.h"

namespace phirap::server {
namespace {

bool has_rot(const Centre& centre, const Office& office, std::uint64_t& read) {
    const Snapshot snapshot = centre.snapshot();
    const OperationLog log = snapshot.store().log(office);
    log.look_for_rot();
    read += snapshot.store().feed(office).position;
    return !log.rot_met().empty();
}

}  // namespace

Scrubbed scrub(Centre& centre, const Log& log, const GoOn& go_on) {
    Scrubbed scrubbed;
    const std::vector<Office> offices = centre.snapshot().store().offices();
    for (const Office& office : offices) {
        if (!go_on({"progress_operations", scrubbed.operations, 0})) {
            scrubbed.stopped = true;
            return scrubbed;
        }
        if (!has_rot(centre, office, scrubbed.operations)) {
            continue;
        }
        // Read once more, for the store may have changed since.
        const Centre::Writing writing = centre.writing();
        const std::size_t met = look_for_rot(writing.store(), office);
        scrubbed.met += met;
        log.error({"look for rot",
                   "the disk changed bytes of what is stored; it is passed on to nobody",
                   {{"office", office}, {"operations", std::to_string(met)}},
                   "the offices' machines bring it again by themselves. Look after the disk: run "
                   "phirap-server doctor and audit"});
    }
    log.info(
        {"look for rot",
         scrubbed.met == 0 ? "none was met" : "done",
         {{"operations", std::to_string(scrubbed.operations)}, {"rotten", std::to_string(scrubbed.met)}}});
    return scrubbed;
}

}  // namespace phirap::server
