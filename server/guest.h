// A connection from its handshake to its end, and what has come of its one request.
#pragma once

#include <atomic>
#include <string>

#include "server/peer_socket.h"
#include "server/request_head.h"

namespace phirap::server {

// What all guests together hold. Outlives every guest.
struct GuestCount {
    std::atomic<std::size_t> guests = 0;
    std::atomic<std::size_t> bytes = 0;
};

class Guest {
  public:
    enum class Stage { shaking_hands, head, body, leaving };

    Guest(PeerSocket peer, GuestCount& count, std::int64_t now_ms)
        : socket(std::move(peer)), began_ms(now_ms), until_ms(now_ms), count_(count) {
        ++count_.guests;
    }
    ~Guest() {
        --count_.guests;
        count_.bytes -= came_.size();
    }
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;

    void add(std::string_view piece) {
        came_ += piece;
        count_.bytes += piece.size();
    }
    void replace(std::string came) {
        count_.bytes += came.size();
        count_.bytes -= came_.size();
        came_ = std::move(came);
    }
    // The head while it comes; then the body, as much as is here.
    [[nodiscard]] const std::string& came() const { return came_; }

    PeerSocket socket;
    Stage stage = Stage::shaking_hands;
    RequestHead head;
    std::int64_t began_ms;
    std::int64_t until_ms;  // steady: sent away then
    short waits_for = 0;    // as epoll was told
    std::size_t passed_over = 0;

  private:
    GuestCount& count_;
    std::string came_;
};

}  // namespace phirap::server
