// Field keys that travel as a small number: the field names of PROTOCOL.md section 4. Any other key
// travels as text, so a mission with fields of its own needs no number.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace phirap {

// 1 to limits::key_bytes_max of a-z 0-9 _ .
[[nodiscard]] bool is_field_key(std::string_view text);

[[nodiscard]] std::optional<std::uint64_t> number_of_field(std::string_view key);
// Nothing for a number that this version does not know.
[[nodiscard]] std::optional<std::string_view> field_of_number(std::uint64_t number);

}  // namespace phirap
