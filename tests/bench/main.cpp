// phirap-bench: measures, and prints "name<TAB>value" lines; tests/bench/run makes a table of them.
// usage: phirap-bench ROWS FOLDER TIMES PART...    ROWS: a file by make_rows.py; PART: memory, bare, frames,
// store, growth,
// record:FIRST:COUNT (into the agent in FOLDER)
#include <curl/curl.h>
#include <fmt/core.h>

#include <cstdlib>
#include <fstream>
#include <string_view>

#include "tests/bench/bare.h"
#include "tests/bench/frames.h"
#include "tests/bench/record.h"
#include "tests/bench/store.h"

namespace phirap::bench {
namespace {

Lines read_lines(const std::filesystem::path& file) {
    std::ifstream in(file);
    Lines lines;
    std::string line;
    while (std::getline(in, line)) {
        lines.push_back(line);
    }
    return lines;
}

// Nothing is loaded before `memory` is measured: it is to be the memory of a program at rest.
int run(int count, char** words) {
    if (count < 5) {
        fmt::print(stderr,
                   "usage: phirap-bench ROWS FOLDER TIMES PART...   (parts: memory bare frames store growth "
                   "record:FIRST:COUNT)\n");
        return 2;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::filesystem::path rows = words[1];
    const std::filesystem::path folder = words[2];
    const int times = std::atoi(words[3]);
    for (int at = 4; at < count; ++at) {
        const std::string_view part = words[at];
        if (part == "memory") {
            bare_memory(folder);
        } else if (part == "bare") {
            const Lines lines = read_lines(rows);
            bare_sqlite(lines, folder, times);
            bare_deflate(lines, times);
            bare_loopback(times);
        } else if (part == "frames") {
            frames(read_lines(rows), times);
        } else if (part == "store") {
            store(read_lines(rows), folder, times);
        } else if (part == "growth") {
            growth(read_lines(rows), folder, 1'000'000);
        } else if (part.starts_with("record:")) {
            record(read_lines(rows), folder, part.substr(7));
        } else {
            fmt::print(stderr, "phirap-bench: there is no part named {}\n", part);
            return 2;
        }
    }
    return 0;
}

}  // namespace
}  // namespace phirap::bench

int main(int count, char** words) {
    return phirap::bench::run(count, words);
}
