// Where connections wait until their request is whole. One thread looks after all of them, so one that says
// nothing, or a byte a minute, costs a descriptor and some kilobytes, and never a thread of those who answer.
//
// Everybody has a deadline. When there are too many, or what they brought takes too much memory, whoever came
// first of those that are still not done is sent away: under attack an honest request, which takes a second,
// outlives a slow one.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "shared/host/watchdog.h"
#include "shared/http/guest.h"

namespace phirap {

// What may be done with a request whose head is here.
struct Entry {
    int refused = 0;           // a status: sent away with it
    bool brings_to_us = true;  // its body is taken before it is handed on; else it is read by whoever answers
};

struct PorchLimits {
    std::size_t guests_max = 4096;
    // Of all that came and was not answered yet: 64 requests of the largest kind, and as much again.
    std::size_t bytes_max = 128 * 1024 * 1024;
    // A line of 20 bytes a second takes 40 s for our part of a TLS handshake and 75 s for a packet of 1500.
    std::int64_t head_ms = 180 * 1000;
    // The smallest frame of an agent on such a line; the agent itself gives up then.
    std::int64_t body_ms = 600 * 1000;
    // A page of the largest kind at 4 kbit/s; an agent on less asks for smaller ones.
    std::int64_t answer_ms = 600 * 1000;
    // Of a body that was refused unread so much is read all the same: closing on it would take the answer
    // away from a client that is still writing.
    std::size_t passed_over_bytes_max = 512 * 1024;
    std::int64_t leaving_ms = 10 * 1000;
    // Nobody is sent away for want of room before: agents that come back all at once are served in turn.
    std::int64_t grace_ms = 2 * 1000;
};

class Porch {
  public:
    struct Doors {
        ssl_ctx_st* tls = nullptr;
        HeadRules rules;
        std::function<Entry(const RequestHead&)> enter;
        std::function<void(std::unique_ptr<Guest>)> hand_on;
        std::function<bool()> others_are_served;  // so that what is held grows less by itself
    };
    Porch(Doors doors, const PorchLimits& limits, Watchdog* watchdog);
    ~Porch();
    Porch(const Porch&) = delete;
    Porch& operator=(const Porch&) = delete;

    // From the thread that accepts. Waits a moment when it is full.
    void take(FileDescriptor socket);
    // From whoever answered: the peer takes it as slowly as it likes; what it still sends is passed over.
    void see_off(std::unique_ptr<Guest> guest, std::string answer);
    // Those whose request is not whole are sent away.
    void close();

  private:
    // By when they came.
    using Guests = std::map<std::uint64_t, std::unique_ptr<Guest>>;
    enum class Next { stays, is_done, goes };

    void run();
    void welcome();
    void look_at(std::uint64_t number);
    Next go_on(Guest& guest);
    Next take(Guest& guest, std::string_view piece);
    Next take_head(Guest& guest);
    Next take_body(Guest& guest);
    Next cut_to_body(Guest& guest);
    Next refuse(Guest& guest, int status);
    Next give_answer(Guest& guest);
    void leave(Guest& guest);
    void watch(std::uint64_t number, Guest& guest);
    void send_away_late();
    void make_room();
    void wake();
    [[nodiscard]] bool is_full() const;
    [[nodiscard]] int rest_ms() const;

    Doors doors_;
    PorchLimits limits_;
    Watchdog* watchdog_;
    GuestCount count_;
    Guests guests_;
    std::uint64_t next_number_ = 1;
    FileDescriptor epoll_;
    FileDescriptor news_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Guest>> coming_;
    std::atomic<bool> closing_ = false;
    std::atomic<std::int64_t> oldest_ms_;  // when the first of guests_ came
    std::thread thread_;
};

}  // namespace phirap
