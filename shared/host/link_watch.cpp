#include "shared/host/link_watch.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace phirap {

LinkWatch::LinkWatch()
    : socket_(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)) {
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    if (socket_.is_open() &&
        ::bind(socket_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        socket_ = FileDescriptor();
    }
}

bool LinkWatch::came_up() {
    bool came = false;
    alignas(nlmsghdr) std::array<std::byte, 8192> bytes;
    while (true) {
        const ssize_t got = ::recv(socket_.number(), bytes.data(), bytes.size(), 0);
        if (got <= 0) {
            return came;  // nothing more; ENOBUFS is followed by what came after it
        }
        auto left = static_cast<std::uint32_t>(got);
        for (auto* message = reinterpret_cast<const nlmsghdr*>(bytes.data()); NLMSG_OK(message, left);
             message = NLMSG_NEXT(message, left)) {
            came |= message->nlmsg_type == RTM_NEWADDR;
        }
    }
}

}  // namespace phirap
