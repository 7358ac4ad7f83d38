#include "shared/host/socket_stream.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace phirap {

bool SocketStream::wait_for(short event) {
    while (true) {
        const std::int64_t left_ms = until_ms_ - SystemClock().steady_ms();
        pollfd waiting{socket_.number(), event, 0};
        const int ready = left_ms <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left_ms));
        if (ready > 0) {
            return true;
        }
        if (ready == 0 || errno != EINTR) {
            is_over_ = ready == 0;
            return false;
        }
    }
}

bool SocketStream::send(BytesView bytes) {
    while (!bytes.empty()) {
        const ssize_t sent =
            ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
        } else if (errno != EINTR && (errno != EAGAIN || !wait_for(POLLOUT))) {
            return false;
        }
    }
    return true;
}

Bytes SocketStream::receive(std::size_t size) {
    Bytes bytes;
    std::array<std::uint8_t, 64 * 1024> piece;
    while (bytes.size() < size && wait_for(POLLIN)) {
        const std::size_t wanted = std::min(piece.size(), size - bytes.size());
        const ssize_t got = ::recv(socket_.number(), piece.data(), wanted, MSG_DONTWAIT);
        if (got > 0) {
            append(bytes, {piece.data(), static_cast<std::size_t>(got)});
        } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
            break;
        }
    }
    return bytes;
}

}  // namespace phirap
