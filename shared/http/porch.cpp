#include "shared/http/porch.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <optional>

#include "shared/core/invariant.h"
#include "shared/host/system_clock.h"

namespace phirap {
namespace {

constexpr std::uint64_t news_number = 0;
constexpr int look_ms = 1000;  // how late a deadline may be noticed
constexpr auto pause = std::chrono::milliseconds(20);
// A record of TLS: what is read of one guest before the next one's turn. A buffer of this size never leaves
// bytes inside the library that no poll would tell of.
constexpr std::size_t piece_bytes = 16 * 1024;

std::int64_t now_ms() {
    return SystemClock().steady_ms();
}

// Some read a line feed alone as a line's end; whoever sends one waits for an answer that would never come.
bool has_bare_line_feed(std::string_view head) {
    for (std::size_t at = head.find('\n'); at != head.npos; at = head.find('\n', at + 1)) {
        if (at == 0 || head[at - 1] != '\r') {
            return true;
        }
    }
    return false;
}

}  // namespace

Porch::Porch(Doors doors, const PorchLimits& limits, Watchdog* watchdog)
    : doors_(std::move(doors)),
      limits_(limits),
      watchdog_(watchdog),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      news_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      oldest_ms_(now_ms()) {
    epoll_event event{EPOLLIN, {.u64 = news_number}};
    invariant(::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, news_.number(), &event) == 0,
              "a process may wait for its own event");
    thread_ = std::thread([this] { run(); });
}

Porch::~Porch() {
    close();
}

void Porch::close() {
    closing_ = true;
    wake();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Porch::wake() {
    const std::uint64_t one = 1;
    (void)!::write(news_.number(), &one, sizeof one);
}

bool Porch::is_full() const {
    return count_.guests >= limits_.guests_max && now_ms() - oldest_ms_ < limits_.grace_ms;
}

void Porch::take(FileDescriptor socket) {
    while (is_full() && !closing_) {
        beat();
        std::this_thread::sleep_for(pause);
    }
    auto guest = std::make_unique<Guest>(PeerSocket(std::move(socket), doors_.tls), count_, now_ms());
    guest->until_ms += limits_.head_ms;
    const std::lock_guard lock(mutex_);
    coming_.push_back(std::move(guest));
    wake();
}

void Porch::see_off(std::unique_ptr<Guest> guest, std::string answer) {
    guest->stage = Guest::Stage::answering;
    guest->replace(std::move(answer));
    guest->until_ms = now_ms() + limits_.answer_ms;
    guest->waits_for = 0;
    const std::lock_guard lock(mutex_);
    coming_.push_back(std::move(guest));
    wake();
}

void Porch::run() {
    std::optional<Watchdog::Watched> watched;
    if (watchdog_ != nullptr) {
        watched.emplace(*watchdog_, "waiting for requests");
    }
    std::array<epoll_event, 256> events;
    std::int64_t looked_ms = now_ms();
    while (!closing_) {
        // What is held is being answered: until some of it is, nothing more is read.
        const bool pausing = count_.bytes > limits_.bytes_max && doors_.others_are_served();
        pollfd news{news_.number(), POLLIN, 0};
        const int came = pausing ? (::poll(&news, 1, static_cast<int>(pause.count())), 0)
                                 : ::epoll_wait(epoll_.number(), events.data(), events.size(), rest_ms());
        beat();
        welcome();
        for (int i = 0; i < came; ++i) {
            if (const std::uint64_t number = events[static_cast<std::size_t>(i)].data.u64;
                number != news_number) {
                look_at(number);
            }
        }
        if (now_ms() - looked_ms >= look_ms) {
            looked_ms = now_ms();
            send_away_late();
        }
        make_room();
        oldest_ms_ = guests_.empty() ? now_ms() : guests_.begin()->second->began_ms;
    }
    guests_.clear();
}

// Nobody there: nothing to wake up for but the watchdog.
int Porch::rest_ms() const {
    return guests_.empty() ? (watchdog_ == nullptr ? -1 : watchdog_->poll_ms()) : look_ms;
}

void Porch::welcome() {
    std::uint64_t count = 0;
    (void)!::read(news_.number(), &count, sizeof count);
    std::vector<std::unique_ptr<Guest>> coming;
    {
        const std::lock_guard lock(mutex_);
        coming.swap(coming_);
    }
    for (std::unique_ptr<Guest>& guest : coming) {
        const std::uint64_t number = next_number_++;
        epoll_event event{0, {.u64 = number}};
        if (::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, guest->socket.number(), &event) == 0) {
            guests_.emplace(number, std::move(guest));
            look_at(number);
        }
    }
}

void Porch::look_at(std::uint64_t number) {
    const auto found = guests_.find(number);
    if (found == guests_.end()) {
        return;
    }
    Guest& guest = *found->second;
    switch (go_on(guest)) {
        case Next::stays:
            watch(number, guest);
            return;
        case Next::goes:
            guests_.erase(found);
            return;
        case Next::is_done:
            ::epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, guest.socket.number(), nullptr);
            doors_.hand_on(std::move(found->second));
            guests_.erase(found);
            return;
    }
}

