#include "shared/core/text.h"

#include <algorithm>
#include <cstdint>

#include "shared/core/bytes.h"

namespace phirap {
namespace {

bool is_tail(char c) {
    return (static_cast<std::uint8_t>(c) & 0xc0) == 0x80;
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
