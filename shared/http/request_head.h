// What stands before a request's body, read as strictly as RFC 9112 allows.
//
// Where two programs read one request differently, another can hide in it; nginx before us and the library
// that answers are both lenient, each in its own way. So every head is read here first. What could be read in
// two ways is refused, a body is as long as one Content-Length says, and of the headers only those that mean
// something at the door in question go on (a Range, say, made 8 kB of request into 220 kB of answer).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace phirap {

// What is read of a head at one door, and what goes on.
struct HeadRules {
    std::size_t head_bytes_max;
    std::size_t target_bytes_max;
    bool (*goes_on)(std::string_view name);  // a header, by its name in lower case
    bool has_query;                          // else it means nothing and is left out
    // Whoever is shown the head decodes %0d%0a to a line's end: then a header with "%" is refused.
    bool is_decoded;
};
inline constexpr std::size_t head_lines_max = 64;

struct RequestHead {
    int refused = 0;  // the status to refuse with; nothing else is said of such a head
    std::string method;
    std::string path;   // without its query, as it came
    std::string query;  // without its "?", as it came
    std::uint64_t body_bytes = 0;
    // Those that go on, in their order; names in lower case.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string text;  // what a library is shown, from the request line to the empty line
};

// `head`: from the request's first byte through its first empty line ("\r\n\r\n").
[[nodiscard]] RequestHead read_head(std::string_view head, const HeadRules& rules);

// A number without sign, at most 18 digits; nothing otherwise.
[[nodiscard]] std::optional<std::uint64_t> number_from_header(std::string_view text);

}  // namespace phirap
