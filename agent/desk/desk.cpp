#include "agent/desk/desk.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <thread>

#include "agent/desk/desk_limits.h"
#include "agent/desk/desk_message.h"
#include "shared/http/crew.h"
#include "shared/http/porch.h"

namespace phirap::agent {
namespace {

constexpr int forbidden = 403;
constexpr int bad_request = 400;
constexpr int too_large = 413;
constexpr int too_many_files_pause_ms = 100;

PorchLimits porch_limits() {
    PorchLimits limits;
    limits.guests_max = desk_limits::guests_max;
    limits.bytes_max = desk_limits::bytes_max;
    limits.head_ms = desk_limits::head_ms;
    limits.body_ms = desk_limits::body_ms;
    limits.answer_ms = desk_limits::answer_ms;
    limits.leaving_ms = desk_limits::leaving_ms;
    limits.grace_ms = desk_limits::grace_ms;
    return limits;
}

// The loopback by its number: a name could be made to mean another machine.
FileDescriptor listening_socket(const DeskAddress& address) {
    const bool is_6 = address.host == "::1";
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_port = htons(static_cast<std::uint16_t>(address.port));
    four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = four.sin_port;
    six.sin6_addr = in6addr_loopback;
    FileDescriptor socket(::socket(is_6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int yes = 1;
    // Killed and started again at once; it lets nobody share the port while we listen.
    ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const auto* to =
        is_6 ? reinterpret_cast<const sockaddr*>(&six) : reinterpret_cast<const sockaddr*>(&four);
    const socklen_t size = is_6 ? sizeof six : sizeof four;
    const bool listens =
        ::bind(socket.number(), to, size) == 0 && ::listen(socket.number(), desk_limits::backlog) == 0;
    return listens ? std::move(socket) : FileDescriptor();
}

int port_of(const FileDescriptor& socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(socket.number(), reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                                               : reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

}  // namespace

struct Desk::Inside {
    DeskAddress address;
    Parts parts;
    FileDescriptor listener;
    FileDescriptor stopping{::eventfd(0, EFD_CLOEXEC)};
    std::atomic<bool> is_tired = false;  // something was answered since memory was given back
    // In this order: the crew, which ends first, sees its guests off to the porch.
    std::unique_ptr<Porch> porch;
    std::unique_ptr<Crew> crew;
    std::thread accepting;

    void accept_guests();
    void accept_one();
    [[nodiscard]] int rest_ms() const;
    [[nodiscard]] Entry entry_to(const RequestHead& head) const;
    void serve(std::unique_ptr<Guest> guest);
    [[nodiscard]] DeskReply reply_to(const Guest& guest) const;
};

// On the thread that reads for everybody: a glance at the head.
Entry Desk::Inside::entry_to(const RequestHead& head) const {
    const std::optional<DeskRequest> request = desk_request_from(head);
    if (!request) {
        return {bad_request};
    }
    if (head.body_bytes > bytes_brought_max(*request)) {
        return {too_large};
    }
    // Who was not let in could else have us hold what they like.
    if (head.body_bytes > desk_limits::knock_bytes_max && !parts.may_bring_much(*request)) {
        return {forbidden};
    }
    return {};
}

DeskReply Desk::Inside::reply_to(const Guest& guest) const {
    try {
        std::optional<DeskRequest> request = desk_request_from(guest.head);
        if (!request) {
            return {bad_request, "text/plain", "", {}};
        }
        request->body.assign(guest.held().begin(), guest.held().end());
        return parts.answer(*request);
    } catch (const std::exception&) {
        return {500,
                "text/plain; charset=utf-8",
                "เกิดข้อผิดพลาด ข้อมูลที่บันทึกแล้วยังอยู่ครบ / Something failed. What was saved is still there.",
                {}};
    }
}

void Desk::Inside::serve(std::unique_ptr<Guest> guest) {
    std::string bytes = to_bytes(reply_to(*guest), guest->head.method == "HEAD");
    is_tired = true;
    porch->see_off(std::move(guest), std::move(bytes));
}

int Desk::Inside::rest_ms() const {
    const auto resting = static_cast<int>(desk_limits::rest_after_ms);
    const int watched_ms = parts.watchdog == nullptr ? -1 : parts.watchdog->poll_ms();
    return !is_tired ? watched_ms : watched_ms < 0 ? resting : std::min(watched_ms, resting);
}

void Desk::Inside::accept_one() {
    FileDescriptor guest(::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (guest.is_open()) {
        porch->take(std::move(guest));
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
        // Whoever waits goes on waiting until somebody leaves.
        ::poll(nullptr, 0, too_many_files_pause_ms);
    }
}

void Desk::Inside::accept_guests() {
    std::optional<Watchdog::Watched> watched;
    if (parts.watchdog != nullptr) {
        watched.emplace(*parts.watchdog, "desk");
    }
    while (true) {
        beat();
        std::array<pollfd, 2> waiting = {pollfd{listener.number(), POLLIN, 0},
                                         pollfd{stopping.number(), POLLIN, 0}};
        const int came = ::poll(waiting.data(), waiting.size(), rest_ms());
        if (waiting[1].revents != 0) {
            return;
        }
        if (waiting[0].revents != 0) {
            // Until the next look it counts as tired: what it asks may be answered by then.
            is_tired = true;
            accept_one();
        } else if (came == 0 && crew->waiting() == 0 && is_tired.exchange(false)) {
            parts.rest();
        }
    }
}

Desk::Desk(DeskAddress address, Parts parts) : inside_(std::make_unique<Inside>()) {
    inside_->address = std::move(address);
    inside_->parts = std::move(parts);
}

Desk::~Desk() {
    stop();
}

Result<int> Desk::bind() {
    errno = 0;
    inside_->listener = listening_socket(inside_->address);
    if (!inside_->listener.is_open()) {
        const int why = errno;
        return fail(ErrorKind::unreachable, "listen_failed",
                    {{"address", to_text(inside_->address)}, {"why", std::strerror(why)}});
    }
    inside_->address.port = port_of(inside_->listener);
    return inside_->address.port;
}

void Desk::start() {
    Inside& inside = *inside_;
    inside.crew =
        std::make_unique<Crew>([&inside](std::unique_ptr<Guest> guest) { inside.serve(std::move(guest)); },
                               inside.parts.watchdog, CrewLimits{desk_limits::threads_max, 0});
    Porch::Doors doors;
    doors.rules = desk_rules();
    doors.enter = [&inside](const RequestHead& head) { return inside.entry_to(head); };
    doors.hand_on = [&inside](std::unique_ptr<Guest> guest) { inside.crew->take(std::move(guest)); };
    doors.others_are_served = [&inside] { return inside.crew->waiting() > 0; };
    inside.porch = std::make_unique<Porch>(std::move(doors), porch_limits(), inside.parts.watchdog);
    inside.accepting = std::thread([&inside] { inside.accept_guests(); });
}

void Desk::stop() {
    if (!inside_->accepting.joinable()) {
        return;
    }
    const std::uint64_t one = 1;
    (void)!::write(inside_->stopping.number(), &one, sizeof one);
    inside_->accepting.join();
    // Whoever still talks is let go; whose request is here has it done.
    inside_->porch->close();
    inside_->crew->finish();
}

}  // namespace phirap::agent
