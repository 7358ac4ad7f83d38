// What a command works with, wherever it runs: in a process of its own, or inside the service.
//
// A command reads what was asked, works on the centre, and says what became of it in words and an exit
// status. It opens no file of the caller's and waits for nobody.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "server/centre.h"
#include "server/cli/invocation.h"
#include "server/config.h"
#include "shared/host/store_error.h"
#include "shared/wire/json_reading.h"

namespace phirap::server {

// design.md section 7.
struct Exit {
    static constexpr int done = 0;
    static constexpr int failed = 1;  // nothing lost
    static constexpr int wrong_usage = 2;
    static constexpr int store_needs_attention = 5;
};

struct Context {
    std::filesystem::path folder;
    Config config;
    Language language = Language::thai;
    bool json = false;
    std::string out;            // for standard output
    std::string err;            // for standard error
    std::optional<Bytes> file;  // what Invocation::file names, read by whoever was called
    Bytes made;                 // what Invocation::answer is to hold, written by whoever was called
    Centre* centre = nullptr;

    void say_line(std::string_view key, const Arguments& arguments = {}) {
        out += say(language, key, arguments) + "\n";
    }
    [[nodiscard]] std::string word(std::string_view key) const { return say(language, key); }
    [[nodiscard]] std::string_view file_text() const { return file ? text_of(*file) : std::string_view(); }

    // The error's sentence, and the exit status that goes with its kind; with --json an object
    // {"error": {"key", "message", ...}} goes to standard output as well.
    int report(const Error& error);
    int report(const StoreError& error);
    // Every fault of a file, each with its place.
    int report(const JsonFaults& faults);

  private:
    int complain(const Error& error, int status);
};

// Names in JSON and in tables.
[[nodiscard]] std::string shown_time(std::int64_t wall_ms);  // ISO 8601, Bangkok

}  // namespace phirap::server
