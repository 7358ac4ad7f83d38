// Text as people enter it: UTF-8, kept byte for byte.
#pragma once

#include <string_view>

namespace phirap {

// RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace phirap
