#include "server/slots.h"

#include <doctest/doctest.h>

#include <set>

namespace phirap::server {

TEST_CASE("slots: everybody who is sent away at once comes back at another moment") {
    Slots slots(25, 600'000);
    std::set<std::int64_t> moments;
    for (int i = 0; i < 5000; ++i) {
        moments.insert(slots.next(1000));
    }
    CHECK(moments.size() == 5000);
    CHECK(*moments.begin() == 25);
    CHECK(*moments.rbegin() == 125'000);
}

TEST_CASE("slots: nobody waits past the bound, and time that passed frees slots") {
    Slots slots(1000, 10'000);
    for (int i = 0; i < 100; ++i) {
        CHECK(slots.next(0) <= 10'000);
    }
    CHECK(slots.next(1'000'000) == 1000);
}

TEST_CASE("slots: they follow what requests took of late, with a tenth left free, when nobody set them") {
    Slots slots(0, 600'000);
    for (int i = 0; i < 200; ++i) {
        slots.took(4'000);
    }
    std::int64_t last = 0;
    for (int i = 0; i < 1'000; ++i) {
        last = slots.next(0);
    }
    CHECK(last >= 4'400);
    CHECK(last < 4'600);
}

}  // namespace phirap::server
