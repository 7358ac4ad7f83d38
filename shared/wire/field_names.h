// Field keys that travel as a small number: the field names of PROTOCOL.md section 4. Any other key
// travels as text, so a mission with fields of its own needs no number.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace phirap {

[[nodiscard]] std::optional<std::uint64_t> number_of_field(std::string_view key);
// Nothing for a number that this version does not know.
[[nodiscard]] std::optional<std::string_view> field_of_number(std::uint64_t number);

}  // namespace phirap
