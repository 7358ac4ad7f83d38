#include "server/guest_stream.h"

#include <poll.h>

#include <algorithm>
#include <cstring>

#include "shared/host/system_clock.h"
#include "shared/host/watchdog.h"

namespace phirap::server {
namespace {

// A peer may be silent for so long. A lost packet on EDGE is repeated after 3 to 6 s; on a line of 20 bytes
// a second a packet of 1500 bytes takes 75 s.
constexpr std::int64_t silent_ms_max = 90 * 1000;
// The whole of a body that is read as it comes, and the whole of an answer: 1 MiB at 70 kbit/s while others
// wait, else what 20 bytes a second take for the smallest.
constexpr std::int64_t whole_ms_max = 120 * 1000;
constexpr std::int64_t whole_alone_ms_max = 600 * 1000;
constexpr int beat_ms = 5 * 1000;

}  // namespace

GuestStream::GuestStream(Guest& guest, std::function<bool()> others_wait)
    : guest_(guest), others_wait_(std::move(others_wait)), began_ms_(SystemClock().steady_ms()) {}

ssize_t GuestStream::read(char* into, size_t room) {
    const std::size_t in_memory = guest_.head.text.size() + guest_.came().size();
    if (taken_ < in_memory) {
        return from_memory(into, room);
    }
    const std::uint64_t left =
        guest_.head.body_bytes - std::min(guest_.head.body_bytes, taken_ - guest_.head.text.size());
    return left == 0 ? 0 : from_peer(into, std::min<std::uint64_t>(room, left));
}

ssize_t GuestStream::from_memory(char* into, size_t room) {
    const std::string& head = guest_.head.text;
    const std::string_view rest = taken_ < head.size()
                                      ? std::string_view(head).substr(taken_)
                                      : std::string_view(guest_.came()).substr(taken_ - head.size());
    const std::size_t size = std::min(room, rest.size());
    std::memcpy(into, rest.data(), size);
    taken_ += size;
    return static_cast<ssize_t>(size);
}

ssize_t GuestStream::from_peer(char* into, size_t room) {
    std::size_t got = 0;
    while (true) {
        switch (guest_.socket.read(into, room, got)) {
            case PeerSocket::Came::done:
                taken_ += got;
                return static_cast<ssize_t>(got);
            case PeerSocket::Came::ended:
                return -1;
            case PeerSocket::Came::not_yet:
                if (!wait(began_ms_)) {
                    return -1;
                }
        }
    }
}

// For the peer, in pieces that a watchdog bears.
bool GuestStream::wait(std::int64_t began_ms) const {
    const std::int64_t now = SystemClock().steady_ms();
    for (std::int64_t waited = 0; waited < silent_ms_max; waited += beat_ms) {
        const std::int64_t whole = others_wait_() ? whole_ms_max : whole_alone_ms_max;
        if (now + waited - began_ms > whole) {
            return false;
        }
        beat();
        pollfd peer{guest_.socket.number(), guest_.socket.waits_for(), 0};
        if (::poll(&peer, 1, beat_ms) > 0) {
            return true;
        }
    }
    return false;
}

ssize_t GuestStream::write(const char* from, size_t size) {
    answer_.append(from, size);
    return static_cast<ssize_t>(size);
}

bool GuestStream::flush() {
    const std::int64_t began = SystemClock().steady_ms();
    std::string_view left = answer_;
    while (!left.empty()) {
        std::size_t sent = 0;
        switch (guest_.socket.write(left.data(), left.size(), sent)) {
            case PeerSocket::Came::done:
                left.remove_prefix(sent);
                break;
            case PeerSocket::Came::ended:
                return false;
            case PeerSocket::Came::not_yet:
                if (!wait(began)) {
                    return false;
                }
        }
    }
    return true;
}

void GuestStream::get_remote_ip_and_port(std::string& ip, int& port) const {
    ip = guest_.socket.address();
    port = 0;
}

void GuestStream::get_local_ip_and_port(std::string& ip, int& port) const {
    ip.clear();
    port = 0;
}

}  // namespace phirap::server
