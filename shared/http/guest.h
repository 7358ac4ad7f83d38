// A connection from its handshake to its end, and what has come of its one request.
#pragma once

#include <atomic>
#include <string>

#include "shared/http/peer_socket.h"
#include "shared/http/request_head.h"

namespace phirap {

// What all guests together hold. Outlives every guest.
struct GuestCount {
    std::atomic<std::size_t> guests = 0;
    std::atomic<std::size_t> bytes = 0;
};

class Guest {
  public:
    enum class Stage { shaking_hands, head, body, answering, leaving };

    Guest(PeerSocket peer, GuestCount& count, std::int64_t now_ms)
        : socket(std::move(peer)), began_ms(now_ms), until_ms(now_ms), count_(count) {
        ++count_.guests;
    }
    ~Guest() {
        --count_.guests;
        count_.bytes -= held_.size();
    }
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;

    void add(std::string_view piece) {
        held_ += piece;
        count_.bytes += piece.size();
    }
    void replace(std::string other) {
        count_.bytes += other.size();
        count_.bytes -= held_.size();
        held_ = std::move(other);
    }
    // The head while it comes; then the body, as much as is here; then what is left of the answer.
    [[nodiscard]] const std::string& held() const { return held_; }

    PeerSocket socket;
    Stage stage = Stage::shaking_hands;
    RequestHead head;
    std::int64_t began_ms;
    std::int64_t until_ms;  // steady: sent away then
    short waits_for = 0;    // as epoll was told
    std::size_t done = 0;   // bytes of the answer sent; bytes passed over while it leaves

  private:
    GuestCount& count_;
    std::string held_;
};

}  // namespace phirap
