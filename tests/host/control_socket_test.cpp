#include "shared/host/control_socket.h"

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>
#include <thread>

#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap {
namespace {

ControlReply echo(const ControlRequest& request) {
    std::string out;
    for (const std::string& argument : request.arguments) {
        out += argument + "\n";
    }
    out += text_of(request.standard_input);
    for (const auto& [name, contents] : request.files) {
        out += name + ": " + std::to_string(contents.size());
    }
    return {4, out, "told"};
}

// Waits for whoever knocks, as a service's loop does.
Served serve_next(ControlSocket& control) {
    pollfd waiting{control.descriptor(), POLLIN, 0};
    ::poll(&waiting, 1, 10'000);
    return control.serve_one(echo);
}

struct Room {
    TemporaryFolder outer;
    std::filesystem::path path = outer.path() / "office";
    Result<DataFolder> folder = DataFolder::open(path, DataFolder::Missing::make_it);
};

// A peer of our own making, that sends what it likes.
FileDescriptor knock(const std::filesystem::path& folder) {
    FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, (folder / "control").c_str());
    REQUIRE(::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    return socket;
}

void send(const FileDescriptor& socket, BytesView bytes) {
    REQUIRE(::send(socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
}

TEST_CASE("control socket: a command is answered by the service as if it had run itself") {
    Room room;
    ControlSocket control(*room.folder);
    std::thread service([&] { serve_next(control); });
    const auto reply = call(
        room.path, {{"record", "--month", "2024-04"}, Bytes{'{', '}'}, {{"rows.json", Bytes(3'000'000, 1)}}});
    service.join();
    REQUIRE(reply);
    CHECK(*reply == ControlReply{4, "record\n--month\n2024-04\n{}rows.json: 3000000", "told"});

    struct stat file {};
    REQUIRE(::stat((room.path / "control").c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0600);
}

TEST_CASE("control socket: a folder that lies deeper than a socket's address reaches is served too") {
    Room room;
    std::filesystem::path deep = room.path;
    for (int level = 0; level < 5; ++level) {
        deep /= std::string(60, 'x');
    }
    std::filesystem::create_directories(deep);
    const auto folder = DataFolder::open(deep, DataFolder::Missing::is_an_error);
    REQUIRE(folder);
    ControlSocket control(*folder);
    std::thread service([&] { serve_next(control); });
    const auto reply = call(deep, {{"status"}, {}, {}});
    service.join();
    REQUIRE(reply);
    CHECK(reply->out == "status\n");
}

TEST_CASE("control socket: where nobody listens, nothing was done and it is said so") {
    Room room;
    CHECK(call(room.path, {{"status"}, {}, {}}).error().key == "control_absent");
    CHECK(call(room.path / "none", {{"status"}, {}, {}}).error().key == "control_absent");
    { const ControlSocket stopped(*room.folder); }
    CHECK_FALSE(std::filesystem::exists(room.path / "control"));
}

TEST_CASE("control socket: one that a killed service left behind is replaced") {
    Room room;
    const FileDescriptor left_behind(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, (room.path / "control").c_str());
    REQUIRE(::bind(left_behind.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    CHECK(call(room.path, {{"status"}, {}, {}}).error().key == "control_absent");

    ControlSocket control(*room.folder);
    std::thread service([&] { serve_next(control); });
    CHECK(call(room.path, {{"status"}, {}, {}}));
    service.join();
}

TEST_CASE("control socket: rubbish, half a request and silence do not hold or stop the service") {
    Room room;
    {
        ControlSocket impatient(*room.folder, 20);
        const FileDescriptor silent = knock(room.path);
        CHECK(serve_next(impatient) == Served::too_slow);
    }
    // Whoever sent all they will send is not taken for slow, however busy this machine is.
    ControlSocket control(*room.folder);
    CHECK(control.serve_one(echo) == Served::nobody_there);

    const Bytes whole = encode(ControlRequest{{"status"}, Bytes(100, 1), {{"a", Bytes(10, 2)}}});
    SeededChance chance(1);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        CAPTURE(at);
        {
            const FileDescriptor gone = knock(room.path);
            send(gone, BytesView(whole).first(at));
        }
        CHECK(serve_next(control) == Served::rubbish);
        const FileDescriptor liar = knock(room.path);
        Bytes changed = whole;
        changed[at] = static_cast<std::uint8_t>(changed[at] ^ (1 + chance.below(255)));
        send(liar, changed);
        ::shutdown(liar.number(), SHUT_WR);
        CHECK((serve_next(control) == Served::rubbish || at >= control_header_bytes));
    }
    const FileDescriptor greedy = knock(room.path);
    send(greedy, Bytes{'P', 'h', 'C', '1', 0xff, 0xff, 0xff, 0xff});
    CHECK(serve_next(control) == Served::rubbish);

    std::thread service([&] { serve_next(control); });
    CHECK(call(room.path, {{"status"}, {}, {}}));
    service.join();
}

TEST_CASE("control socket: a peer that never takes its answer is let go") {
    Room room;
    ControlSocket control(*room.folder, 20);
    const FileDescriptor deaf = knock(room.path);
    send(deaf, encode(ControlRequest{{"export"}, {}, {}}));
    CHECK(control.serve_one([](const ControlRequest&) {
        return ControlReply{0, std::string(4'000'000, 'x'), ""};
    }) == Served::too_slow);
}

TEST_CASE("control socket: a service that ends in the middle leaves the outcome unknown, and it is said so") {
    Room room;
    ControlSocket control(*room.folder);
    std::thread service([&] {
        pollfd waiting{control.descriptor(), POLLIN, 0};
        ::poll(&waiting, 1, 10'000);
        try {
            control.serve_one(
                [](const ControlRequest&) -> ControlReply { throw std::runtime_error("gone"); });
        } catch (const std::runtime_error&) {
        }
    });
    const auto reply = call(room.path, {{"record"}, {}, {}});
    service.join();
    CHECK(reply.error().kind == ErrorKind::unknown_outcome);
    CHECK(call(room.path, {{"x"}, {}, {}}, 20).error().key == "control_no_answer");
}

TEST_CASE("control socket: what is too large is refused before it is sent") {
    Room room;
    CHECK(call(room.path, {{"import"}, Bytes(control_request_bytes_max), {}}).error().key ==
          "control_too_large");
}

}  // namespace
}  // namespace phirap
