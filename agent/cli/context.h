// What a command works with, wherever it runs: in a process of its own, or inside the service.
//
// A command reads what was asked, works on the store, and says what became of it in words and an exit
// status. It opens nothing by itself and waits for nobody.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "agent/config.h"
#include "agent/pictures/prepared.h"
#include "agent/runner.h"
#include "shared/host/store_error.h"

namespace phirap::agent {

// design.md section 7.
struct Exit {
    static constexpr int done = 0;
    static constexpr int failed = 1;  // nothing lost
    static constexpr int wrong_usage = 2;
    static constexpr int not_sent = 3;  // nothing lost: `sync --once` alone
    static constexpr int refused = 4;   // the server's signed word
    static constexpr int store_needs_attention = 5;
};

// Of the service: when it will try next, by our clock (nothing: it is on the line now), and whether the
// quiet hours are what it waits for.
struct NextAttempt {
    std::optional<std::int64_t> wall_ms;
    bool quiet = false;
};

struct Context {
    std::filesystem::path folder;
    Config config;
    Language language = Language::thai;
    bool json = false;
    std::string out;  // for standard output, and for standard error
    std::string err;
    Pictures pictures;          // those that the command names, prepared by whoever was called
    std::optional<Bytes> file;  // what file_of(asked) holds, read by whoever was called
    Bytes made;                 // what made_file_of(asked) is to hold, written by whoever was called
    AgentStore* store = nullptr;
    // Found when the folder was opened; the key is closed to others again.
    bool folder_is_open_to_others = false;
    bool key_was_open_to_others = false;

    // Of the service alone.
    bool in_service = false;
    NextAttempt next_attempt;
    // A fresh address of the desk, good once; nothing where there is no desk.
    std::function<std::string()> desk;

    void say_line(std::string_view key, const Arguments& arguments = {}) {
        out += say(language, key, arguments) + "\n";
    }
    void print(std::string_view text) { out += text; }
    // Who records: what was typed, else the file's, else the machine's name.
    [[nodiscard]] std::string author(const std::string& typed) const;
    // The error's sentence, and the exit status that goes with its kind. With `json` an object
    // {"error": {"key", "message", ...}} goes to standard output as well.
    int report(const Error& error);
    int report(const StoreError& error);
    // Whatever else came as far as here: memory that ran out, a thread that could not be made.
    int report(const std::exception& error);
    // The status alone.
    [[nodiscard]] static int report_status(const Error& error);

  private:
    int complain(const Error& error, int status);
};

}  // namespace phirap::agent
