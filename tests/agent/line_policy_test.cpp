#include "agent/line_policy.h"

#include <doctest/doctest.h>

#include "agent/runner.h"
#include "agent/waiting.h"
#include "tests/agent/scripted_line.h"

namespace phirap::agent {
namespace {

using testing::OfficePc;
using testing::ScriptedLine;

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t minute_ms = 60'000;

LinePolicy quiet(const char* hours) {
    LinePolicy policy;
    policy.quiet = quiet_hours_from(hours);
    REQUIRE(policy.quiet);
    return policy;
}

// Bangkok time of a day in May 2024.
std::int64_t at(int day, int hour, int minute = 0) {
    return begin_ms({2024, 5, day}) + hour * hour_ms + minute * minute_ms;
}

void save_row(OfficePc& pc, Month month) {
    OperationBody body;
    body.scope = {"click-chumchon", month};
    body.changes = {
        {ChangeKind::set, {EntityKind::row, uuid_v7(1, {}), 0}, {{"activity", std::string("x")}}}};
    REQUIRE(pc.store().save(body));
}

}  // namespace

TEST_CASE("line policy: quiet hours are read exactly, or not at all") {
    CHECK(quiet_hours_from("22:00-05:00") == QuietHours{22 * 60, 5 * 60});
    CHECK(quiet_hours_from("00:00-23:59") == QuietHours{0, 23 * 60 + 59});
    CHECK(quiet_hours_text({9 * 60 + 5, 0}) == "09:05-00:00");
    for (const char* wrong : {"", "22-05", "22:00", "22:00-22:00", "24:00-05:00", "22:60-05:00", "22:00-5:00",
                              "22:00 - 05:00", "๒๒:๐๐-๐๕:๐๐", "22:00-05:001"}) {
        CAPTURE(wrong);
        CHECK_FALSE(quiet_hours_from(wrong));
    }
}

TEST_CASE("line policy: quiet hours hold all back until they end, over midnight too, by Bangkok time") {
    const LinePolicy night = quiet("22:00-05:00");
    CHECK(quiet_left_ms(night, at(3, 21, 59)) == 0);
    CHECK(quiet_left_ms(night, at(3, 22)) == 7 * hour_ms);
    CHECK(quiet_left_ms(night, at(4, 4, 59)) == minute_ms);
    CHECK(quiet_left_ms(night, at(4, 5)) == 0);
    const LinePolicy noon = quiet("12:00-13:00");
    CHECK(quiet_left_ms(noon, at(3, 12, 30)) == 30 * minute_ms);
    CHECK(quiet_left_ms(noon, at(3, 13)) == 0);
    CHECK(quiet_left_ms({}, at(3, 23)) == 0);

    const Permission held = permission(night, {at(3, 23)});
    CHECK_FALSE(held.reports);
    CHECK_FALSE(held.pictures);
    CHECK(held.wait_ms == 6 * hour_ms);
}

TEST_CASE("line policy: a person who asks is served, and what is due goes, its pictures not") {
    LinePolicy night = quiet("22:00-05:00");
    night.metered = true;
    const Permission asked = permission(night, {.wall_ms = at(3, 23), .asked = true});
    CHECK(asked.reports);
    CHECK(asked.pictures);
    const Permission due = permission(night, {.wall_ms = at(3, 23), .deadline_near = true});
    CHECK(due.reports);
    CHECK_FALSE(due.pictures);
    const Permission by_day = permission(night, {at(3, 12)});
    CHECK(by_day.reports);
    CHECK_FALSE(by_day.pictures);  // each byte is paid for
    night.metered = false;
    CHECK(permission(night, {at(3, 12)}).pictures);
}

TEST_CASE("waiting: a month is urgent from two days before it is due, while something of it waits") {
    OfficePc pc;
    save_row(pc, {2024, 4});  // due on 15 May, to its last second
    CHECK_FALSE(deadline_near(pc.store(), at(13, 23, 59)));
    CHECK(deadline_near(pc.store(), at(14, 0)));
    CHECK(deadline_near(pc.store(), at(15, 23, 59)));
    CHECK(deadline_near(pc.store(), at(16, 0)));
    CHECK_FALSE(deadline_near(pc.store(), at(15, 0) + 40 * day_ms));

    ScriptedLine line(pc);
    LineEstimate estimate;
    const std::atomic<bool> stop = false;
    REQUIRE(run_contact({pc.store(), line.pc_mutex}, line, estimate, stop).ending == Ending::reached);
    CHECK_FALSE(deadline_near(pc.store(), at(14, 0)));  // nothing waits
}

TEST_CASE("waiting: report by report, how much waits and how much is at the server") {
    OfficePc pc;
    save_row(pc, {2024, 4});
    ScriptedLine line(pc);
    LineEstimate estimate;
    const std::atomic<bool> stop = false;
    REQUIRE(run_contact({pc.store(), line.pc_mutex}, line, estimate, stop).ending == Ending::reached);
    save_row(pc, {2024, 5});
    save_row(pc, {2024, 5});
    save_row(pc, {2024, 4});

    const std::vector<WaitingReport> reports = waiting_reports(pc.store());

    REQUIRE(reports.size() == 2);
    CHECK(reports[0].month == Month{2024, 4});
    CHECK(reports[0].operations == 2);
    CHECK(reports[0].waiting == 1);
    CHECK(reports[1].month == Month{2024, 5});
    CHECK(reports[1].waiting == 2);
    CHECK(reports[1].bytes > 2 * 10);
}

}  // namespace phirap::agent
