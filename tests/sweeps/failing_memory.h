// Memory that runs out: the n-th allocation fails, of operator new or of SQLite's allocator.
//
// Both are replaced in this test program, for good; they count and fail only between begin() and stop(),
// on the thread that called begin().
#pragma once

#include <cstdint>

namespace phirap::sweeps {

enum class Allocator { program, sqlite };

struct FailingMemory {
    // Counts from now on; the `nth` allocation of this allocator fails (0: none), and all after it if
    // `for_good`.
    static void begin(Allocator which, std::int64_t nth, bool for_good);
    // Back to plenty. How many were asked for.
    static std::int64_t stop();
};

}  // namespace phirap::sweeps
