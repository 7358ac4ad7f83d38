#include <doctest/doctest.h>

#include <deque>
#include <nlohmann/json.hpp>

#include "shared/core/grade.h"
#include "shared/core/grade_words.h"
#include "shared/wire/grade_json.h"
#include "shared/wire/mission_pack_file.h"
#include "tests/support/builders.h"
#include "tests/support/months.h"
#include "tests/support/quarter.h"

using namespace phirap;
using namespace phirap::testing;

namespace {

struct Province {
    std::deque<Grade> grades;
    std::vector<DistrictGrade> districts;

    explicit Province(Month month) {
        for (const auto& [office, months] : quarter().months) {
            OfficeMonth judged = quarter().judged(builtin_pack(), office, month);
            grades.push_back(grade(judged));
            districts.push_back({&grades.back(), months.contains(month)});
        }
    }
    [[nodiscard]] Grade judged(const Report* own = nullptr) const {
        const OfficeMonth of{&builtin_pack(), "43", grades.front().month, {}, own};
        return grade_province(of, districts);
    }
};

}  // namespace

TEST_CASE("province: sums are its districts', and every district has to meet what is asked of each") {
    const Grade april = Province({2024, 4}).judged();

    CHECK(april.fact("officials_downloaded")->value == 52);
    CHECK(april.fact("officials_roster")->value == 70);
    CHECK(april.fact("downloads")->value == 983);
    CHECK(april.fact("target")->value == 1000);
    CHECK(april.criteria[0].met(1));
    CHECK_FALSE(april.criteria[0].met(0));
    CHECK(april.criteria[1].districts_meeting == std::vector<std::int64_t>{6, 6, 6});
    CHECK(april.criteria[1].districts == 9);
    CHECK(april.criteria[3].met(2));
    CHECK(april.level == "D");
    CHECK(april.points() == 4);
    CHECK(say_criterion(Language::english, builtin_pack(), april.criteria[1]) ==
          "Services correct, complete and current: 6 of 9 offices meet the bar of C. Below the bar of C: it "
          "takes 3 "
          "more of the offices meeting \"Services correct, complete and current\".");
}

TEST_CASE("province: a district that has not reported meets no bar, and adds what it reported before") {
    const Province june({2024, 6});
    const Grade grade_of_june = june.judged();
    CHECK(grade_of_june.criteria[3].districts == 9);
    CHECK(grade_of_june.criteria[3].districts_meeting == std::vector<std::int64_t>{7, 7, 7});
    // 4301 and 4315 are silent in June; their officials of April and May still count.
    std::int64_t officials = 0;
    for (const Grade& district : june.grades) {
        officials += *district.fact("officials_downloaded")->value;
    }
    CHECK(grade_of_june.fact("officials_downloaded")->value == officials);
}

TEST_CASE("province: its own roster and its officials' downloads are added, as the admin keeps them") {
    const Entity roster{EntityKind::roster, *entity_named("2024-04"), 0};
    const MonthDraft own =
        MonthDraft().set(roster, "officials", number(20)).set(roster, "officials_downloaded", number(20));
    const Grade april = Province({2024, 4}).judged(&own.report());
    CHECK(april.fact("officials_roster")->value == 90);
    CHECK(april.fact("officials_downloaded")->value == 72);
    CHECK(april.criteria[0].met(0));
}

TEST_CASE("province: an office of the pack that nobody heard of has not reported") {
    Province april({2024, 4});
    april.districts.pop_back();
    CHECK(april.judged().criteria[3].districts == 9);
    CHECK_FALSE(april.judged().criteria[3].met(2));
}

TEST_CASE("province: with every district good, and the target reached, it is an A") {
    MonthDraft good;
    for (const std::uint8_t id : {std::uint8_t{1}, std::uint8_t{2}}) {
        good.set(row(id), "date", text("2024-04-02"))
            .set(row(id), "downloads", number(60))
            .set(row(id), "official_downloads", number(4))
            .set(channel(id, 0), "kind", text(id == 1 ? "line" : "poster"))
            .set(channel(id, 0), "capture", text(id == 1 ? "1.png" : "2.png"));
    }
    for (const Choice& service : builtin_pack().services) {
        for (const Choice& tick : builtin_pack().ticks) {
            good.set({EntityKind::service, *entity_named(service.key), 0}, tick.key, true);
        }
    }
    const MonthDraft office =
        MonthDraft().set({EntityKind::roster, *entity_named("2024-04"), 0}, "officials", number(10));
    std::deque<Grade> grades;
    std::vector<DistrictGrade> districts;
    for (const PackOffice& each : builtin_pack().offices) {
        if (each.code != "43") {
            grades.push_back(grade(
                {&builtin_pack(), each.code, {2024, 4}, {{{2024, 4}, &good.report()}}, &office.report()}));
            districts.push_back({&grades.back(), true});
        }
    }
    const OfficeMonth own{&builtin_pack(), "43", {2024, 4}, {}, nullptr};
    const Grade province = grade_province(own, districts);
    CHECK(province.level == "A");

    districts.back().reported = false;
    const Grade waiting = grade_province(own, districts);
    CHECK(waiting.level == "D");
    CHECK(waiting.points() == 4);
    CHECK(say_next_step(Language::english, builtin_pack(), waiting) ==
          "1 more of the offices meeting \"Services correct, complete and current\" will make this C.");
}

TEST_CASE("grade json: the members of the quarter's expected grades, and the reasons") {
    const Quarter& q = quarter();
    const Grade earned = grade(q.judged(builtin_pack(), "4305", {2024, 4}));
    const GradeEntry entries[] = {{"4305",
                                   {2024, 4},
                                   "submitted",
                                   &earned,
                                   due_of(builtin_pack().due, {2024, 4}),
                                   Timeliness::on_time,
                                   false,
                                   {}},
                                  {"4301", {2024, 6}, "not_reported", nullptr, {}, {}, {}, {}}};
    const auto json = nlohmann::json::parse(grades_to_json(entries, builtin_pack(), Language::english));

    REQUIRE(json.size() == 2);
    CHECK(json[0]["office"] == "4305");
    CHECK(json[0]["month"] == "2024-04");
    CHECK(json[0]["level"] == "B");
    CHECK(json[0]["points"] == 8);
    CHECK(json[0]["facts"]["officials_downloaded"] == 7);
    CHECK(json[0]["facts"].size() == 9);
    CHECK(json[0]["state"] == "submitted");
    CHECK(json[0]["due"] == "2024-05-15T23:59:59+07:00");
    CHECK(json[0]["timeliness"] == "on_time");
    CHECK(json[0]["criteria"][4]["met"] == nlohmann::json{{"A", false}, {"B", false}, {"C", false}});
    CHECK(json[0]["criteria"][4]["asks"][0]["needed"]["A"] == 125);
    CHECK(json[0]["criteria"][3]["counted_from"].size() == 3);
    CHECK(json[0]["reasons"].size() == 6);
    CHECK(json[0]["next_step"]["level"] == "A");
    CHECK(json[0]["next_step"]["effort"] == 3);
    CHECK(json[0]["next_step"]["criteria"][1]["missing"]["downloads"] == 1);
    CHECK(json[1]["level"].is_null());
    CHECK(json[1]["points"].is_null());
    CHECK(json[1]["reasons"][0] == "No report has been submitted for this month.");
}
