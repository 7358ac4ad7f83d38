// Two months in which nobody answers, in the time of a test.
#include <doctest/doctest.h>

#include "agent/schedule.h"
#include "tests/agent/scripted_line.h"

namespace phirap::agent {
namespace {

using testing::OfficePc;
using testing::ScriptedLine;

constexpr int days = 60;

void save_row(OfficePc& pc, int number) {
    OperationBody body;
    body.scope = {"click-chumchon", Month{2024, 5}};
    body.changes = {{ChangeKind::set,
                     {EntityKind::row, uuid_v7(1'714'003'200'000 + number, {}), 0},
                     {{"activity", std::string("x")}}}};
    REQUIRE(pc.store().save(body));
}

std::int64_t rows_outside_the_log(OfficePc& pc) {
    std::int64_t rows = 0;
    for (const char* table : {"enrolment", "progress", "confirmation", "shown", "attempt", "line", "seal"}) {
        rows += pc.store().database().integer("SELECT count(*) FROM " + std::string(table)).value_or(0);
    }
    return rows;
}

}  // namespace

TEST_CASE(
    "long silence: in 60 days without a server the outbox grows, nothing else, and attempts are bounded") {
    OfficePc pc;
    ScriptedLine line(pc);
    SeededChance chance(60);
    LineEstimate estimate;
    const std::atomic<bool> stop = false;
    save_row(pc, -1);
    REQUIRE(run_contact({pc.store(), line.pc_mutex}, line, estimate, stop).ending == Ending::reached);
    const std::int64_t end_ms = pc.clock().steady_ms() + days * 86'400'000LL;
    std::uint64_t failures = 0;
    std::size_t attempts = 0;
    int saved = 0;
    std::int64_t beside = 0;
    while (pc.clock().steady_ms() < end_ms) {
        line.then_lost();
        const Contact contact = run_contact({pc.store(), line.pc_mutex}, line, estimate, stop);
        REQUIRE(contact.ending == Ending::unreachable);
        ++attempts;
        const std::int64_t wait_ms = delay_after(contact, ++failures, true, 15 * 60'000, chance);
        pc.clock().pass(std::max<std::int64_t>(wait_ms, 1));
        while (saved < (pc.clock().steady_ms() - (end_ms - days * 86'400'000LL)) / 86'400'000LL) {
            save_row(pc, saved++);
        }
        if (attempts == 10) {
            beside = rows_outside_the_log(pc);
        }
    }

    CHECK(saved >= days);
    CHECK(pc.store().outbox() == static_cast<std::uint64_t>(saved));
    CHECK(rows_outside_the_log(pc) == beside);
    // Half an hour at most between two, a quarter on the average.
    CHECK(attempts >= static_cast<std::size_t>(days) * 48);
    CHECK(attempts <= static_cast<std::size_t>(days) * 24 * 4 * 11 / 10);
    CHECK(pc.store().last_attempt()->failures == attempts);
    CHECK(estimate.frame_bytes() >= LineEstimate::frame_bytes_min);

    const Contact contact = run_contact({pc.store(), line.pc_mutex}, line, estimate, stop);
    CHECK(contact.ending == Ending::reached);
    CHECK(pc.store().outbox() == 0);
}

}  // namespace phirap::agent
