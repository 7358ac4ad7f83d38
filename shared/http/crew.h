// The threads that answer. Requests are answered one after the other by the writing connection, so they are
// there for what waits for a peer: pictures that come slowly. They come when
// there is something to do, up to a bound, and go again.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "shared/host/watchdog.h"
#include "shared/http/guest.h"

namespace phirap {

struct CrewLimits {
    std::size_t threads_max = 64;
    std::size_t threads_kept = 4;  // however long there is nothing to do
};

class Crew {
  public:
    using Serve = std::function<void(std::unique_ptr<Guest>)>;

    Crew(Serve serve, Watchdog* watchdog, const CrewLimits& limits = {});
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    // From any thread.
    void take(std::unique_ptr<Guest> guest);
    // Requests that are here and that nobody answers yet.
    [[nodiscard]] std::size_t waiting() const { return waiting_; }
    // Answers all that were taken; nothing may be taken afterwards.
    void finish();

  private:
    void work();
    [[nodiscard]] bool wait(std::unique_lock<std::mutex>& lock);
    void start_thread();

    Serve serve_;
    CrewLimits limits_;
    Watchdog* watchdog_;
    std::atomic<std::size_t> waiting_ = 0;
    std::mutex mutex_;
    std::condition_variable news_;
    std::condition_variable gone_;
    std::deque<std::unique_ptr<Guest>> guests_;
    std::size_t threads_ = 0;
    std::size_t idle_ = 0;
    bool ending_ = false;
};

}  // namespace phirap
