// What our frames take, without disk or line: bytes a row, and the CPU of each step of a row's way.
#pragma once

#include "tests/bench/bare.h"

namespace phirap::bench {

// Encoding and chaining operations, packing them into sealed frames of 500, 10 and 1 with the lineage's
// history, and the way back. The bytes are those of whole requests: hello, frame, seal and the signature,
// but no HTTP.
void frames(const Lines& lines, int times);

}  // namespace phirap::bench
