#include "shared/core/report_state.h"

#include <doctest/doctest.h>

#include "shared/core/law.h"
#include "tests/support/builders.h"

using namespace phirap;
using namespace phirap::testing;

namespace {

Draft submit(const District& district) {
    return edit()
        .set(submission_entity, "submitted", names_to_bytes(judged_now(district.operations())))
        .set(submission_entity, "by", text("สมชาย"));
}
Draft decide(std::string_view verdict) {
    return edit()
        .set(decision_entity, "decision", text(verdict))
        .set(decision_entity, "comment", text("ดูแถว 2"));
}
ReportStatus status(const District& district) {
    return status_of(district.merged(), district.operations(), district.ancestry());
}

}  // namespace

TEST_CASE("state: nothing, draft, submitted, returned, submitted again, approved") {
    District district;
    Pen north = district.pen("north");
    Pen server = district.server_pen();
    CHECK(status(district).state == ReportState::none);

    north.write(answer("place", "a").at(1));
    CHECK(status(district).state == ReportState::draft);

    const Operation first = north.write(submit(district).at(2));
    CHECK(status(district).state == ReportState::submitted);
    CHECK_FALSE(status(district).changed_since_submission);
    CHECK(status(district).graded->by == "สมชาย");

    const Operation returned = server.write(decide("returned").at(3).having_seen(first));
    CHECK(status(district).state == ReportState::returned);
    CHECK(status(district).decision->comment == "ดูแถว 2");

    north.write(answer("place", "b").at(4));
    CHECK(status(district).changed_since_submission);
    CHECK(status(district).state == ReportState::returned);

    const Operation second = north.write(submit(district).at(5).having_seen(returned));
    CHECK(status(district).state == ReportState::submitted);
    CHECK_FALSE(status(district).changed_since_submission);
    CHECK(status(district).graded->id == second.id);
    CHECK(status(district).dated_by->id == first.id);

    server.write(decide("approved").at(6).having_seen(second));
    CHECK(status(district).state == ReportState::approved);
}

TEST_CASE("state: a decision that had not seen one of the submissions leaves the month submitted") {
    District district;
    Pen north = district.pen("north");
    Pen east = district.pen("east");
    Pen server = district.server_pen();
    const Operation first = north.write(submit(district).at(1));
    server.write(decide("approved").at(3).having_seen(first));
    CHECK(status(district).state == ReportState::approved);

    const Operation second = east.write(submit(district).at(2));
    CHECK(status(district).state == ReportState::submitted);
    CHECK(status(district).standing.size() == 2);
    CHECK(status(district).graded->id == second.id);

    server.write(decide("approved").at(4).having_seen({first, second}));
    CHECK(status(district).state == ReportState::approved);
}

TEST_CASE("state: two admins who decided apart are a question, not an answer") {
    District district;
    Pen north = district.pen("north");
    Pen server = district.server_pen();
    Pen restored = district.server_pen();
    const Operation submitted = north.write(submit(district).at(1));
    const Operation yes = server.write(decide("approved").at(2).having_seen(submitted));
    const Operation no = restored.write(decide("returned").at(3).having_seen(submitted));
    CHECK(status(district).state == ReportState::submitted);
    CHECK(status(district).decisions_conflict);

    server.write(decide("approved").at(4).having_seen({yes, no, submitted}));
    CHECK(status(district).state == ReportState::approved);
    CHECK_FALSE(status(district).decisions_conflict);
}

TEST_CASE(
    "state: a submission after a return keeps the first one's time; one after an approval has its own") {
    District district;
    Pen north = district.pen("north");
    Pen east = district.pen("east");
    Pen server = district.server_pen();
    const Operation first = north.write(submit(district).at(1));
    const Operation returned = server.write(decide("returned").at(2).having_seen(first));
    const Operation second = east.write(submit(district).at(3).having_seen({first, returned}));
    CHECK(status(district).dated_by->id == first.id);
    const Operation again = server.write(decide("returned").at(4).having_seen(second));
    const Operation third = north.write(submit(district).at(5).having_seen({second, again}));
    CHECK(status(district).graded->id == third.id);
    CHECK(status(district).dated_by->id == first.id);

    const Operation approved = server.write(decide("approved").at(6).having_seen(third));
    Pen west = district.pen("west");
    const Operation amended = west.write(submit(district).at(7).having_seen({third, approved}));
    CHECK(status(district).dated_by->id == amended.id);
}

TEST_CASE("state: what is graded is exactly what the submission saw") {
    District district;
    Pen north = district.pen("north");
    Pen east = district.pen("east");
    north.write(answer("place", "a").at(1));
    Pen clone = north.cloned();
    const Draft draft = submit(district).at(2);
    clone.write(answer("place", "clone").at(3));
    east.write(edit().set(row(2), "place", text("far")).at(1));
    north.write(draft);
    north.write(answer("place", "later").at(5));

    const ReportStatus now = status(district);
    const std::vector<Operation> judged =
        judged_operations(district.operations(), district.ancestry(), now.graded->judged);

    CHECK(judged.size() == 1);
    CHECK(standing(district.merged(judged), row(1), "place") == std::vector<std::string>{"a"});
    CHECK(now.changed_since_submission);
}

TEST_CASE("state: of two receipts the earlier counts, and a held submission is none") {
    District district;
    Pen north = district.pen("north");
    Pen server = district.server_pen();
    Pen restored = district.server_pen();
    north.write(answer("place", "a").at(1));
    const Operation submitted = north.write(submit(district).at(2));
    const Entity receipt{EntityKind::receipt, entity_of(submitted.id), 0};
    CHECK_FALSE(status(district).graded->received_ms);
    server.write(edit().set(receipt, "received_ms", number(500)).at(3));
    restored.write(edit().set(receipt, "received_ms", number(900)).at(4));
    CHECK(status(district).graded->received_ms == 500);

    district.law.holds[entity_of(submitted.id)] = true;
    CHECK(status(district).state == ReportState::draft);
}
