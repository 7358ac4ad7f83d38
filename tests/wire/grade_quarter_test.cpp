#include <doctest/doctest.h>

#include <algorithm>

#include "shared/core/grade.h"
#include "shared/core/grade_inputs.h"
#include "shared/core/grade_words.h"
#include "shared/wire/mission_pack_file.h"
#include "tests/support/quarter.h"

using namespace phirap;
using namespace phirap::testing;

TEST_CASE("grade: all 25 months of the quarter get the level, the points and every fact that they earned") {
    CHECK(quarter().expected.size() == 25);
    for (const ExpectedGrade& expected : quarter().expected) {
        CAPTURE(expected.office);
        CAPTURE(to_text(expected.month));
        const Grade earned = grade(quarter().judged(builtin_pack(), expected.office, expected.month));

        CHECK(earned.level == expected.level);
        CHECK(earned.points() == expected.points);
        CHECK(earned.facts.size() == expected.facts.size());
        for (const auto& [key, value] : expected.facts) {
            CAPTURE(key);
            REQUIRE(earned.fact(key) != nullptr);
            CHECK(earned.fact(key)->value == value);
        }
    }
}

TEST_CASE("grade: every sum can be traced to the rows that it was counted from") {
    for (const ExpectedGrade& expected : quarter().expected) {
        const Grade earned = grade(quarter().judged(builtin_pack(), expected.office, expected.month));
        for (const char* key :
             {"officials_downloaded", "downloads", "activities", "publicity_times", "services_complete"}) {
            std::int64_t sum = 0;
            for (const Counted& counted : earned.fact(key)->counted_from) {
                sum += counted.amount;
            }
            CHECK(sum == earned.fact(key)->value);
        }
    }
}

TEST_CASE("grade: the reasons say what an officer needs to know, in both languages") {
    const MissionPack& pack = builtin_pack();
    const Grade b = grade(quarter().judged(pack, "4305", {2024, 4}));
    CHECK(say_reasons(Language::english, pack, b) ==
          std::vector<std::string>{
              "Level B, 8 points: A asks that 5 of 5 criteria meet its bars, and 3 do.",
              "Officials download and use it: 7 of 10 (70 %). Meets the bar of B; 1 more official's download "
              "for A.",
              "Services correct, complete and current: 7 of 7. Meets the bar of A.",
              "Publicity: times publicised with a link or a capture: 3 and kinds of channel with a link or a "
              "capture: "
              "3. Meets the bar of A.",
              "Activities: 3. Meets the bar of A.",
              "Download target: 124 (download target: 125). Below the bar of C: it takes 1 more download."});
    CHECK(say_next_step(Language::english, pack, b) ==
          "1 more official's download and 1 more download will make this A.");
    CHECK(say_next_step(Language::thai, pack, b) ==
          "หากเพิ่มหัวหน้าส่วนราชการที่ดาวน์โหลดแล้วอีก 1 คน และยอดดาวน์โหลดในเดือนอีก 1 ครั้ง จะได้ระดับ A");
    CHECK(say_reasons(Language::thai, pack, b)[1] ==
          "หัวหน้าส่วนราชการดาวน์โหลดและใช้งาน: 7 จาก 10 คน (ร้อยละ 70) ผ่านเกณฑ์ระดับ B "
          "ยังขาดหัวหน้าส่วนราชการที่ดาวน์โหลดแล้วอีก 1 คนจึงจะถึงระดับ A");

    const Grade publicity = grade(quarter().judged(pack, "4302", {2024, 4}));
    CHECK(say_reasons(Language::english, pack, publicity)[3].ends_with(
        "1 more channel with a link or a capture."));
    const Grade a = grade(quarter().judged(pack, "4315", {2024, 5}));
    CHECK(say_next_step(Language::english, pack, a) == "A is the best level.");
}

TEST_CASE("grade: the same inputs have one digest, and any change of what was reported has another") {
    const Quarter& q = quarter();
    const OfficeMonth may = q.judged(builtin_pack(), "4305", {2024, 5});
    const Digest before = inputs_digest(may);
    CHECK(inputs_digest(q.judged(builtin_pack(), "4305", {2024, 5})) == before);
    CHECK(inputs_digest(q.judged(builtin_pack(), "4305", {2024, 4})) != before);
    CHECK(inputs_digest(q.judged(builtin_pack(), "4302", {2024, 5})) != before);

    // Another answer beneath the one shown changes no figure yet, but the month is no longer what was judged.
    Report doubted = q.months.at("4305").at({2024, 5});
    const auto doubted_row = std::ranges::find(doubted.entities, EntityKind::row,
                                               [](const EntityState& state) { return state.entity.kind; });
    std::vector<Answer>& place = doubted_row->fields.back().standing;
    place.insert(place.begin(), {0, std::string("อีกคำตอบหนึ่ง")});
    OfficeMonth in_doubt = may;
    in_doubt.months[{2024, 5}] = &doubted;
    CHECK(inputs_digest(in_doubt) != before);

    const auto digest_when = [&](Month month, const char* key, Value value) {
        Report changed = q.months.at("4305").at(month);
        for (EntityState& state : changed.entities) {
            if (state.entity.kind == EntityKind::row) {
                for (FieldState& field : state.fields) {
                    if (field.key == key) {
                        field.standing.back().value = value;
                    }
                }
            }
        }
        OfficeMonth judged = may;
        judged.months[month] = &changed;
        return inputs_digest(judged);
    };
    CHECK(digest_when({2024, 5}, "place", std::string("ที่อื่น")) != before);
    CHECK(digest_when({2024, 4}, "official_downloads", std::int64_t{9}) != before);
    // What an earlier month says elsewhere is no input of this one's grade.
    CHECK(digest_when({2024, 4}, "place", std::string("ที่อื่น")) == before);
}
