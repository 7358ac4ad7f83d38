// A link by its form: nothing is fetched.
#pragma once

#include <string_view>

namespace phirap::agent {

// http or https, a host with a dot in it, no blanks: what a browser could open.
[[nodiscard]] bool looks_like_a_link(std::string_view text);

}  // namespace phirap::agent
