// Where on this PC the desk is: the loopback alone, which no other machine reaches.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace phirap::agent {

struct DeskAddress {
    std::string host;  // "127.0.0.1" or "::1"
    int port = 0;      // 0: any free one

    bool operator==(const DeskAddress&) const = default;
};
// "127.0.0.1:4380", "localhost:4380", "[::1]:4380"; nothing for any other host: the desk is for this PC
// alone.
[[nodiscard]] std::optional<DeskAddress> desk_address_from(std::string_view text);
// As it stands in a browser's address and in Host: "127.0.0.1:4380", "[::1]:4380".
[[nodiscard]] std::string to_text(const DeskAddress& address);

}  // namespace phirap::agent
