#include "shared/host/link_watch.h"

#include <ifaddrs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

namespace phirap {
namespace {

constexpr unsigned groups =
    RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;

std::string name_of(int interface) {
    std::array<char, IF_NAMESIZE> name{};
    return if_indextoname(static_cast<unsigned>(interface), name.data()) == nullptr
               ? "interface " + std::to_string(interface)
               : std::string(name.data());
}

// The attributes that follow a message's fixed part, one after the other.
template <typename Visit>
void for_attributes(const nlmsghdr& message, std::size_t fixed_bytes, const Visit& visit) {
    const auto* begin = reinterpret_cast<const std::byte*>(&message);
    auto left = static_cast<int>(message.nlmsg_len) - static_cast<int>(NLMSG_LENGTH(fixed_bytes));
    for (const auto* attribute =
             reinterpret_cast<const rtattr*>(begin + NLMSG_SPACE(static_cast<unsigned>(fixed_bytes)));
         RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
        visit(*attribute);
    }
}

// Routers renew addresses every few minutes: an address that was there before has an older birthday.
std::optional<std::string> address_news(const nlmsghdr& message) {
    const auto* address = static_cast<const ifaddrmsg*>(NLMSG_DATA(&message));
    bool renewed = false;
    for_attributes(message, sizeof *address, [&](const rtattr& attribute) {
        if (attribute.rta_type == IFA_CACHEINFO && RTA_PAYLOAD(&attribute) >= sizeof(ifa_cacheinfo)) {
            ifa_cacheinfo times{};
            std::memcpy(&times, RTA_DATA(&attribute), sizeof times);
            renewed = times.cstamp != times.tstamp;
        }
    });
    return renewed || address->ifa_scope == RT_SCOPE_HOST
               ? std::nullopt
               : std::optional("address on " + name_of(static_cast<int>(address->ifa_index)));
}

std::optional<std::string> route_news(const nlmsghdr& message) {
    const auto* route = static_cast<const rtmsg*>(NLMSG_DATA(&message));
    if (route->rtm_dst_len != 0 || route->rtm_type != RTN_UNICAST) {
        return std::nullopt;  // not the way out
    }
    int interface = 0;
    for_attributes(message, sizeof *route, [&](const rtattr& attribute) {
        if (attribute.rta_type == RTA_OIF && RTA_PAYLOAD(&attribute) >= sizeof interface) {
            std::memcpy(&interface, RTA_DATA(&attribute), sizeof interface);
        }
    });
    return "default route by " + name_of(interface);
}

}  // namespace

LinkWatch::LinkWatch()
    : socket_(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)) {
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = groups;
    if (socket_.is_open() &&
        ::bind(socket_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        socket_ = FileDescriptor();
    }
    ifaddrs* interfaces = nullptr;
    if (::getifaddrs(&interfaces) == 0) {
        for (const ifaddrs* one = interfaces; one != nullptr; one = one->ifa_next) {
            carries_[static_cast<int>(if_nametoindex(one->ifa_name))] = (one->ifa_flags & IFF_RUNNING) != 0;
        }
        ::freeifaddrs(interfaces);
    }
}

std::optional<std::string> LinkWatch::link_news(const nlmsghdr& message) {
    const auto* link = static_cast<const ifinfomsg*>(NLMSG_DATA(&message));
    if ((link->ifi_flags & IFF_LOOPBACK) != 0) {
        return std::nullopt;
    }
    const bool carries = message.nlmsg_type == RTM_NEWLINK && (link->ifi_flags & IFF_RUNNING) != 0;
    const bool carried = std::exchange(carries_[link->ifi_index], carries);
    if (message.nlmsg_type == RTM_DELLINK) {
        carries_.erase(link->ifi_index);
    }
    return carries && !carried ? std::optional("link " + name_of(link->ifi_index)) : std::nullopt;
}

std::optional<std::string> LinkWatch::news_in(const nlmsghdr& message) {
    switch (message.nlmsg_type) {
        case RTM_NEWLINK:
        case RTM_DELLINK:
            return link_news(message);
        case RTM_NEWADDR:
            return address_news(message);
        case RTM_NEWROUTE:
            return route_news(message);
        default:
            return std::nullopt;
    }
}

std::optional<std::string> LinkWatch::came_up() {
    std::optional<std::string> news;
    alignas(nlmsghdr) std::array<std::byte, 8192> bytes;
    while (true) {
        const ssize_t got = ::recv(socket_.number(), bytes.data(), bytes.size(), 0);
        if (got <= 0) {
            return news;  // nothing more; ENOBUFS is followed by what came after it
        }
        auto left = static_cast<std::uint32_t>(got);
        for (auto* message = reinterpret_cast<const nlmsghdr*>(bytes.data()); NLMSG_OK(message, left);
             message = NLMSG_NEXT(message, left)) {
            if (auto found = news_in(*message)) {
                news = std::move(found);  // the last is the one that opens the way
            }
        }
    }
}

}  // namespace phirap
