// Slow peers, where they wait and where they are answered. Sockets are pairs within the process; deadlines
// are so short that they have passed when somebody looks.
#include "shared/http/porch.h"

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <optional>
#include <vector>

#include "server/guest_stream.h"
#include "server/request_rules.h"

namespace phirap::server {
namespace {

// Never waited for unless something is broken.
constexpr int seconds_max = 10;

struct Pair {
    Pair() {
        int ends[2];
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
        ours = FileDescriptor(ends[0]);
        theirs = FileDescriptor(ends[1]);
        const timeval patience{seconds_max, 0};
        ::setsockopt(ends[1], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    FileDescriptor ours;
    FileDescriptor theirs;
};

// A porch of few, and what it handed on.
class SmallPorch {
  public:
    explicit SmallPorch(const PorchLimits& limits) {
        Porch::Doors doors;
        doors.rules = request_rules();
        doors.enter = [](const RequestHead&) { return Entry{}; };
        doors.hand_on = [this](std::unique_ptr<Guest> guest) {
            const std::lock_guard lock(mutex_);
            done_.push_back(std::move(guest));
            news_.notify_all();
        };
        doors.others_are_served = [] { return false; };
        porch_.emplace(std::move(doors), limits, nullptr);
    }
    ~SmallPorch() {
        done_.clear();
        porch_.reset();
    }

    FileDescriptor guest(const std::string& says) {
        Pair pair;
        porch_->take(std::move(pair.ours));
        REQUIRE(::send(pair.theirs.number(), says.data(), says.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(says.size()));
        return std::move(pair.theirs);
    }
    std::string next_body() { return next()->held(); }
    void answer_next(std::string answer) { porch_->see_off(next(), std::move(answer)); }

  private:
    std::unique_ptr<Guest> next() {
        std::unique_lock lock(mutex_);
        REQUIRE(news_.wait_for(lock, std::chrono::seconds(seconds_max), [this] { return !done_.empty(); }));
        std::unique_ptr<Guest> guest = std::move(done_.back());
        done_.pop_back();
        return guest;
    }

    std::mutex mutex_;
    std::condition_variable news_;
    std::vector<std::unique_ptr<Guest>> done_;
    std::optional<Porch> porch_;
};

bool is_sent_away(const FileDescriptor& peer) {
    char byte = 0;
    const ssize_t got = ::recv(peer.number(), &byte, 1, 0);
    return got == 0 || (got < 0 && errno == ECONNRESET);
}
std::size_t bytes_until_sent_away(const FileDescriptor& peer) {
    std::size_t bytes = 0;
    std::vector<char> piece(64 * 1024);
    for (ssize_t got; (got = ::recv(peer.number(), piece.data(), piece.size(), 0)) > 0;) {
        bytes += static_cast<std::size_t>(got);
    }
    return bytes;
}
std::string head(std::size_t body_bytes) {
    return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body_bytes) + "\r\n\r\n";
}

}  // namespace

TEST_CASE("porch: a request is handed on when it is whole, and nothing behind it with it") {
    SmallPorch porch({});
    const FileDescriptor peer = porch.guest(head(4) + "bo");
    REQUIRE(::send(peer.number(), "dyGET / HTTP/1.1\r\n", 18, MSG_NOSIGNAL) == 18);
    CHECK(porch.next_body() == "body");
}

TEST_CASE("porch: who has not said a whole head, or a whole body, by its deadline is sent away") {
    PorchLimits limits;
    limits.head_ms = 1;
    limits.body_ms = 1;
    SmallPorch porch(limits);
    const FileDescriptor silent = porch.guest("");
    const FileDescriptor half_a_head = porch.guest("POST / HT");
    const FileDescriptor half_a_body = porch.guest(head(100) + "half");
    CHECK(is_sent_away(silent));
    CHECK(is_sent_away(half_a_head));
    CHECK(is_sent_away(half_a_body));
}

TEST_CASE("porch: when there are too many, whoever came first goes, and the newcomer is served") {
    PorchLimits limits;
    limits.guests_max = 3;
    limits.grace_ms = 0;
    SmallPorch porch(limits);
    std::vector<FileDescriptor> slow;
    for (int i = 0; i < 3; ++i) {
        slow.push_back(porch.guest("POST"));
    }
    const FileDescriptor honest = porch.guest(head(2));
    CHECK(is_sent_away(slow[0]));
    REQUIRE(::send(honest.number(), "hi", 2, MSG_NOSIGNAL) == 2);
    CHECK(porch.next_body() == "hi");
}

TEST_CASE("porch: when what came takes too much memory, whoever came first of those goes") {
    PorchLimits limits;
    limits.bytes_max = 10'000;
    SmallPorch porch(limits);
    const FileDescriptor first = porch.guest(head(9'000) + std::string(6'000, 'x'));
    const FileDescriptor second = porch.guest(head(6'000) + std::string(5'000, 'y'));
    CHECK(is_sent_away(first));
    REQUIRE(::send(second.number(), std::string(1'000, 'y').data(), 1'000, MSG_NOSIGNAL) == 1'000);
    CHECK(porch.next_body() == std::string(6'000, 'y'));
}

TEST_CASE("porch: a peer that does not take its answer is sent away at its deadline") {
    PorchLimits limits;
    limits.answer_ms = 1;
    SmallPorch porch(limits);
    const FileDescriptor peer = porch.guest(head(2) + "hi");
    constexpr std::size_t large = 8 * 1024 * 1024;
    porch.answer_next(std::string(large, 'x'));
    pollfd closed{peer.number(), 0, 0};
    REQUIRE(::poll(&closed, 1, seconds_max * 1000) == 1);
    // What the kernel had taken by then; never all of it.
    CHECK(bytes_until_sent_away(peer) < large);
}

TEST_CASE("porch: an answer is given whole, in the peer's own time") {
    SmallPorch porch({});
    const FileDescriptor peer = porch.guest(head(2) + "hi");
    constexpr std::size_t large = 8 * 1024 * 1024;
    porch.answer_next(std::string(large, 'x'));
    CHECK(bytes_until_sent_away(peer) == large);
}

TEST_CASE("answering: a peer that gives no more of its body is let go") {
    GuestCount count;
    Pair pair;
    Guest guest(PeerSocket(std::move(pair.ours), nullptr), count, 0);
    guest.head.body_bytes = 10;
    GuestStream stream(guest, [] { return true; }, {5, 5, 5});
    char byte = 0;
    CHECK(stream.read(&byte, 1) == -1);
}

}  // namespace phirap::server
