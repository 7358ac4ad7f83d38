#include "shared/host/service_notice.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "shared/host/file_descriptor.h"

namespace phirap {
namespace {

// A manager that does not read must not hold us for ever.
constexpr timeval patience{5, 0};

std::string taken_from_environment(const char* name) {
    const char* value = std::getenv(name);
    std::string taken = value == nullptr ? "" : value;
    ::unsetenv(name);
    return taken;
}

std::int64_t number_in(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    return wrong == std::errc() && end == text.data() + text.size() ? number : 0;
}

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

ServiceNotice::ServiceNotice(std::string socket, std::int64_t watchdog_ms)
    : socket_(std::move(socket)), watchdog_ms_(watchdog_ms) {}

ServiceNotice ServiceNotice::from_environment() {
    std::string socket = taken_from_environment("NOTIFY_SOCKET");
    const std::int64_t watchdog_us = number_in(taken_from_environment("WATCHDOG_USEC"));
    const std::string watched = taken_from_environment("WATCHDOG_PID");
    const bool is_us = watched.empty() || number_in(watched) == ::getpid();
    return ServiceNotice(std::move(socket), is_us && watchdog_us > 0 ? watchdog_us / 1000 : 0);
}

void ServiceNotice::ready(std::string_view status) const {
    tell("READY=1\nSTATUS=" + first_line(status));
}

void ServiceNotice::status(std::string_view status) const {
    tell("STATUS=" + first_line(status));
}

void ServiceNotice::stopping(std::string_view status) const {
    tell("STOPPING=1\nSTATUS=" + first_line(status));
}

void ServiceNotice::alive() const {
    tell("WATCHDOG=1");
}

// Whoever listens may have gone: that is the manager's trouble, not ours.
void ServiceNotice::tell(const std::string& words) const {
    sockaddr_un address{};
    if (socket_.size() < 2 || socket_.size() >= sizeof address.sun_path ||
        (socket_[0] != '/' && socket_[0] != '@')) {
        return;
    }
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, socket_.data(), socket_.size());
    if (socket_[0] == '@') {
        address.sun_path[0] = '\0';
    }
    const FileDescriptor speaking(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ::setsockopt(speaking.number(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    // The length says where a name of the abstract namespace ends: no zero does.
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
    static_cast<void>(::sendto(speaking.number(), words.data(), words.size(), MSG_NOSIGNAL,
                               reinterpret_cast<const sockaddr*>(&address), length));
}

}  // namespace phirap
