// What was asked of the agent on the command line: plain values, read from the arguments and from nothing
// else, so that the same line means the same here and in the service that runs it for us.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "shared/core/bytes.h"
#include "shared/core/words.h"

namespace phirap::agent {

// What a person typed stays as it was typed: each command reads months, dates and numbers by itself, and
// names what it cannot read.
struct EnrolAsked {
    std::string code;
    std::string file;  // that holds the code; "-": standard input
    std::string machine;
};

struct RecordAsked {
    std::string month;
    std::string file;  // JSON; "-": standard input
    std::string row;   // an id: change that row
    bool remove = false;
    bool keep = false;
    std::vector<std::pair<std::string, std::string>> fields;  // of the form, by their keys in the pack
    std::vector<std::string> channels;                        // "facebook=https://..."
    bool publicity_only = false;
    std::vector<std::string> services;  // "shop=correct,complete,current"
    std::string author;
};

struct ImportAsked {
    std::string file;
    std::string month;  // of a CSV file's rows that do not say
    bool replace = false;
    bool all_or_nothing = false;
    std::string pictures;  // a folder; "": beside the file alone
    std::string author;
};

struct AttachAsked {
    std::string month;
    std::string row;
    std::string role;
    std::string channel;  // whose capture it is; "": none of them in particular
    std::vector<std::string> files;
    std::string author;
};

struct ReportAsked {
    std::string month;  // "": list the months
};

struct SubmitAsked {
    std::string month;
    std::string author;
};

struct SettleAsked {
    std::string question;  // its number in the list, or its key; "": list them
    std::string month;     // "": every month
    int answer = 0;        // of the listed answers; 0: not chosen
    std::optional<std::string> value;
    bool keep = false;
    bool remove = false;
    std::string author;
};

struct ConflictsAsked {
    std::string month;
};

struct BundleAsked {
    std::string action;  // "export", "import"
    std::string file;
};

struct SyncAsked {};
struct StatusAsked {};
struct ServeAsked {
    std::string desk;  // ADDR:PORT, or "off"; "": as configured
    bool open = false;
};
struct DeskAsked {
    bool open = false;
};
struct DoctorAsked {};

using Asked =
    std::variant<EnrolAsked, RecordAsked, AttachAsked, ImportAsked, ReportAsked, SubmitAsked, SettleAsked,
                 ConflictsAsked, BundleAsked, SyncAsked, StatusAsked, ServeAsked, DeskAsked, DoctorAsked>;

struct Invocation {
    std::vector<std::string> arguments;  // as they came, the program's name left out
    std::string data;                    // "": the default folder
    std::string config;
    std::string language;  // "th", "en"; "": not said
    bool json = false;
    Asked asked;
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

// The file that the command reads, "" for none; "-" is standard input.
[[nodiscard]] const std::string& file_of(const Asked& asked);
// The file that the command makes, "" for none.
[[nodiscard]] const std::string& made_file_of(const Asked& asked);
[[nodiscard]] std::string_view name_of(const Asked& asked);

}  // namespace phirap::agent
