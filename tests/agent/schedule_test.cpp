#include "agent/schedule.h"

#include <doctest/doctest.h>

#include "agent/backoff.h"
#include "shared/wire/limits.h"
#include "tests/support/seeded.h"

namespace phirap::agent {
namespace {

constexpr std::int64_t quarter_ms = 15 * 60 * 1'000;

Contact ended(Ending ending) {
    Contact contact;
    contact.ending = ending;
    return contact;
}

}  // namespace

TEST_CASE("schedule: after a good contact the next comes in an interval, give or take a tenth") {
    SeededChance chance(1);
    std::int64_t least = quarter_ms * 2;
    std::int64_t most = 0;
    for (int i = 0; i < 500; ++i) {
        const std::int64_t wait = delay_after(ended(Ending::reached), 0, false, quarter_ms, chance);
        least = std::min(least, wait);
        most = std::max(most, wait);
    }
    CHECK(least >= quarter_ms * 9 / 10);
    CHECK(most <= quarter_ms * 11 / 10);
    CHECK(most - least > quarter_ms / 10);
}

TEST_CASE("schedule: after a failure, or while things wait, it is the backoff") {
    SeededChance chance(2);
    for (int i = 0; i < 200; ++i) {
        CHECK(delay_after(ended(Ending::unreachable), 3, true, quarter_ms, chance) <= backoff_ceiling_ms(3));
        CHECK(delay_after(ended(Ending::not_the_server), 1, true, quarter_ms, chance) <=
              backoff_ceiling_ms(1));
        CHECK(delay_after(ended(Ending::reached), 0, true, quarter_ms, chance) <= backoff_ceiling_ms(1));
    }
}

TEST_CASE("schedule: the server's word on when to come again is taken as it is, up to a day") {
    SeededChance chance(3);
    Contact told = ended(Ending::come_back);
    told.come_back_ms = 4'321;
    CHECK(delay_after(told, 7, true, quarter_ms, chance) == 4'321);
    told.come_back_ms = limits::wait_ms_max * 10;
    CHECK(delay_after(told, 7, true, quarter_ms, chance) == limits::wait_ms_max);
}

TEST_CASE("schedule: a contact that stopped at our own bound goes on at once") {
    SeededChance chance(4);
    Contact contact = ended(Ending::reached);
    contact.unfinished = true;
    CHECK(delay_after(contact, 0, true, quarter_ms, chance) == 0);
}

TEST_CASE("schedule: the first attempt lies anywhere in the window that the server named") {
    SeededChance chance(5);
    CHECK(delay_at_start(0, chance) == 0);
    std::int64_t most = 0;
    for (int i = 0; i < 200; ++i) {
        const std::int64_t wait = delay_at_start(60'000, chance);
        REQUIRE(wait >= 0);
        REQUIRE(wait < 60'000);
        most = std::max(most, wait);
    }
    CHECK(most > 50'000);
}

TEST_CASE("schedule: a line that comes and goes all day brings some attempts at once, then twelve an hour") {
    LineNews news;
    int heeded = 0;
    const std::int64_t day_ms = 24LL * 60 * 60 * 1'000;
    for (std::int64_t now_ms = 1; now_ms < day_ms; now_ms += 1'000) {
        heeded += news.heed(now_ms) ? 1 : 0;
    }
    CHECK(heeded <= 24 * 12 + LineNews::at_once_max);
    CHECK(heeded >= 24 * 12 - 1);
    CHECK(news.heed(2 * day_ms));
}

}  // namespace phirap::agent
