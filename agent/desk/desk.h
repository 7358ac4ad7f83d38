// The desk's sockets: HTTP on the loopback of this PC, and on nothing else.
//
// It bounds what a request may cost (desk_limits.h) and reads it strictly; it decides nothing. Who may come
// in and what is answered is in other files (reception.h). No HTTP library: a head is read and a body is
// whole before anybody answers (shared/http), and what is left to do, a query and some lines of a reply, is
// less than working round one. Each connection carries one request: nothing can hide behind it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "agent/desk/desk_address.h"
#include "agent/desk/exchange.h"
#include "shared/core/result.h"
#include "shared/host/watchdog.h"

namespace phirap::agent {

class Desk {
  public:
    struct Parts {
        // Called from several threads at once. What it throws is answered with 500 and one sentence.
        std::function<DeskReply(DeskRequest&)> answer;
        // Whether a request may bring more than knock_bytes_max, by its head alone; on the thread that reads.
        std::function<bool(const DeskRequest&)> may_bring_much;
        // The last answer is some seconds old: memory may be given back.
        std::function<void()> rest = [] {};
        Watchdog* watchdog = nullptr;  // watches the threads; nothing: nobody does
    };
    Desk(DeskAddress address, Parts parts);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    // The port that is now listened on; guests wait until start(). Error: listen_failed {address} {why}.
    [[nodiscard]] Result<int> bind();
    void start();
    // Answers whoever's request is here, and no more. Safe to call twice.
    void stop();

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace phirap::agent
