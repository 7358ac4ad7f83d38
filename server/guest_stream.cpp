#include "server/guest_stream.h"

#include <poll.h>

#include <algorithm>
#include <cstring>

#include "shared/host/system_clock.h"
#include "shared/host/watchdog.h"

namespace phirap::server {
namespace {

constexpr int beat_ms = 5 * 1000;

}  // namespace

GuestStream::GuestStream(Guest& guest, std::function<bool()> others_wait, const Patience& patience)
    : guest_(guest),
      others_wait_(std::move(others_wait)),
      patience_(patience),
      began_ms_(SystemClock().steady_ms()) {}

ssize_t GuestStream::read(char* into, std::size_t room) {
    const std::size_t in_memory = guest_.head.text.size() + guest_.held().size();
    if (taken_ < in_memory) {
        return from_memory(into, room);
    }
    const std::uint64_t left =
        guest_.head.body_bytes - std::min(guest_.head.body_bytes, taken_ - guest_.head.text.size());
    return left == 0 ? 0 : from_peer(into, std::min<std::uint64_t>(room, left));
}

ssize_t GuestStream::from_memory(char* into, std::size_t room) {
    const std::string& head = guest_.head.text;
    const std::string_view rest = taken_ < head.size()
                                      ? std::string_view(head).substr(taken_)
                                      : std::string_view(guest_.held()).substr(taken_ - head.size());
    const std::size_t size = std::min(room, rest.size());
    std::memcpy(into, rest.data(), size);
    taken_ += size;
    return static_cast<ssize_t>(size);
}

ssize_t GuestStream::from_peer(char* into, std::size_t room) {
    std::size_t got = 0;
    while (true) {
        switch (guest_.socket.read(into, room, got)) {
            case PeerSocket::Came::done:
                taken_ += got;
                return static_cast<ssize_t>(got);
            case PeerSocket::Came::ended:
                return -1;
            case PeerSocket::Came::not_yet:
                if (!wait()) {
                    return -1;
                }
        }
    }
}

// For the peer, in pieces that a watchdog bears.
bool GuestStream::wait() const {
    const std::int64_t silent_since = SystemClock().steady_ms();
    while (true) {
        const std::int64_t now = SystemClock().steady_ms();
        const std::int64_t whole = others_wait_() ? patience_.whole_ms : patience_.whole_alone_ms;
        const std::int64_t left = std::min(silent_since + patience_.silent_ms, began_ms_ + whole) - now;
        if (left <= 0) {
            return false;
        }
        beat();
        pollfd peer{guest_.socket.number(), guest_.socket.waits_for(), 0};
        if (::poll(&peer, 1, static_cast<int>(std::min<std::int64_t>(left, beat_ms))) > 0) {
            return true;
        }
    }
}

ssize_t GuestStream::write(const char* from, std::size_t size) {
    answer_.append(from, size);
    return static_cast<ssize_t>(size);
}

}  // namespace phirap::server
