// A guest's socket, as the door sets it up.
#include "shared/http/peer_socket.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace phirap {

// With Nagle's algorithm the last bytes of an answer wait for the acknowledgement of those before, which the
// other end delays: 40 ms a round on an idle line. That it is off is all that can be told without a clock.
TEST_CASE(
    "peer socket: an answer's last bytes go at once, and do not wait for those before to be acknowledged") {
    const FileDescriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* at = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(listener.number(), at, size) == 0);
    REQUIRE(::listen(listener.number(), 1) == 0);
    REQUIRE(::getsockname(listener.number(), at, &size) == 0);
    const FileDescriptor guest(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    REQUIRE(::connect(guest.number(), at, size) == 0);
    const PeerSocket peer(FileDescriptor(::accept(listener.number(), nullptr, nullptr)), nullptr);

    int at_once = 0;
    socklen_t length = sizeof at_once;
    REQUIRE(::getsockopt(peer.number(), IPPROTO_TCP, TCP_NODELAY, &at_once, &length) == 0);
    CHECK(at_once != 0);
}

}  // namespace phirap
