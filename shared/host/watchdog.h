// Proof of life. A service manager restarts a service that no longer says that it is alive; a timer that
// says so for threads that hang would be a lie. So each thread that does work beats when it gets on, and the
// manager is told only while all of them do.
//
// A thread may rest as long as it likes, if it wakes at least every rest_ms_max() to beat; work that takes
// long (a transfer on a slow line, an audit) beats between its pieces.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "shared/host/log.h"
#include "shared/host/service_notice.h"

namespace phirap {

// This thread lives and gets on. Costs a look at the clock; nothing on a thread that nobody watches.
void beat();

class Watchdog {
  public:
    // Milliseconds while the machine is awake, as the manager's own watch counts them (CLOCK_MONOTONIC): a PC
    // that was shut for the night has nobody silent. Called from every watched thread.
    using AwakeMs = std::int64_t (*)();
    [[nodiscard]] static std::int64_t awake_ms();

    // `notice` and `log` must outlive this. Nothing is watched when the manager does not ask
    // (notice.watchdog_ms() 0).
    Watchdog(const ServiceNotice& notice, const Log& log, AwakeMs now_ms = &awake_ms);

    struct Pulse {
        std::string name;
        AwakeMs now_ms;
        std::atomic<std::int64_t> last_ms;
    };
    // The thread that makes this is watched as long as it holds it; `name` is for the log.
    class Watched {
      public:
        Watched(Watchdog& watchdog, std::string name);
        ~Watched();
        Watched(const Watched&) = delete;
        Watched& operator=(const Watched&) = delete;

      private:
        Watchdog& watchdog_;
        std::shared_ptr<Pulse> pulse_;
    };

    // The longest that a watched thread may sleep without a beat, and how often look() is to be called: a
    // quarter of the manager's patience, at most half a minute.
    [[nodiscard]] std::int64_t rest_ms_max() const { return rest_ms_max_; }
    // The same for poll(): -1, for ever, when nobody watches.
    [[nodiscard]] int poll_ms() const;

    // Tells the manager that we live, if every thread that is watched has beaten within its patience; else
    // says in the log who has not, once. True when all was well.
    bool look();

  private:
    const ServiceNotice& notice_;
    const Log& log_;
    AwakeMs now_ms_;
    std::int64_t rest_ms_max_;
    std::mutex mutex_;
    std::list<std::shared_ptr<Pulse>> pulses_;
    bool was_well_ = true;
};

}  // namespace phirap
