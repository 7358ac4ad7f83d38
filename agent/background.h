// Background sync: one thread that makes contacts, when the schedule says so or when it is asked to.
//
// It sleeps between them and holds no lock then; whoever saves goes on meanwhile.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <thread>

#include "agent/line_policy.h"
#include "agent/runner.h"
#include "agent/schedule.h"
#include "shared/host/log.h"
#include "shared/host/watchdog.h"

namespace phirap::agent {

class Background {
  public:
    struct Parts {
        SharedStore shared;
        Transport& transport;
        Chance& chance;  // used from the thread too
        const Log& log;
        std::int64_t interval_ms = 15 * 60 * 1'000;
        LinePolicy policy = {};
        Uploading* uploading = nullptr;  // pictures; nothing: rows alone
        // Ends a transfer under way, and every later one.
        std::function<void()> cancel = [] {};
        // Called on the thread before a contact, and before it sleeps: gives memory back.
        std::function<void()> prepare = [] {};
        std::function<void()> rest = [] {};
        // Called on the thread when a contact has ended and the next one is planned.
        std::function<void()> planned = [] {};
        // Watches the thread; nothing: nobody does.
        Watchdog* watchdog = nullptr;
    };
    explicit Background(Parts parts);
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    void start();
    // Ends the contact under way and waits for the thread. Safe to call twice.
    void stop();

    // Something was saved: it goes soon, unless the line is known to be down.
    void something_saved();
    // The line came up, says the operating system (`what`, for the log): what had failed is tried in the
    // server's window. A line that comes and goes all the time is heeded now and then (LineNews).
    void line_came_up(std::string_view what);
    // Makes a contact now, or joins the one that begins next, and waits for its end.
    [[nodiscard]] Contact contact_now();
    // By our wall clock; nothing while a contact is under way.
    [[nodiscard]] std::optional<std::int64_t> next_attempt_ms() const;
    // Quiet hours hold back what waits.
    [[nodiscard]] bool is_held() const;

  private:
    void work();
    void step();
    void after_trouble();
    // How long to sleep of what is left to wait.
    [[nodiscard]] std::chrono::milliseconds rest_for(std::int64_t wait_ms) const;
    // The pictures that may go with the contact at hand; nothing: rows alone.
    [[nodiscard]] Uploading* pictures_of_contact();
    [[nodiscard]] Contact make_contact();
    [[nodiscard]] bool left_over(const Contact& contact) const;
    void plan(const Contact& contact, bool waiting);
    // Puts what would go by itself off until the quiet hours are over; false when it may go now.
    [[nodiscard]] bool hold_back(std::unique_lock<std::mutex>& lock);
    void bring_forward(std::int64_t delay_ms);
    void log(const Contact& contact) const;
    [[nodiscard]] std::int64_t now_ms() const { return parts_.shared.store.clock().steady_ms(); }

    Parts parts_;
    std::string office_;
    std::string agent_;
    LineEstimate line_;
    std::atomic<bool> stop_ = false;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::int64_t due_ms_ = 0;  // on the steady clock
    std::uint64_t failures_ = 0;
    std::int64_t spread_ms_ = 0;
    bool held_ = false;
    bool came_up_meanwhile_ = false;  // while a contact was under way
    LineNews line_news_;
    std::uint64_t begun_ = 0;  // contacts
    std::uint64_t ended_ = 0;
    std::uint64_t asked_ = 0;  // a contact of this number or later answers whoever waits
    Contact last_;
    std::thread thread_;
};

}  // namespace phirap::agent
