// The store, held by whoever changes a month; whoever waits to send hears of it afterwards.
#pragma once

#include "agent/desk/page_save.h"
#include "agent/desk/replies.h"
#include "agent/desk/routes.h"

namespace phirap::agent {

class MonthHeld {
  public:
    explicit MonthHeld(const PageAsk& asked);

    [[nodiscard]] const MonthFile& file() { return parts_.shelf->month(parts_.store, month_).file; }
    [[nodiscard]] const MissionPack& pack() { return parts_.shelf->pack(parts_.store); }
    [[nodiscard]] const WriterId& own() { return parts_.store.enrolment().agent; }

    // Does what was planned, and says what became of it.
    [[nodiscard]] DeskReply save(const PageSave& save, const Also& also = {});
    // The reply is written while the store is held; then it is let go.
    [[nodiscard]] DeskReply reply(bool changed, const std::vector<PageFault>& faults, const Also& also = {});
    // For a reply of another shape: the store is let go, and who sends is told.
    void let_go(bool changed);

  private:
    DeskParts& parts_;
    std::unique_lock<std::mutex> lock_;
    Month month_;
    Language language_;
};

}  // namespace phirap::agent
