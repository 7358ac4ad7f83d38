#include "shared/core/deadline.h"

#include <doctest/doctest.h>

#include "tests/support/months.h"

using namespace phirap;

namespace {

const DueRule the_15th{15, 1, {{{2024, 6}, "2024-07-17"}}};
const Due april = due_of(the_15th, {2024, 4});
const std::int64_t hour_ms = 3'600'000;

Timeliness with(std::optional<std::int64_t> before, std::optional<std::int64_t> claimed,
                std::optional<std::int64_t> after) {
    const auto at = [](std::optional<std::int64_t> hours) {
        return hours ? std::optional(april.end_ms + *hours * hour_ms) : std::nullopt;
    };
    return judge(april, {at(before), at(claimed), at(after)});
}

}  // namespace

TEST_CASE("deadline: April's report is due on 15 May 2567, to the last second in Bangkok") {
    CHECK(to_text(april.day) == "2024-05-15");
    CHECK(to_text(bangkok_time(april.end_ms - 1)) == "2024-05-15T23:59:59+07:00");
}

TEST_CASE("deadline: a pack may move a day, and December's falls in the next year") {
    CHECK(to_text(due_of(the_15th, {2024, 6}).day) == "2024-07-17");
    CHECK(to_text(due_of(the_15th, {2024, 12}).day) == "2025-01-15");
    CHECK(to_text(due_of({31, 1, {}}, {2024, 1}).day) == "2024-02-29");
    CHECK(to_text(due_of({31, 0, {}}, {9999, 12}).day) == "9999-12-31");
    CHECK(exists(due_of({31, 12, {}}, {9999, 12}).day));
}

TEST_CASE("deadline: an extension makes the day later, never earlier") {
    const Due later = due_of(the_15th, {2024, 4}, Day{2024, 5, 20});
    CHECK(to_text(later.day) == "2024-05-20");
    CHECK(later.extended);
    CHECK(due_of(the_15th, {2024, 4}, Day{2024, 5, 1}) == april);

    const Entity extension{EntityKind::extension, {}, 0};
    CHECK(extension_in(testing::MonthDraft().set(extension, "until", std::string("2024-05-20")).report()) ==
          Day{2024, 5, 20});
    CHECK(extension_in(testing::MonthDraft().set(extension, "until", std::string("soon")).report()) ==
          std::nullopt);
    CHECK(extension_in(Report{}) == std::nullopt);
}

TEST_CASE("deadline: two signed words of the server decide before any clock of the office") {
    CHECK(with(-9, 500, -1) == Timeliness::on_time);
    CHECK(with(0, -500, 9) == Timeliness::late);
    CHECK(with({}, {}, -1) == Timeliness::on_time);
    // The first late instant is late.
    CHECK(with(-9, 500, 0) == Timeliness::claimed_late);
}

TEST_CASE("deadline: between them the office's corrected clock is a claim") {
    CHECK(with(-9, -1, 9) == Timeliness::claimed_on_time);
    CHECK(with(-9, 0, 9) == Timeliness::claimed_late);
    CHECK(with(-9, {}, 9) == Timeliness::claimed_late);
    CHECK(with({}, -1, {}) == Timeliness::claimed_on_time);
    CHECK(counts_as_on_time(Timeliness::claimed_on_time));
    CHECK_FALSE(counts_as_on_time(Timeliness::claimed_late));
}
