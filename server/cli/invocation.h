// What was asked of the server on the command line: plain values, read from the arguments and from nothing
// else, so that the same line means the same here and in the service that runs it for us.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "shared/core/words.h"

namespace phirap::server {

// What a person typed stays as it was typed: each command reads months, dates and ids by itself, and names
// what it cannot read.
struct Invocation {
    std::vector<std::string> arguments;  // as they came, the program's name left out
    std::string command;                 // "grade", "office import"
    std::string data;
    std::string config;
    std::string language;  // "th", "en"; "": not said
    bool json = false;

    std::string office;
    std::string month;
    std::string from;  // the first month that a figure holds for
    std::string file;
    std::string out;
    std::string answer;
    std::string format;
    std::string url;
    std::string listen;
    std::string valid_for;
    std::string id;
    std::string row;
    std::string criterion;
    std::string comment;
    std::string reason;
    std::string until;
    std::string field;
    std::string author;
    std::string recovery_key;
    std::string backup;  // a backup, or a folder of them
    std::optional<std::int64_t> number;
    std::optional<std::int64_t> downloaded;
    bool plain = false;
    bool all = false;
    bool lift = false;
    bool despite_conflicts = false;
};

// Something to print instead: help, or what is wrong with the line.
struct Leaving {
    int status = 0;
    std::string text;
};

// The command line, or what to print and leave with: 0 after help, 2 when it makes no sense.
[[nodiscard]] std::variant<Invocation, Leaving> read_arguments(const std::vector<std::string>& arguments,
                                                               Language language);

// The language to speak while the arguments are not read yet: --lang, then PHIRAP_LANG, then Thai.
[[nodiscard]] Language language_of(const std::vector<std::string>& arguments, const char* environment);

}  // namespace phirap::server
