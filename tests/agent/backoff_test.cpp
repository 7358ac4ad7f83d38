#include "agent/backoff.h"

#include <doctest/doctest.h>

#include "tests/support/seeded.h"

namespace phirap::agent {

TEST_CASE("backoff: the longest wait doubles from five seconds to half an hour, and stays there") {
    CHECK(backoff_ceiling_ms(1) == 5'000);
    CHECK(backoff_ceiling_ms(2) == 10'000);
    CHECK(backoff_ceiling_ms(9) == 1'280'000);
    CHECK(backoff_ceiling_ms(10) == 1'800'000);
    CHECK(backoff_ceiling_ms(1'000'000) == 1'800'000);
    CHECK(backoff_ceiling_ms(0) == 5'000);
}

TEST_CASE("backoff: a wait lies anywhere below the cap, and does not gather at it") {
    SeededChance chance(20260101);
    std::size_t near_the_cap = 0;
    std::int64_t least = backoff_max_ms;
    for (int i = 0; i < 1'000; ++i) {
        const std::int64_t wait = backoff_ms(40, chance);
        REQUIRE(wait >= 0);
        REQUIRE(wait <= backoff_max_ms);
        near_the_cap += wait > backoff_max_ms - 1'000 ? 1 : 0;
        least = std::min(least, wait);
    }
    CHECK(near_the_cap < 10);
    CHECK(least < backoff_max_ms / 20);
}

}  // namespace phirap::agent
