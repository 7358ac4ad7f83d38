#include "tests/bench/measure.h"

#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <limits>

#include "shared/core/invariant.h"

namespace phirap::bench {
namespace {

double cpu_seconds_of(int whom) {
    rusage usage{};
    getrusage(whom, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

Cost measure(const std::function<void()>& work) {
    const auto cpu_now = [] { return cpu_seconds_of(RUSAGE_SELF) + cpu_seconds_of(RUSAGE_CHILDREN); };
    const double cpu_before = cpu_now();
    const auto before = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - before;
    return {wall.count(), cpu_now() - cpu_before};
}

Cost best_of(int times, const std::function<void()>& prepare, const std::function<void()>& work) {
    Cost best{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    for (int run = 0; run < times; ++run) {
        prepare();
        const Cost cost = measure(work);
        best.wall_s = std::min(best.wall_s, cost.wall_s);
        best.cpu_s = std::min(best.cpu_s, cost.cpu_s);
    }
    return best;
}

double median(std::vector<double> values) {
    invariant(!values.empty(), "the median of something");
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

Memory memory_of(const std::string& process) {
    std::ifstream lines("/proc/" + process + "/smaps_rollup");
    Memory memory;
    std::string line;
    while (std::getline(lines, line)) {
        long kib = 0;
        if (std::sscanf(line.c_str(), "Rss: %ld kB", &kib) == 1) {
            memory.rss_mib = static_cast<double>(kib) / 1024;
        } else if (std::sscanf(line.c_str(), "Private_Dirty: %ld kB", &kib) == 1) {
            memory.private_mib = static_cast<double>(kib) / 1024;
        }
    }
    return memory;
}

void report(const std::string& name, double value) {
    fmt::print("{}\t{:.6g}\n", name, value);
    std::fflush(stdout);
}

}  // namespace phirap::bench
