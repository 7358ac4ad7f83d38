#include "agent/desk/month_held.h"

#include "shared/host/disk_room.h"

namespace phirap::agent {

MonthHeld::MonthHeld(const PageAsk& asked)
    : parts_(asked.parts), lock_(asked.parts.mutex), month_(asked.month), language_(asked.language()) {
    parts_.store.catch_up();
}

DeskReply MonthHeld::save(const PageSave& save, const Also& also) {
    if (const Result<void> open = check_open(file()); !open) {
        return error_reply(open.error(), language_);
    }
    keep_ballast(parts_.folder);
    if (const Result<void> done = commit(parts_.store, file(), save, author_of(parts_)); !done) {
        return error_reply(done.error(), language_);
    }
    return reply(save.changes(), save.faults, also);
}

DeskReply MonthHeld::reply(bool changed, const std::vector<PageFault>& faults, const Also& also) {
    DeskReply reply = changed_reply(parts_, month_, changed, faults, language_, also);
    let_go(changed);
    return reply;
}

void MonthHeld::let_go(bool changed) {
    lock_.unlock();
    if (changed) {
        parts_.saved();
    }
}

}  // namespace phirap::agent
