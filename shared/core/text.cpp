#include "shared/core/text.h"

#include <algorithm>
#include <cstdint>

#include "shared/core/bytes.h"

namespace phirap {
namespace {

bool is_tail(char c) {
    return (static_cast<std::uint8_t>(c) & 0xc0) == 0x80;
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// As much at the front as is one character; 0 when that is none.
std::size_t character_bytes(std::string_view text) {
    const auto first = static_cast<std::uint8_t>(text[0]);
    const std::size_t length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return length <= text.size() && is_utf8(text.substr(0, length)) ? length : 0;
}

std::uint32_t code_point_of(std::string_view character) {
    const auto first = static_cast<std::uint8_t>(character[0]);
    std::uint32_t code = character.size() == 1 ? first : first & (0x7fU >> character.size());
    for (const char next : character.substr(1)) {
        code = (code << 6) | (static_cast<std::uint8_t>(next) & 0x3fU);
    }
    return code;
}

}  // namespace

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::uint8_t first = static_cast<std::uint8_t>(text[at]);
        if (first < 0x80) {
            ++at;
            continue;
        }
        const std::size_t tails = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        if (first < 0xc2 || first > 0xf4 || at + tails >= text.size()) {
            return false;
        }
        for (std::size_t tail = 1; tail <= tails; ++tail) {
            if (!is_tail(text[at + tail])) {
                return false;
            }
        }
        // The second byte decides what the first leaves open: overlong forms, surrogates, past the end.
        const std::uint8_t second = static_cast<std::uint8_t>(text[at + 1]);
        if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
            (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f)) {
            return false;
        }
        at += tails + 1;
    }
    return true;
}

std::optional<std::string> control_character_in(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::uint8_t code = static_cast<std::uint8_t>(text[at]);
        const bool c1 =
            code == 0xc2 && at + 1 < text.size() && static_cast<std::uint8_t>(text[at + 1]) < 0xa0;
        if (c1) {
            code = static_cast<std::uint8_t>(text[at + 1]);
        }
        if (c1 || code == 0x7f || (code < 0x20 && code != '\n' && code != '\t')) {
            std::string name = "U+00" + to_hex({&code, 1});
            std::ranges::transform(name, name.begin(), [](char c) {
                return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
            });
            return name;
        }
    }
    return std::nullopt;
}

bool acts_on_a_terminal(std::uint32_t code) {
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x61c || code == 0x200e ||
           code == 0x200f || (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0xfeff;
}

std::string printable(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        const std::size_t bytes = character_bytes(text);
        const std::string_view character = text.substr(0, std::max<std::size_t>(bytes, 1));
        const bool harmless = bytes > 0 && (character == "\n" || character == "\t" ||
                                            !acts_on_a_terminal(code_point_of(character)));
        safe += harmless ? character : replacement;
        text.remove_prefix(character.size());
    }
    return safe;
}

std::string with_plain_newlines(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r') {
            plain += text[at];
        } else if (at + 1 == text.size() || text[at + 1] != '\n') {
            plain += '\n';
        }
    }
    return plain;
}

}  // namespace phirap
