// What can go wrong in the world, as a value. A sentence is named by its key in the one catalogue
// (shared/core/words), so that an officer reads it in Thai and a program reads the key.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace phirap {

// What a caller decides by. The words decide nothing.
enum class ErrorKind {
    bad_input,        // what was typed or sent is not of the right form; nothing was changed
    too_large,        // a limit of shared/core/limits.h or shared/wire/limits.h; nothing was changed
    not_found,        // no such thing
    stale,            // the form that was saved no longer shows what stands; show it again
    damaged,          // bytes that do not check: hash, signature, Adler-32
    refused,          // the server's signed word, or a right that is lacking
    unreachable,      // no answer
    unknown_outcome,  // an answer that is not the server's; keep everything
    busy,             // another process owns it
    unsupported,      // newer than this program
};

using Arguments = std::vector<std::pair<std::string, std::string>>;

struct Error {
    ErrorKind kind = ErrorKind::bad_input;
    std::string key;      // of a sentence in the catalogue
    Arguments arguments;  // fill the sentence's {names}

    bool operator==(const Error&) const = default;
};

}  // namespace phirap
