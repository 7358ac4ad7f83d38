#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "shared/core/deadline.h"
#include "shared/core/grade.h"
#include "shared/core/grade_words.h"
#include "shared/wire/grade_json.h"
#include "shared/wire/mission_pack_file.h"
#include "tests/support/builders.h"
#include "tests/support/months.h"
#include "tests/support/tests_folder.h"

using namespace phirap;
using namespace phirap::testing;

namespace {

const MissionPack& waste_bank() {
    static const MissionPack pack = [] {
        std::ifstream file(tests_folder() / "golden/second-mission.json");
        std::stringstream text;
        text << file.rdbuf();
        const auto read = mission_pack_from_json(text.str());
        REQUIRE_MESSAGE(read.has_value(), say(Language::english, read.error().front()));
        return *read;
    }();
    return pack;
}

MonthDraft& weighed(MonthDraft& draft, std::uint8_t id, const char* day, const char* village,
                    std::int64_t kilograms, std::int64_t members) {
    return draft.set(row(id), "day", text(day))
        .set(row(id), "village", text(village))
        .set(row(id), "kilograms", number(kilograms))
        .set(row(id), "members", number(members))
        .set(evidence(id, 0), "role", text("scales"));
}

}  // namespace

// The form has other fields, the facts are counted in other ways, the levels have other names: all of it
// stands in the file.
TEST_CASE("second mission: a new mission is a new file and no new code") {
    const MissionPack& pack = waste_bank();
    MonthDraft october;
    weighed(october, 1, "2024-10-05", "หมู่ 1", 120, 12);
    weighed(october, 2, "2024-10-06", "หมู่ 2", 9, 15);
    october.set({}, "villages", number(4));
    MonthDraft november;
    weighed(november, 3, "2024-11-20", "หมู่ 1", 150, 31);
    weighed(november, 4, "2024-11-02", "หมู่ 3", 40, 28);
    weighed(november, 5, "2024-11-25", "หมู่ 4", 500, 0).set(row(5), "cancelled", true);
    const OfficeMonth judged{&pack,
                             "4002",
                             {2024, 11},
                             {{{2024, 10}, &october.report()}, {{2024, 11}, &november.report()}},
                             nullptr};

    const Grade earned = grade(judged);

    CHECK(earned.fact("kilograms")->value == 319);
    CHECK(earned.fact("goal")->value == 300);
    CHECK(earned.fact("villages_weighed")->value == 3);
    CHECK(earned.fact("villages")->value == 4);
    CHECK(earned.fact("members")->value == 0);
    CHECK(earned.level == "Silver");
    CHECK(earned.points() == 2);
    CHECK(say_next_step(Language::english, pack, earned) == "40 more members will make this Gold.");
    CHECK(to_text(due_of(pack.due, {2024, 11}).day) == "2024-12-05");
    CHECK(to_text(due_of(pack.due, {2024, 12}).day) == "2025-01-06");
}

TEST_CASE("second mission: what the first month lacks shows, and an entry level has its own points") {
    const MissionPack& pack = waste_bank();
    MonthDraft october;
    weighed(october, 1, "2024-10-05", "หมู่ 1", 120, 45);
    const OfficeMonth judged{&pack, "4001", {2024, 10}, {{{2024, 10}, &october.report()}}, nullptr};

    const Grade earned = grade(judged);

    CHECK(earned.level == "Entry");
    CHECK(earned.points() == 1);
    CHECK(say_criterion(Language::english, pack, earned.criteria[1]) ==
          "Coverage: 1 of 0. Cannot be met yet: the centre has not set villages in all.");
    CHECK(say_next_step(Language::english, pack, earned) == "380 more kilograms will make this Silver.");
}
