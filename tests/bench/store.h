// What recording and a round cost on disk, from the production objects without HTTP.
#pragma once

#include "tests/bench/bare.h"

namespace phirap::bench {

// Durable saves one by one; then the whole backlog through rounds, in a fresh office each time; then bytes a
// row at 500, 10 and 1 a frame.
void store(const Lines& lines, const std::filesystem::path& folder, int times);

// CPU of a round's row when 10,000 and when `stored` rows are there already.
void growth(const Lines& lines, const std::filesystem::path& folder, std::size_t stored);

}  // namespace phirap::bench