void Porch::watch(std::uint64_t number, Guest& guest) {
    if (guest.waits_for != guest.socket.waits_for()) {
        guest.waits_for = guest.socket.waits_for();
        epoll_event event{guest.waits_for == POLLOUT ? EPOLLOUT : EPOLLIN, {.u64 = number}};
        ::epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, guest.socket.number(), &event);
    }
}

Porch::Next Porch::go_on(Guest& guest) {
    using Came = PeerSocket::Came;
    if (guest.stage == Guest::Stage::shaking_hands) {
        const Came came = guest.socket.shake_hands();
        if (came != Came::done) {
            return came == Came::ended ? Next::goes : Next::stays;
        }
        guest.stage = Guest::Stage::head;
    }
    if (guest.stage == Guest::Stage::answering) {
        return give_answer(guest);
    }
    std::array<char, piece_bytes> piece;
    std::size_t got = 0;
    switch (guest.socket.read(piece.data(), piece.size(), got)) {
        case Came::ended:
            return Next::goes;
        case Came::not_yet:
            return Next::stays;
        case Came::done:
            return take(guest, {piece.data(), got});
    }
    return Next::goes;
}

Porch::Next Porch::take(Guest& guest, std::string_view piece) {
    if (guest.stage == Guest::Stage::leaving) {
        guest.done += piece.size();
        return guest.done > limits_.passed_over_bytes_max ? Next::goes : Next::stays;
    }
    guest.add(piece);
    return guest.stage == Guest::Stage::head ? take_head(guest) : take_body(guest);
}

Porch::Next Porch::take_head(Guest& guest) {
    const std::string_view came = guest.held();
    const std::size_t end = came.find("\r\n\r\n");
    if (has_bare_line_feed(came.substr(0, end))) {
        return refuse(guest, 400);
    }
    if (end == came.npos) {
        return came.size() > doors_.rules.head_bytes_max ? refuse(guest, 431) : Next::stays;
    }
    guest.head = read_head(came.substr(0, end + 4), doors_.rules);
    if (guest.head.refused != 0) {
        return refuse(guest, guest.head.refused);
    }
    const Entry entry = doors_.enter(guest.head);
    if (entry.refused != 0) {
        return refuse(guest, entry.refused);
    }
    guest.replace(std::string(came.substr(end + 4)));
    if (!entry.brings_to_us) {
        return cut_to_body(guest);
    }
    guest.stage = Guest::Stage::body;
    guest.until_ms = now_ms() + limits_.body_ms;
    return take_body(guest);
}

Porch::Next Porch::take_body(Guest& guest) {
    return guest.held().size() < guest.head.body_bytes ? Next::stays : cut_to_body(guest);
}

// What comes past the body's end is nobody's request.
Porch::Next Porch::cut_to_body(Guest& guest) {
    if (guest.held().size() > guest.head.body_bytes) {
        guest.replace(guest.held().substr(0, guest.head.body_bytes));
    }
    return Next::is_done;
}

Porch::Next Porch::refuse(Guest& guest, int status) {
    guest.stage = Guest::Stage::answering;
    guest.replace(fmt::format("HTTP/1.1 {} \r\nConnection: close\r\nContent-Length: 0\r\n\r\n", status));
    return give_answer(guest);
}

Porch::Next Porch::give_answer(Guest& guest) {
    while (guest.done < guest.held().size()) {
        const std::string_view left = std::string_view(guest.held()).substr(guest.done);
        std::size_t sent = 0;
        switch (guest.socket.write(left.data(), left.size(), sent)) {
            case PeerSocket::Came::done:
                guest.done += sent;
                break;
            case PeerSocket::Came::not_yet:
                return Next::stays;
            case PeerSocket::Came::ended:
                return Next::goes;
        }
    }
    leave(guest);
    return Next::stays;
}

void Porch::leave(Guest& guest) {
    guest.stage = Guest::Stage::leaving;
    guest.replace("");
    guest.done = 0;
    guest.socket.end_writing();
    guest.until_ms = now_ms() + limits_.leaving_ms;
    guest.waits_for = 0;
}

void Porch::send_away_late() {
    const std::int64_t now = now_ms();
    std::erase_if(guests_, [&](const auto& guest) { return guest.second->until_ms <= now; });
}

void Porch::make_room() {
    const std::int64_t now = now_ms();
    while (count_.guests > limits_.guests_max && !guests_.empty() &&
           now - guests_.begin()->second->began_ms >= limits_.grace_ms) {
        guests_.erase(guests_.begin());
    }
    while (count_.bytes > limits_.bytes_max && !doors_.others_are_served()) {
        const auto holding =
            std::ranges::find_if(guests_, [](const auto& guest) { return !guest.second->held().empty(); });
        if (holding == guests_.end()) {
            return;
        }
        guests_.erase(holding);
    }
}

}  // namespace phirap
