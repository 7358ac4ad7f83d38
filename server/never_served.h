// The mark of a server that was made and never started: a file in its folder, from `init` to the first
// `serve`.
#pragma once

namespace phirap::server {

// While it is there, nothing hangs on the server but its recovery sheet, and `init` shows that again.
inline constexpr const char* never_served = "never-served";

}  // namespace phirap::server
