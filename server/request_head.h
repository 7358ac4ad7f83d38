// What stands before a request's body, read as strictly as RFC 9112 allows.
//
// Where two programs read one request differently, another can hide in it; nginx before us and the library
// that answers are both lenient, each in its own way. So every head is read here first. What could be read in
// two ways is refused, a body is as long as one Content-Length says, and of the headers only those that mean
// something at one of our doors go on (a Range, say, made 8 kB of request into 220 kB of answer).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace phirap::server {

// An agent's whole head has under 1 KiB, a browser's two; nginx passes on at most 8 KiB of each line.
inline constexpr std::size_t head_bytes_max = 8 * 1024;
inline constexpr std::size_t head_lines_max = 64;
// The longest that is ours has 77 bytes.
inline constexpr std::size_t target_bytes_max = 512;

struct RequestHead {
    int refused = 0;  // the status to refuse with; nothing else is said of such a head
    std::string method;
    std::string path;  // without its query
    std::uint64_t body_bytes = 0;
    std::string text;  // what the library is shown, from the request line to the empty line
};

// `head`: from the request's first byte through its first empty line ("\r\n\r\n").
[[nodiscard]] RequestHead read_head(std::string_view head);

}  // namespace phirap::server
