#include "shared/host/watchdog.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <future>
#include <thread>

#include "shared/host/file_descriptor.h"
#include "tests/support/temporary_folder.h"

namespace phirap {
namespace {

// A service manager's ear.
class Manager {
  public:
    explicit Manager(const std::string& name) : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, name.data(), name.size());
        if (name[0] == '@') {
            address.sun_path[0] = '\0';
        }
        const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
        REQUIRE(::bind(socket_.number(), reinterpret_cast<const sockaddr*>(&address), length) == 0);
    }
    // What was said next; "" when nothing was.
    [[nodiscard]] std::string heard() const {
        char words[512];
        const ssize_t count = ::recv(socket_.number(), words, sizeof words, 0);
        return count > 0 ? std::string(words, static_cast<std::size_t>(count)) : "";
    }

  private:
    FileDescriptor socket_;
};

std::atomic<std::int64_t> time_ms = 1'000;
std::int64_t set_ms() {
    return time_ms;
}

const Log quiet(LogLevel::error, [](std::string_view) {});

TEST_CASE("service notice: the manager is told by a path and by an abstract name, one line of status each") {
    const TemporaryFolder folder;
    for (const std::string& name :
         {(folder.path() / "notify").string(), "@" + (folder.path() / "notify").string()}) {
        CAPTURE(name);
        const Manager manager(name);
        const ServiceNotice notice(name);
        notice.ready("office 4301\nREADY=0");
        CHECK(manager.heard() == "READY=1\nSTATUS=office 4301");
        notice.status("3 wait");
        CHECK(manager.heard() == "STATUS=3 wait");
        notice.stopping("");
        CHECK(manager.heard() == "STOPPING=1\nSTATUS=");
        notice.alive();
        CHECK(manager.heard() == "WATCHDOG=1");
    }
}

TEST_CASE(
    "service notice: what the environment says is taken out of it, and another process's watch is not ours") {
    ::setenv("NOTIFY_SOCKET", "/run/nobody", 1);
    ::setenv("WATCHDOG_USEC", "20000000", 1);
    ::setenv("WATCHDOG_PID", "1", 1);
    CHECK(ServiceNotice::from_environment().watchdog_ms() == 0);
    CHECK(std::getenv("NOTIFY_SOCKET") == nullptr);
    CHECK(std::getenv("WATCHDOG_USEC") == nullptr);

    ::setenv("WATCHDOG_USEC", "20000000", 1);
    CHECK(ServiceNotice::from_environment().watchdog_ms() == 20'000);
    ::setenv("WATCHDOG_USEC", "soon", 1);
    CHECK(ServiceNotice::from_environment().watchdog_ms() == 0);
    ServiceNotice("/no/such/socket").ready("");  // and nobody there to hear it is borne
}

TEST_CASE("watchdog: the manager hears of life while every watched thread beats, and no longer") {
    const TemporaryFolder folder;
    const std::string name = (folder.path() / "notify").string();
    const Manager manager(name);
    const ServiceNotice notice(name, 300);
    std::string said;
    const Log log(LogLevel::error, [&](std::string_view lines) { said += lines; });
    Watchdog watchdog(notice, log, &set_ms);
    std::promise<void> hangs;
    std::promise<void> began;
    std::thread worker([&] {
        const Watchdog::Watched watched(watchdog, "worker");
        beat();
        began.set_value();
        hangs.get_future().wait();
    });
    began.get_future().wait();

    CHECK(watchdog.look());
    CHECK(manager.heard() == "WATCHDOG=1");
    time_ms += 300;
    CHECK(watchdog.look());
    CHECK(manager.heard() == "WATCHDOG=1");
    time_ms += 1;
    CHECK_FALSE(watchdog.look());
    CHECK(manager.heard().empty());
    CHECK(said.find("no sign of life from: worker") != said.npos);

    hangs.set_value();
    worker.join();
    CHECK(watchdog.look());  // who has ended is missed by nobody
}

TEST_CASE("watchdog: where nobody watches, nobody is told and nobody need wake") {
    const ServiceNotice notice;
    Watchdog watchdog(notice, quiet);
    CHECK(watchdog.poll_ms() == -1);
    CHECK(watchdog.look());
    beat();
    const ServiceNotice watched("@x", 300'000);
    CHECK(Watchdog(watched, quiet).poll_ms() == 30'000);
    const ServiceNotice impatient("@x", 2'000);
    CHECK(Watchdog(impatient, quiet).poll_ms() == 500);
}

}  // namespace
}  // namespace phirap
