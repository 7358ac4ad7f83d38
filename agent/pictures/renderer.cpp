#include "agent/pictures/renderer.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <string>

#include "agent/pictures/limits.h"
#include "agent/pictures/render_child.h"
#include "agent/pictures/render_message.h"
#include "shared/host/file_descriptor.h"
#include "shared/host/store_error.h"

namespace phirap::agent {
namespace {

[[noreturn]] void throw_errno(const char* doing, int number) {
    throw StoreError::from_errno(doing, "render-picture", number);
}

// Gone with whoever leaves, and waited for, so that no process outlives its picture.
class Child {
  public:
    explicit Child(pid_t process) : process_(process) {}
    ~Child() {
        ::kill(process_, SIGKILL);
        while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

  private:
    pid_t process_;
};

// The child gets two files, an empty environment, and default signals. posix_spawn does not copy this
// process's memory, so a service with much in it starts one as fast as a small command.
pid_t start(const std::filesystem::path& program, int input, int output) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawnattr_init(&attributes);
    // dup2 onto itself would leave close-on-exec set; both are above the standard three here.
    ::posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    sigset_t none;
    sigemptyset(&none);
    sigset_t all;
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::string name = "phirap-agent";
    std::string command(render_command);
    const std::array<char*, 3> arguments = {name.data(), command.data(), nullptr};
    const std::array<char*, 1> environment = {nullptr};
    pid_t process = 0;
    const int failed =
        ::posix_spawn(&process, program.c_str(), &files, &attributes, arguments.data(), environment.data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    if (failed != 0) {
        throw_errno("start a process for a picture", failed);
    }
    return process;
}

// Above the standard three, so that moving it there moves it.
FileDescriptor lifted(int file) {
    FileDescriptor above(::fcntl(file, F_DUPFD_CLOEXEC, 10));
    if (!above.is_open()) {
        throw_errno("open a file for a process", errno);
    }
    return above;
}

// What it says until it ends, as far as anyone waits; more than a message is no message.
Bytes hear(const FileDescriptor& pipe) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::milliseconds(limits::render_wait_ms_max);
    Bytes said;
    std::array<std::uint8_t, 64 * 1024> piece;
    while (said.size() <= render_message_bytes_max) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd waiting{pipe.number(), POLLIN, 0};
        if (left <= 0 || (::poll(&waiting, 1, static_cast<int>(left)) <= 0 && errno != EINTR)) {
            return {};
        }
        const ssize_t got = ::read(pipe.number(), piece.data(), piece.size());
        if (got == 0) {
            break;
        }
        if (got > 0) {
            append(said, {piece.data(), static_cast<std::size_t>(got)});
        } else if (errno != EINTR && errno != EAGAIN) {
            return {};
        }
    }
    return said;
}

}  // namespace

Result<Rendered> Renderer::render(int file) const {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw_errno("make a pipe for a picture", errno);
    }
    const FileDescriptor from_child(ends[0]);
    FileDescriptor to_us(ends[1]);
    const FileDescriptor input = lifted(file);
    FileDescriptor output = lifted(to_us.number());
    const Child child(start(program_, input.number(), output.number()));
    output = FileDescriptor();
    to_us = FileDescriptor();
    return rendered_from(hear(from_child));
}

}  // namespace phirap::agent
