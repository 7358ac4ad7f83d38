// Notices that this machine's line came up: a cable put in, a Wi-Fi joined, an address given, a way out of
// the house found again.
//
// By the kernel's own word (rtnetlink(7)), so that nothing has to be polled. It knows the first hop alone;
// whether the server can be reached is for the next attempt to find out, and a road that is broken further
// off is found again by the backoff.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "shared/host/file_descriptor.h"

struct nlmsghdr;

namespace phirap {

class LinkWatch {
  public:
    // Where the kernel gives no such word, descriptor() is -1, which poll() passes over.
    LinkWatch();

    // For poll(): readable when something about the line changed.
    [[nodiscard]] int descriptor() const { return socket_.number(); }
    // Reads what has come; what came up, in English for the log ("default route by eth0"), or nothing. What
    // only was said again (a router's renewal, a Wi-Fi's search) is no news.
    [[nodiscard]] std::optional<std::string> came_up();

  private:
    [[nodiscard]] std::optional<std::string> news_in(const nlmsghdr& message);
    [[nodiscard]] std::optional<std::string> link_news(const nlmsghdr& message);

    FileDescriptor socket_;
    std::map<int, bool> carries_;  // by interface, whether its cable or radio is connected
};

}  // namespace phirap
