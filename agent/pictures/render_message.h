// What the child that renders says to who asked: one message on a pipe, then the end.
//
// The child has read a hostile file, so what it says is taken as if the file had said it: every length is
// bounded before it is believed, and what is not a picture of the size that was asked for is refused.
#pragma once

#include "agent/pictures/render.h"

namespace phirap::agent {

// More than any message takes.
inline constexpr std::size_t render_message_bytes_max = 256 * 1024;

[[nodiscard]] Bytes encode(const Result<Rendered>& rendered);
// Error picture_needs_too_much for what is no whole message: the child was stopped at a bound.
[[nodiscard]] Result<Rendered> rendered_from(BytesView message);

}  // namespace phirap::agent
