#include "agent/cli/browser.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>

#include "agent/desk/plain_page.h"
#include "shared/host/files.h"

namespace phirap::agent {
namespace {

// The service blocks its signals; a browser must not inherit that, nor our output.
class Spawning {
  public:
    Spawning() {
        posix_spawn_file_actions_init(&actions_);
        for (const int stream : {0, 1, 2}) {
            posix_spawn_file_actions_addopen(&actions_, stream, "/dev/null",
                                             stream == 0 ? O_RDONLY : O_WRONLY, 0);
        }
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_init(&attributes_);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    }
    ~Spawning() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }
    Spawning(const Spawning&) = delete;
    Spawning& operator=(const Spawning&) = delete;

    [[nodiscard]] bool run(const char* program, std::string argument) const {
        std::string name(program);
        std::array<char*, 3> arguments = {name.data(), argument.data(), nullptr};
        pid_t child = 0;
        int status = 0;
        // xdg-open ends as soon as it has handed the file on.
        return posix_spawnp(&child, program, &actions_, &attributes_, arguments.data(), environ) == 0 &&
               ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

}  // namespace

bool open_in_browser(const std::filesystem::path& folder, const std::string& url) {
    const std::filesystem::path file = folder / "desk-open.html";
    const std::string page =
        "<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url=" +
        html_text(url) + "\"><a href=\"" + html_text(url) + "\">พิราบ / Phirap</a>\n";
    return write_file(file, bytes_of(page), 0600) && Spawning().run("xdg-open", file.string());
}

}  // namespace phirap::agent
