#include "shared/core/ancestry.h"

#include <doctest/doctest.h>

using namespace phirap;

namespace {

// Branch 1 leaves branch 0 after its operation 3, branch 2 leaves branch 1 after 5; branch 3 stands alone.
Ancestry three_runs_and_a_stranger() {
    return Ancestry(
        {{{}, {}, std::nullopt}, {{}, {}, Place{0, 3}}, {{}, {}, Place{1, 5}}, {{}, {}, std::nullopt}});
}

}  // namespace

TEST_CASE("ancestry: up to an operation are itself and those along its parents") {
    const Frontier frontier = three_runs_and_a_stranger().up_to({2, 7});
    for (const Place& held : {Place{2, 7}, Place{2, 6}, Place{1, 5}, Place{1, 4}, Place{0, 3}, Place{0, 1}}) {
        CHECK(frontier.holds(held));
    }
    // Lower numbers, but on the other side of a fork, or of another lineage.
    for (const Place& other : {Place{2, 8}, Place{1, 6}, Place{0, 4}, Place{3, 1}}) {
        CHECK_FALSE(frontier.holds(other));
    }
}

TEST_CASE("ancestry: before an operation is all but itself, across a fork and at a beginning") {
    const Ancestry ancestry = three_runs_and_a_stranger();
    CHECK(ancestry.before({1, 4}).holds({0, 3}));
    CHECK_FALSE(ancestry.before({1, 4}).holds({1, 4}));
    CHECK_FALSE(ancestry.before({1, 4}).holds({0, 4}));
    CHECK(ancestry.before({0, 2}).holds({0, 1}));
    CHECK_FALSE(ancestry.before({3, 1}).holds({3, 1}));
}

TEST_CASE("ancestry: adding to a frontier gives the same as joining two") {
    const Ancestry ancestry = three_runs_and_a_stranger();
    const std::vector<Place> all = {{0, 1}, {0, 4}, {1, 4}, {1, 6}, {2, 6}, {3, 2}};
    for (const Place& one : all) {
        for (const Place& other : all) {
            Frontier added = ancestry.up_to(one);
            ancestry.include_up_to(added, other);
            Frontier joined = ancestry.up_to(other);
            joined.include(ancestry.up_to(one));
            for (const Place& asked : all) {
                CHECK(added.holds(asked) == joined.holds(asked));
                CHECK(added.holds(asked) ==
                      (ancestry.up_to(one).holds(asked) || ancestry.up_to(other).holds(asked)));
            }
        }
    }
}
