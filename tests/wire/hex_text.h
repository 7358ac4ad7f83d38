// Hexadecimal as people lay it out: spaces and line ends between, and from a '#' on a comment.
#pragma once

#include <string>
#include <string_view>

#include "shared/core/bytes.h"

namespace phirap {

// Throws std::bad_optional_access when what is left is no hexadecimal.
[[nodiscard]] inline Bytes from_hex_text(std::string_view text) {
    std::string digits;
    bool comment = false;
    for (const char c : text) {
        comment = c != '\n' && (comment || c == '#');
        if (!comment && c != ' ' && c != '\n') {
            digits += c;
        }
    }
    return from_hex(digits).value();
}

}  // namespace phirap
