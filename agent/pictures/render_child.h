// The process in which a picture is decoded: `phirap-agent render-picture`, not for people.
//
// A decoder with a hole in it, fed by a hostile file, finds here no store, no key, no socket and no way to
// open one: the process has its input and its output, a bound on memory, time and files, and of the kernel
// only what decoding needs (seccomp). It lives for one picture.
#pragma once

#include <string_view>

namespace phirap::agent {

inline constexpr std::string_view render_command = "render-picture";

// Reads the file on standard input (a regular file), writes one message (render_message.h) to standard
// output. The exit status is 0 when it was written.
[[nodiscard]] int render_child();

}  // namespace phirap::agent
