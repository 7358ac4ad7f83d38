// What a piece of work costs: time on the wall, and seconds of CPU in this process and its children.
//
// Ratios between programs are taken in CPU seconds, the best of several runs: a busy machine stretches
// the wall clock, and hardly the CPU's.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace phirap::bench {

struct Cost {
    double wall_s = 0;
    double cpu_s = 0;  // user and system
};

// Runs the work once.
[[nodiscard]] Cost measure(const std::function<void()>& work);

// Runs it `times` times, `prepare` before each and not counted; the least of each figure.
[[nodiscard]] Cost best_of(int times, const std::function<void()>& prepare,
                           const std::function<void()>& work);

// The middle one; the values are sorted for it. Stops the program when there are none.
[[nodiscard]] double median(std::vector<double> values);

struct Memory {
    double rss_mib = 0;  // resident, shared libraries included
    // Pages that it wrote to, which nobody else can share and the system cannot drop. A page of a library
    // that nobody else happens to use just now is not among them.
    double private_mib = 0;
};
// Of a running process, from /proc/PID/smaps_rollup; "self" for this one.
[[nodiscard]] Memory memory_of(const std::string& process);

// One line of the result, "name<TAB>value", for tests/bench/run to put into its table.
void report(const std::string& name, double value);

}  // namespace phirap::bench
