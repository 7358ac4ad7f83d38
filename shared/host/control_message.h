// What a command and the service that owns its data folder say to each other: the command's words, its
// standard input and the files that it names, for the service cannot know the command's folder or rights;
// back come what it would have printed and its exit status.
//
// On the socket: "PhC1", the length of what follows (32 bits, low byte first), and that. Texts and bytes
// inside carry their length in the same way. Both ends are one program, on one machine.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/bytes.h"

namespace phirap {

struct ControlRequest {
    std::vector<std::string> arguments;
    Bytes standard_input;
    std::map<std::string, Bytes> files;  // by the name that stands in the arguments

    bool operator==(const ControlRequest&) const = default;
};

struct ControlReply {
    int status = 0;  // exit status, 0 to 255
    std::string out;
    std::string err;
    Bytes made = {};  // the contents of a file that the caller named, for the caller to write

    bool operator==(const ControlReply&) const = default;
};

// A year of an office is 300 kB of JSON; `import` takes 64 MiB.
inline constexpr std::size_t control_request_bytes_max = 64 * 1024 * 1024 + 64 * 1024;
// An export of a whole server, printed.
inline constexpr std::size_t control_reply_bytes_max = 256 * 1024 * 1024;
inline constexpr std::size_t control_header_bytes = 8;

// Header and body. What is larger than its maximum is for the sender to refuse.
[[nodiscard]] Bytes encode(const ControlRequest& request);
[[nodiscard]] Bytes encode(const ControlReply& reply);

// The length of the body that a header announces; nothing when it is not a header of this version.
[[nodiscard]] std::optional<std::size_t> control_body_bytes(BytesView header);
// Nothing unless the bytes are exactly one message.
[[nodiscard]] std::optional<ControlRequest> control_request_from(BytesView body);
[[nodiscard]] std::optional<ControlReply> control_reply_from(BytesView body);

}  // namespace phirap
