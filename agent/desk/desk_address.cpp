#include "agent/desk/desk_address.h"

#include <charconv>

namespace phirap::agent {

std::optional<DeskAddress> desk_address_from(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == text.npos) {
        return std::nullopt;
    }
    const std::string_view host = text.substr(0, colon);
    const std::string_view digits = text.substr(colon + 1);
    unsigned port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    const bool is_port = error == std::errc() && end == digits.data() + digits.size() && port <= 65'535;
    if (!is_port || (host != "127.0.0.1" && host != "localhost" && host != "[::1]")) {
        return std::nullopt;
    }
    return DeskAddress{host == "[::1]" ? "::1" : "127.0.0.1", static_cast<int>(port)};
}

std::string to_text(const DeskAddress& address) {
    return (address.host == "::1" ? "[::1]" : address.host) + ":" + std::to_string(address.port);
}

}  // namespace phirap::agent
