// phirap-storm: agents that come back in the same second, after an outage in which each recorded rows.
// usage: phirap-storm SERVER FOLDER ROWS AGENTS [slow=N] [front=PROGRAM]
//   SERVER  the program phirap-server      FOLDER  a data folder that it made (init), not in use
//   ROWS    a file by make_rows.py: what each recorded      AGENTS  how many come
//   slow    clients besides that send a byte a second      front   PROGRAM PORT: stands before the server's
//           port, prints its own, and ends with its standard input (packaging/nginx by nginx_front.py)
//
// Prints "name<TAB>value" lines; ends with 1 when an agent was not served, or was served too late: within
// twice the work over the capacity, and the window of 20 s that the server names.
#include <fmt/core.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <thread>

#include "shared/core/invariant.h"
#include "tests/bench/measure.h"
#include "tests/bench/rows.h"
#include "tests/bench/storm/rush.h"

namespace phirap::bench {
namespace {

constexpr std::size_t alone = 100;  // agents that come one by one first: what a request takes
constexpr double window_s = 20;
constexpr std::int64_t whole_ms_max = 30LL * 60 * 1'000;

// A child; ended with its standard input, or by a signal.
class Program {
  public:
    explicit Program(std::vector<std::string> words) {
        std::array<int, 2> in{};
        std::array<int, 2> out{};
        invariant(::pipe(in.data()) == 0 && ::pipe(out.data()) == 0, "pipes");
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, in[0], 0);
        posix_spawn_file_actions_adddup2(&actions, out[1], 1);
        for (const int end : {in[0], in[1], out[0], out[1]}) {
            posix_spawn_file_actions_addclose(&actions, end);
        }
        std::vector<char*> arguments;
        for (std::string& word : words) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        invariant(::posix_spawnp(&process_, arguments[0], &actions, nullptr, arguments.data(), environ) == 0,
                  "the program starts");
        posix_spawn_file_actions_destroy(&actions);
        ::close(in[0]);
        ::close(out[1]);
        in_ = in[1];
        out_ = out[0];
    }
    [[nodiscard]] std::string first_line() const {
        std::string line;
        char letter = 0;
        while (::read(out_, &letter, 1) == 1 && letter != '\n') {
            line += letter;
        }
        return line;
    }
    void end() {
        ::close(in_);
        ::kill(process_, SIGTERM);
        int status = 0;
        ::wait4(process_, &status, 0, &used_);
        ::close(out_);
    }
    [[nodiscard]] pid_t process() const { return process_; }
    [[nodiscard]] double cpu_s() const {
        const auto seconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
        };
        return seconds(used_.ru_utime) + seconds(used_.ru_stime);
    }

  private:
    pid_t process_ = 0;
    int in_ = -1;
    int out_ = -1;
    rusage used_{};
};

std::vector<OperationBody> read_rows(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    std::string line;
    while (std::getline(in, line)) {
        lines.push_back(line);
    }
    return rows_in_order(lines);
}

int port_in(const std::string& line) {
    return std::atoi(line.substr(line.rfind(':') + 1).c_str());
}

void allow_many_sockets() {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

int run(const std::vector<std::string>& words) {
    const std::filesystem::path folder = words[2];
    const auto agents = static_cast<std::size_t>(std::atoi(words[4].c_str()));
    std::size_t slow = 0;
    std::string front_program;
    for (std::size_t i = 5; i < words.size(); ++i) {
        if (words[i].starts_with("slow=")) {
            slow = static_cast<std::size_t>(std::atoi(words[i].c_str() + 5));
        } else if (words[i].starts_with("front=")) {
            front_program = words[i].substr(6);
        }
    }
    const Crowd crowd = make_crowd(folder, agents + alone, read_rows(words[3]));
    Program server(
        {words[1], "--data", folder, "--lang", "en", "serve", "--plain", "--listen", "127.0.0.1:0"});
    int port = port_in(server.first_line().substr(0, 200));
    {
        std::ifstream address(folder / "address");
        std::string url;
        std::getline(address, url);
        port = port_in(url);
    }
    allow_many_sockets();  // after the spawn: the server has the limit that it would have
    std::unique_ptr<Program> front;
    if (!front_program.empty()) {
        front = std::make_unique<Program>(std::vector<std::string>{front_program, std::to_string(port)});
        port = port_in(":" + front->first_line());
    }
    const std::string process = std::to_string(server.process());
    const RushOutcome one_by_one = rush(crowd,
                                        {.port = port,
                                         .first = agents,
                                         .count = alone,
                                         .within_ms = 0,
                                         .one_by_one = true,
                                         .give_up_ms = whole_ms_max},
                                        [] {});
    const double each_s = static_cast<double>(one_by_one.whole_ms) / 1e3 / static_cast<double>(alone);
    const double rss_before = memory_of(process).rss_mib;
    double rss_peak = rss_before;
    const RushOutcome storm =
        rush(crowd, {.port = port, .count = agents, .slow = slow, .give_up_ms = whole_ms_max},
             [&] { rss_peak = std::max(rss_peak, memory_of(process).rss_mib); });
    if (front) {
        front->end();
    }
    server.end();

    const double work_s = each_s * static_cast<double>(agents);
    const double bound_s = 2 * work_s + window_s;
    const std::uint64_t held = held_by(folder, crowd);
    const std::uint64_t recorded = (agents + alone) * crowd.agents.front().tip;
    const auto attempts = std::accumulate(storm.attempts.begin(), storm.attempts.end(), 0);
    report("storm_agents", static_cast<double>(agents));
    report("storm_served", static_cast<double>(storm.done));
    report("storm_one_request_ms", each_s * 1e3);
    report("storm_work_over_capacity_s", work_s);
    report("storm_slowest_s", static_cast<double>(storm.slowest_ms) / 1e3);
    report("storm_slowest_allowed_s", bound_s);
    report("storm_attempts_mean", static_cast<double>(attempts) / static_cast<double>(agents));
    report("storm_attempts_max", *std::max_element(storm.attempts.begin(), storm.attempts.end()));
    report("storm_told_later", static_cast<double>(storm.told_later));
    report("storm_unanswered", static_cast<double>(storm.unanswered));
    report("storm_server_rss_before_mib", rss_before);
    report("storm_server_rss_peak_mib", rss_peak);
    report("storm_server_cpu_s", server.cpu_s());
    report("storm_rows_recorded", static_cast<double>(recorded));
    report("storm_rows_held", static_cast<double>(held));
    const bool good =
        storm.done == agents && held == recorded && static_cast<double>(storm.slowest_ms) / 1e3 <= bound_s;
    fmt::print("{}\n", good ? "all served in time" : "NOT all served in time");
    return good ? 0 : 1;
}

}  // namespace
}  // namespace phirap::bench

int main(int count, char** words) {
    if (count < 5) {
        fmt::print(stderr, "usage: phirap-storm SERVER FOLDER ROWS AGENTS [slow=N] [front=PROGRAM]\n");
        return 2;
    }
    return phirap::bench::run(std::vector<std::string>(words, words + count));
}
