// Text as people enter it: UTF-8, kept byte for byte.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace phirap {

// RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

// The first character of UTF-8 text that no form shows, as "U+0000": C0, DELETE and C1 controls but newline
// and tab. Nothing when there is none.
[[nodiscard]] std::optional<std::string> control_character_in(std::string_view text);

// What acts on a terminal instead of being shown, or turns or hides the direction of writing: C0, DELETE and
// C1 controls, separators of lines and paragraphs, marks of direction. Newline and tab are among them.
[[nodiscard]] bool acts_on_a_terminal(std::uint32_t code_point);

// Text from anybody, as it may be printed for a person: what would act on the terminal but newline and tab,
// and what is no UTF-8, becomes U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

// Browsers and CSV files end lines with "\r\n"; kept text ends them with "\n".
[[nodiscard]] std::string with_plain_newlines(std::string_view text);

}  // namespace phirap
