#include "tests/bench/storm/rush.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <memory>

#include "agent/backoff.h"
#include "shared/core/invariant.h"
#include "shared/host/file_descriptor.h"
#include "shared/host/random_bytes.h"

namespace phirap::bench {
namespace {

constexpr std::int64_t stalled_ms = 30'000;  // as agent/config.h has it
constexpr std::int64_t look_every_ms = 100;

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// One agent's conversation with the server.
struct Talk {
    FileDescriptor socket;
    std::string head;
    std::size_t sent = 0;
    std::string answer;
    std::int64_t moved_ms = 0;
    int attempts = 0;
    std::uint64_t failures = 0;
    bool done = false;
};

class Rush {
  public:
    Rush(const Crowd& crowd, const RushOptions& options, const std::function<void()>& watch)
        : crowd_(crowd), options_(options), watch_(watch), events_(::epoll_create1(EPOLL_CLOEXEC)) {}

    RushOutcome run() {
        began_ms_ = now_ms();
        talks_.resize(options_.count);
        for (std::size_t i = 0; i < options_.count && !(options_.one_by_one && i > 0); ++i) {
            const auto within = static_cast<std::uint64_t>(options_.within_ms);
            due_.emplace(began_ms_ + static_cast<std::int64_t>(chance_.below(within + 1)), i);
        }
        for (std::size_t i = 0; i < options_.slow; ++i) {
            slow_.push_back(connected());
        }
        std::int64_t look_ms = began_ms_;
        while (outcome_.done < options_.count && now_ms() - began_ms_ < options_.give_up_ms) {
            start_due();
            wait();
            if (now_ms() >= look_ms) {
                look_ms = now_ms() + look_every_ms;
                let_go_of_stalled();
                drip();
                watch_();
            }
        }
        outcome_.whole_ms = now_ms() - began_ms_;
        for (const Talk& talk : talks_) {
            outcome_.attempts.push_back(talk.attempts);
        }
        return std::move(outcome_);
    }

  private:
    [[nodiscard]] FileDescriptor connected() const {
        FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        invariant(socket.is_open(), "a socket for each agent: raise the limit of open files");
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(options_.port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        static_cast<void>(
            ::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address));
        return socket;
    }

    void start_due() {
        while (!due_.empty() && due_.begin()->first <= now_ms()) {
            const std::size_t index = due_.begin()->second;
            due_.erase(due_.begin());
            start(index);
        }
    }

    void start(std::size_t index) {
        Talk& talk = talks_[index];
        ++talk.attempts;
        talk.sent = 0;
        talk.answer.clear();
        talk.moved_ms = now_ms();
        talk.head = fmt::format("POST /v1/sync HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\n\r\n",
                                request_of(index).size());
        talk.socket = connected();
        epoll_event event{};
        event.events = EPOLLIN | EPOLLOUT;
        event.data.u64 = index;
        ::epoll_ctl(events_.number(), EPOLL_CTL_ADD, talk.socket.number(), &event);
    }

    [[nodiscard]] const Bytes& request_of(std::size_t index) const {
        return crowd_.agents[options_.first + index].request;
    }

    void wait() {
        const std::int64_t until_due = due_.empty() ? look_every_ms : due_.begin()->first - now_ms();
        std::array<epoll_event, 256> ready{};
        const int count =
            ::epoll_wait(events_.number(), ready.data(), static_cast<int>(ready.size()),
                         static_cast<int>(std::clamp<std::int64_t>(until_due, 0, look_every_ms)));
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = ready[static_cast<std::size_t>(i)];
            if ((event.events & EPOLLOUT) != 0) {
                send(event.data.u64);
            }
            if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
                receive(event.data.u64);
            }
        }
    }

    void send(std::size_t index) {
        Talk& talk = talks_[index];
        const Bytes& body = request_of(index);
        while (talk.socket.is_open() && talk.sent < talk.head.size() + body.size()) {
            const bool in_head = talk.sent < talk.head.size();
            const void* from = in_head ? static_cast<const void*>(talk.head.data() + talk.sent)
                                       : body.data() + (talk.sent - talk.head.size());
            const std::size_t left =
                in_head ? talk.head.size() - talk.sent : body.size() - (talk.sent - talk.head.size());
            const ssize_t put = ::send(talk.socket.number(), from, left, MSG_NOSIGNAL);
            if (put <= 0) {
                return;  // no room now, or an end that receive() will find
            }
            talk.sent += static_cast<std::size_t>(put);
            talk.moved_ms = now_ms();
        }
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = index;
        ::epoll_ctl(events_.number(), EPOLL_CTL_MOD, talk.socket.number(), &event);
    }

    void receive(std::size_t index) {
        Talk& talk = talks_[index];
        std::array<char, 16 * 1024> piece{};
        while (talk.socket.is_open()) {
            const ssize_t got = ::recv(talk.socket.number(), piece.data(), piece.size(), 0);
            if (got > 0) {
                talk.answer.append(piece.data(), static_cast<std::size_t>(got));
                talk.moved_ms = now_ms();
                continue;
            }
            if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
                return ended(index);
            }
            return;
        }
    }

    void ended(std::size_t index) {
        Talk& talk = talks_[index];
        talk.socket = FileDescriptor();
        const std::size_t blank = talk.answer.find("\r\n\r\n");
        const Heard heard = blank == talk.answer.npos
                                ? Heard{}
                                : hear(crowd_, crowd_.agents[options_.first + index],
                                       bytes_of(std::string_view(talk.answer).substr(blank + 4)));
        switch (heard.what) {
            case Heard::What::taken:
                talk.done = true;
                ++outcome_.done;
                outcome_.slowest_ms = now_ms() - began_ms_;
                if (options_.one_by_one && index + 1 < options_.count) {
                    start(index + 1);
                }
                return;
            case Heard::What::later:
                ++outcome_.told_later;
                due_.emplace(now_ms() + heard.come_back_ms, index);
                return;
            case Heard::What::nothing:
                ++outcome_.unanswered;
                due_.emplace(now_ms() + agent::backoff_ms(++talk.failures, chance_), index);
        }
    }

    void let_go_of_stalled() {
        for (std::size_t i = 0; i < talks_.size(); ++i) {
            if (talks_[i].socket.is_open() && now_ms() - talks_[i].moved_ms > stalled_ms) {
                talks_[i].answer.clear();
                ended(i);
            }
        }
    }

    // A byte each second of a head that never ends; who was let go comes again.
    void drip() {
        if (now_ms() - dripped_ms_ < 1'000) {
            return;
        }
        dripped_ms_ = now_ms();
        for (FileDescriptor& socket : slow_) {
            std::array<char, 512> word{};
            const ssize_t got = ::recv(socket.number(), word.data(), word.size(), 0);
            if (got == 0 || ::send(socket.number(), "P", 1, MSG_NOSIGNAL) < 0) {
                socket = connected();
            }
        }
    }

    const Crowd& crowd_;
    const RushOptions& options_;
    const std::function<void()>& watch_;
    FileDescriptor events_;
    RandomBytes chance_;
    std::vector<Talk> talks_;
    std::multimap<std::int64_t, std::size_t> due_;
    std::vector<FileDescriptor> slow_;
    std::int64_t began_ms_ = 0;
    std::int64_t dripped_ms_ = 0;
    RushOutcome outcome_;
};

}  // namespace

RushOutcome rush(const Crowd& crowd, const RushOptions& options, const std::function<void()>& watch) {
    return Rush(crowd, options, watch).run();
}

}  // namespace phirap::bench
