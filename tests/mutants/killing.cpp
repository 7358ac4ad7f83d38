#include "tests/mutants/killing.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <exception>

#include "tests/simulation/history.h"
#include "tests/simulation/scenarios.h"

namespace phirap::simulation {
namespace {

constexpr std::uint64_t first_seeds = 40;
// A mutant that goes round for ever is found by its own time, however busy the machine is.
constexpr rlim_t seconds_max = 90;

// What the parent reads: the history at hand before it runs, then what it broke.
class Report {
  public:
    explicit Report(int to) : to_(to) {}
    void line(const std::string& text) const {
        const std::string whole = text + "\n";
        (void)!write(to_, whole.data(), whole.size());
    }

  private:
    int to_;
};

std::string first_line(const std::string& broken) {
    const std::size_t from = broken.find_first_not_of("\n ");
    return from == std::string::npos ? "" : broken.substr(from, broken.find('\n', from) - from);
}

template <typename Play>
bool breaks(const Report& report, const std::string& name, Play play) {
    report.line("?" + name);
    std::string broken;
    try {
        broken = first_line(play());
    } catch (const std::exception& error) {
        broken = error.what();
    }
    if (!broken.empty()) {
        report.line("!" + broken);
    }
    return !broken.empty();
}

bool is_found(const Report& report, std::uint64_t seeds_max) {
    const auto by_seeds = [&](std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t seed = first; seed <= last; ++seed) {
            if (breaks(report, fmt::format("seed {}", seed), [&] { return history(seed).broken; })) {
                return true;
            }
        }
        return false;
    };
    if (by_seeds(1, std::min(first_seeds, seeds_max))) {
        return true;
    }
    for (const Scenario& scenario : scenarios()) {
        if (breaks(report, fmt::format("scenario \"{}\"", scenario.name),
                   [&] { return broken_after(scenario); })) {
            return true;
        }
    }
    return by_seeds(first_seeds + 1, seeds_max);
}

std::string read_all(int from) {
    std::string text;
    std::array<char, 4096> some{};
    for (ssize_t got = 0; (got = read(from, some.data(), some.size())) > 0;) {
        text.append(some.data(), static_cast<std::size_t>(got));
    }
    return text;
}

}  // namespace

std::optional<Kill> kill(Mutant mutant, std::uint64_t seeds_max) {
    std::array<int, 2> pipe_ends{};
    if (pipe(pipe_ends.data()) != 0) {
        throw std::runtime_error("no pipe");
    }
    const auto begun = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        close(pipe_ends[0]);
        const rlimit limit{seconds_max, seconds_max};
        setrlimit(RLIMIT_CPU, &limit);
        // doctest's own would tell a mutant's end as a failure of the test.
        for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGILL}) {
            (void)signal(number, SIG_DFL);
        }
        seeded_mutant = mutant;
        _exit(is_found(Report(pipe_ends[1]), seeds_max) ? 1 : 0);
    }
    close(pipe_ends[1]);
    const std::string said = read_all(pipe_ends[0]);
    close(pipe_ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return std::nullopt;
    }
    Kill kill;
    const std::size_t name = said.rfind('?') + 1;
    kill.by = said.substr(name, said.find('\n', name) - name);
    const std::size_t how = said.find('!', name);
    kill.how = how != std::string::npos ? first_line(said.substr(how + 1))
               : WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL
                   ? "it never ends"
                   : fmt::format("the program stops with signal {}", WTERMSIG(status));
    kill.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return kill;
}

}  // namespace phirap::simulation
