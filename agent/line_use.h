// How a line is used while libcurl has it: what passed, and whether it stalled.
//
// What the kernel says of the line's use. libcurl counts what it gave to the kernel, which on a slow line
// has minutes of it still to send: by that count a transfer on its way looks stalled, and a handshake is
// not counted at all.
#pragma once

#include <curl/curl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <vector>

#include "agent/transport.h"
#include "shared/host/watchdog.h"

namespace phirap::agent {

class LineUse {
  public:
    struct Patience {
        std::int64_t connecting_ms = 0;
        std::int64_t connected_ms = 0;
    };
    void begin(const std::atomic<bool>* cancelled, const Patience& patience) {
        cancelled_ = cancelled;
        patience_ = patience;
        connected_ = false;
        began_ms_ = now_ms();
        look();
        acked_at_start_ = seen_.acked;
        moved_ms_ = began_ms_;
        stalled_ = false;
    }
    [[nodiscard]] bool stalled() const { return stalled_; }
    // The other side's kernel has them; what came back shows that somebody is there.
    [[nodiscard]] Transport::Passed passed() const {
        return {static_cast<std::size_t>(seen_.acked - acked_at_start_), moved_ms_ - began_ms_};
    }

    static int opened(void* self, curl_socket_t socket, curlsocktype) {
        static_cast<LineUse*>(self)->sockets_.push_back(socket);
        return CURL_SOCKOPT_OK;
    }
    static int closed(void* self, curl_socket_t socket) {
        auto& use = *static_cast<LineUse*>(self);
        use.look();
        const Seen last = seen_of(socket);
        use.closed_.acked += last.acked;
        use.closed_.received += last.received;
        std::erase(use.sockets_, socket);
        return ::close(socket);
    }
    // Called about once a second while a transfer lasts: a slow line is no sign of death.
    static int check(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        beat();
        auto& use = *static_cast<LineUse*>(self);
        use.look();
        use.stalled_ = now_ms() - use.moved_ms_ >
                       (use.connected_ ? use.patience_.connected_ms : use.patience_.connecting_ms);
        return *use.cancelled_ || use.stalled_ ? 1 : 0;
    }

  private:
    static constexpr int established = 1;  // TCP_ESTABLISHED, which <netinet/tcp.h> has and clashes
    struct Seen {
        std::uint64_t acked = 0;
        std::uint64_t received = 0;
        bool operator==(const Seen&) const = default;
    };

    static std::int64_t now_ms() {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }
    static Seen seen_of(curl_socket_t socket, bool* connected = nullptr) {
        tcp_info told{};
        socklen_t size = sizeof told;
        if (::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &told, &size) != 0) {
            return {};
        }
        if (connected != nullptr) {
            *connected |= told.tcpi_state == established;
        }
        return {told.tcpi_bytes_acked, told.tcpi_bytes_received};
    }
    // Sums that only grow: those of sockets that are closed count on.
    void look() {
        Seen now = closed_;
        for (const curl_socket_t socket : sockets_) {
            const Seen one = seen_of(socket, &connected_);
            now.acked += one.acked;
            now.received += one.received;
        }
        if (now.acked + now.received > seen_.acked + seen_.received) {
            seen_ = now;
            moved_ms_ = now_ms();
        }
    }

    const std::atomic<bool>* cancelled_ = nullptr;
    Patience patience_;
    bool connected_ = false;
    std::vector<curl_socket_t> sockets_;
    Seen closed_;
    Seen seen_;
    std::uint64_t acked_at_start_ = 0;
    std::int64_t began_ms_ = 0;
    std::int64_t moved_ms_ = 0;
    bool stalled_ = false;
};

// How long silence is borne, on a line of that speed (0: not known) and after so many failures in a row.
[[nodiscard]] LineUse::Patience patience_on(std::int64_t bytes_per_s, std::uint64_t failures,
                                            std::int64_t stalled_ms);

}  // namespace phirap::agent
