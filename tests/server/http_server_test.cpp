// The door as a stranger finds it: bytes on a socket, whatever they are.
#include "server/http_server.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include "shared/host/file_descriptor.h"
#include "shared/wire/limits.h"

namespace phirap::server {
namespace {

// Plain HTTP on a port that the system picks; the doors count and echo.
class OpenDoor {
  public:
    OpenDoor() : server_({"127.0.0.1", 0, "", ""}, doors()) {
        port_ = server_.bind().value();
        serving_ = std::thread([this] { ended_well_ = server_.run(); });
    }
    ~OpenDoor() {
        server_.stop();
        serving_.join();
        CHECK(ended_well_);
    }

    [[nodiscard]] FileDescriptor connect() const {
        FileDescriptor peer(::socket(AF_INET, SOCK_STREAM, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port_));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(peer.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        const timeval patience{10, 0};  // never waited for unless something is broken
        ::setsockopt(peer.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        return peer;
    }
    // What comes back until the server closes.
    [[nodiscard]] std::string ask(const std::string& request) const {
        const FileDescriptor peer = connect();
        std::size_t sent = 0;
        while (sent < request.size()) {
            const ssize_t size =
                ::send(peer.number(), request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
            if (size <= 0) {
                break;  // refused before it was read
            }
            sent += static_cast<std::size_t>(size);
        }
        std::string answer;
        char piece[4096];
        for (ssize_t size; (size = ::recv(peer.number(), piece, sizeof piece, 0)) > 0;) {
            answer.append(piece, static_cast<std::size_t>(size));
        }
        return answer;
    }

    std::atomic<int> synced = 0;
    std::atomic<std::size_t> largest = 0;

  private:
    Doors doors() {
        Doors doors;
        doors.sync = [this](BytesView request, const Asker&) {
            ++synced;
            largest = std::max(largest.load(), request.size());
            return DoorAnswer{200, {request.begin(), request.end()}};
        };
        doors.enrol = [](BytesView, const Asker&) -> DoorAnswer {
            throw std::runtime_error("the password is 1234");
        };
        doors.health = [] { return PlainAnswer{200, "ok\n"}; };
        doors.ready = doors.health;
        doors.metrics = doors.health;
        return doors;
    }

    HttpServer server_;
    int port_ = 0;
    bool ended_well_ = false;
    std::thread serving_;
};

std::string post(const std::string& path, const std::string& body, const std::string& headers = "") {
    return "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
std::string chunked(std::size_t bytes) {
    std::string body = "POST /v1/sync HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t sent = 0; sent < bytes; sent += 0x10000) {
        body += "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    }
    return body + "0\r\n\r\n";
}
std::string status_of(const std::string& answer) {
    return answer.substr(0, answer.find("\r\n"));
}

}  // namespace

TEST_CASE("door: a body reaches whoever answers, byte for byte") {
    OpenDoor door;
    const std::string body("\0\x01\xFF body", 8);
    const std::string answer = door.ask(post("/v1/sync", body));
    CHECK(status_of(answer) == "HTTP/1.1 200 OK");
    CHECK(answer.ends_with("\r\n\r\n" + body));
    CHECK(door.ask("GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n").ends_with("ok\n"));
}

// The library listens for five. After an outage all offices come within seconds, and whoever finds the queue
// full waits a second, then two, then four.
TEST_CASE("door: from the moment that its port is known a crowd may come, before anybody is served") {
    Doors doors;
    doors.health = doors.ready = doors.metrics = [] { return PlainAnswer{200, "ok\n"}; };
    HttpServer server({"127.0.0.1", 0, "", ""}, doors);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(server.bind().value()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::vector<FileDescriptor> crowd;
    for (int i = 0; i < 100; ++i) {
        CAPTURE(i);
        const int peer =
            crowd.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)).number();
        (void)::connect(peer, reinterpret_cast<const sockaddr*>(&address), sizeof address);
        pollfd through{peer, POLLOUT, 0};
        REQUIRE(::poll(&through, 1, 10'000) == 1);  // never waited for unless something is broken
        CHECK((through.revents & (POLLERR | POLLHUP)) == 0);
    }
}

TEST_CASE("door: no body is read past the limit, whatever its length was said to be") {
    OpenDoor door;
    CHECK(
        status_of(door.ask(post("/v1/sync", std::string(limits::request_bytes_max + 1, 'x')))).find("413") !=
        std::string::npos);
    CHECK(status_of(door.ask(chunked(0x10000))).find("411") != std::string::npos);
    (void)door.ask(chunked(2 * limits::request_bytes_max));
    CHECK(door.synced == 0);
    (void)door.ask(post("/v1/sync", std::string(limits::request_bytes_max, 'x')));
    CHECK(door.synced == 1);
    CHECK(door.largest == limits::request_bytes_max);
}

// The library reads 4,096 bytes at a time and forgets what is left of them: the head is made as long as that,
// so that the next read would begin with the hidden request.
TEST_CASE("door: what is inside a refused body is never taken for a request") {
    OpenDoor door;
    const std::string hidden = post("/v1/sync", "smuggled");
    const auto hiding = [&](const std::string& line, const std::string& header) {
        const std::string head = line + " HTTP/1.1\r\nHost: a\r\n" + header +
                                 "Content-Length: " + std::to_string(hidden.size()) + "\r\nX-Pad: ";
        const std::string end = "\r\n\r\n";
        return head + std::string(4096 - head.size() - end.size(), 'x') + end + hidden;
    };
    CHECK(status_of(door.ask(hiding("POST /v1/sync", "Content-Encoding: gzip\r\n"))).find("415") !=
          std::string::npos);
    CHECK(status_of(door.ask(hiding("GET /v1/health", ""))).find("200") != std::string::npos);
    (void)door.ask(hiding("POST /elsewhere", ""));
    CHECK(door.synced == 0);
}

TEST_CASE("door: long paths, unknown paths and other methods are refused and the next one is served") {
    OpenDoor door;
    CHECK(status_of(door.ask("GET /" + std::string(600, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n")).find("414") !=
          std::string::npos);
    CHECK(status_of(door.ask("GET /v1/sync HTTP/1.1\r\nHost: a\r\n\r\n")).find("404") != std::string::npos);
    (void)door.ask("\r\n\r\n\x16\x03\x01 not HTTP at all\r\n\r\n");
    CHECK(status_of(door.ask(post("/v1/sync", "x"))) == "HTTP/1.1 200 OK");
}

TEST_CASE("door: trouble inside is answered without its words") {
    OpenDoor door;
    const std::string answer = door.ask(post("/v1/enrol", "x"));
    CHECK(status_of(answer).find("500") != std::string::npos);
    CHECK(answer.find("1234") == std::string::npos);
}

// Five times as many as there are threads to answer: whoever waits for a peer must not be one of them.
TEST_CASE("door: clients that say nothing, or half of a head or a body, do not keep the others waiting") {
    OpenDoor door;
    std::vector<FileDescriptor> slow;
    for (const std::string& said :
         {std::string(), std::string("POST /v1/sync HT"),
          std::string("POST /v1/sync HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf")}) {
        for (int i = 0; i < 110; ++i) {
            slow.push_back(door.connect());
            REQUIRE(::send(slow.back().number(), said.data(), said.size(), MSG_NOSIGNAL) ==
                    static_cast<ssize_t>(said.size()));
        }
    }
    CHECK(status_of(door.ask(post("/v1/sync", "x"))) == "HTTP/1.1 200 OK");
    CHECK(door.synced == 1);
}

TEST_CASE("door: stopping waits for nobody who has not said what it wants") {
    std::vector<FileDescriptor> slow;
    OpenDoor door;
    for (int i = 0; i < 20; ++i) {
        slow.push_back(door.connect());
        REQUIRE(::send(slow.back().number(), "POST", 4, MSG_NOSIGNAL) == 4);
    }
    CHECK(status_of(door.ask(post("/v1/sync", "x"))) == "HTTP/1.1 200 OK");
}

// The library has no handler for these, and would read their bodies into memory without a bound.
TEST_CASE("door: a path or method that nobody answers is refused by its head alone") {
    OpenDoor door;
    for (const char* line :
         {"PUT /v1/sync", "POST /", "DELETE /v1/enrol", "POST /v1/health", "PUT /v1/evidence",
          "POST /v1/evidence/a/b", "POST /v1/evidence/..%2f..", "POST /v1/evidencex"}) {
        CAPTURE(line);
        const std::string head =
            std::string(line) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n";
        CHECK(status_of(door.ask(head)) == "HTTP/1.1 404 ");
    }
}

TEST_CASE("door: a line feed alone ends no line, and is told so at once") {
    OpenDoor door;
    CHECK(status_of(door.ask("GET /v1/health HTTP/1.1\nHost: a\n\n")) == "HTTP/1.1 400 ");
}

TEST_CASE("door: a list of ranges is not answered with hundreds of parts") {
    OpenDoor door;
    std::string ranges = "0-0";
    for (int i = 0; i < 1000; ++i) {
        ranges += ",0-0";
    }
    CHECK(door.ask("GET /v1/health HTTP/1.1\r\nHost: a\r\nRange: bytes=" + ranges + "\r\n\r\n").size() < 200);
}

TEST_CASE("door: a port that is taken is said, with its address") {
    OpenDoor door;
    HttpServer second({"203.0.113.1", 1, "", ""}, {});
    const Result<int> bound = second.bind();
    REQUIRE_FALSE(bound.has_value());
    CHECK(bound.error().key == "listen_failed");
    CHECK(bound.error().arguments.front().second == "203.0.113.1:1");
}

}  // namespace phirap::server
