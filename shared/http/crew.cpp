#include "shared/http/crew.h"

#include <chrono>
#include <optional>
#include <system_error>
#include <thread>

namespace phirap {
namespace {

constexpr auto idle_max = std::chrono::seconds(10);

}  // namespace

Crew::Crew(Serve serve, Watchdog* watchdog, const CrewLimits& limits)
    : serve_(std::move(serve)), limits_(limits), watchdog_(watchdog) {}

Crew::~Crew() {
    finish();
}

void Crew::finish() {
    std::unique_lock lock(mutex_);
    ending_ = true;
    news_.notify_all();
    gone_.wait(lock, [this] { return threads_ == 0; });
}

void Crew::take(std::unique_ptr<Guest> guest) {
    const std::lock_guard lock(mutex_);
    guests_.push_back(std::move(guest));
    waiting_ = guests_.size();
    if (guests_.size() > idle_ && threads_ < limits_.threads_max) {
        start_thread();
    }
    news_.notify_one();
}

// A machine that gives us no more threads has the ones that there are; without any, it ends us.
void Crew::start_thread() {
    try {
        std::thread([this] { work(); }).detach();
        ++threads_;
    } catch (const std::system_error&) {
        if (threads_ == 0) {
            throw;
        }
    }
}

// False when the thread is to go.
bool Crew::wait(std::unique_lock<std::mutex>& lock) {
    ++idle_;
    bool stays = true;
    while (guests_.empty() && !ending_ && stays) {
        const bool came = news_.wait_for(lock, idle_max) == std::cv_status::no_timeout;
        stays = came || threads_ <= limits_.threads_kept || !guests_.empty();
    }
    --idle_;
    return !guests_.empty();
}

void Crew::work() {
    std::unique_lock lock(mutex_);
    while (wait(lock)) {
        std::unique_ptr<Guest> guest = std::move(guests_.front());
        guests_.pop_front();
        waiting_ = guests_.size();
        lock.unlock();
        {
            // An idle thread owes no sign of life; one that serves somebody does.
            std::optional<Watchdog::Watched> watched;
            if (watchdog_ != nullptr) {
                watched.emplace(*watchdog_, "connection");
            }
            serve_(std::move(guest));
        }
        lock.lock();
    }
    --threads_;
    // Under the lock, so that whoever waits for us cannot be gone before we are.
    gone_.notify_all();
}

}  // namespace phirap
