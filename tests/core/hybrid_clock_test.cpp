#include "shared/core/hybrid_clock.h"

#include <doctest/doctest.h>

using namespace phirap;

TEST_CASE("hybrid clock: a new time is after the last one, and at the wall clock when that is later") {
    CHECK(next_time({10, 3}, 20) == HybridTime{20, 0});
    CHECK(next_time({10, 3}, 10) == HybridTime{10, 4});
    CHECK(next_time({10, 3}, 5) == HybridTime{10, 4});
    CHECK(next_time({10, 65535}, 5) == HybridTime{11, 0});
}

TEST_CASE("hybrid clock: a wall clock outside 48 bits is taken as the nearest inside") {
    const std::int64_t last = (std::int64_t{1} << 48) - 1;
    CHECK(next_time({0, 0}, -5) == HybridTime{0, 1});
    CHECK(next_time({0, 0}, last + 9) == HybridTime{last, 0});
}

TEST_CASE("hybrid clock: it follows what was read, but not a PC set to 2041") {
    const std::int64_t now = 1'700'000'000'000;
    const std::int64_t ten_minutes = 600'000;
    CHECK(adopt({now, 0}, {now + ten_minutes, 7}, now) == HybridTime{now + ten_minutes, 7});
    CHECK(adopt({now, 0}, {now + ten_minutes + 1, 0}, now) == HybridTime{now, 0});
    CHECK(adopt({now, 5}, {now - 1, 9}, now) == HybridTime{now, 5});
}
