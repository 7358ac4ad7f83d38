// Byte strings, and the one way we spell them for people: lower-case hexadecimal.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace phirap {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

[[nodiscard]] inline BytesView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view text_of(BytesView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline void append(Bytes& to, BytesView more) {
    to.insert(to.end(), more.begin(), more.end());
}

[[nodiscard]] std::string to_hex(BytesView bytes);
// Nothing when the text is not pairs of hexadecimal digits.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

}  // namespace phirap
