#include <doctest/doctest.h>

#include "shared/core/grade.h"
#include "shared/core/grade_words.h"
#include "shared/wire/mission_pack_file.h"
#include "tests/support/builders.h"
#include "tests/support/months.h"

using namespace phirap;
using namespace phirap::testing;

namespace {

const Entity april_roster{EntityKind::roster, *entity_named("2024-04"), 0};

MonthDraft& activity(MonthDraft& draft, std::uint8_t id, const char* date, const char* what = "อบรม") {
    return draft.set(row(id), "date", text(date))
        .set(row(id), "activity", text(what))
        .set(row(id), "place", text("วัด"));
}

Grade graded(const MonthDraft& april, const MonthDraft& office = {}, const MonthDraft* may = nullptr) {
    OfficeMonth judged{&builtin_pack(),
                       "4305",
                       {2024, may == nullptr ? 4 : 5},
                       {{{2024, 4}, &april.report()}},
                       &office.report()};
    if (may != nullptr) {
        judged.months[{2024, 5}] = &may->report();
    }
    return grade(judged);
}

std::vector<std::string> flagged(const Grade& grade) {
    std::vector<std::string> said;
    for (const Flag& flag : grade.flags) {
        if (flag.key != "flag_whole_missing") {
            said.push_back(say_flag(Language::english, builtin_pack(), flag));
        }
    }
    return said;
}
using Said = std::vector<std::string>;

}  // namespace

TEST_CASE("flags: a roster that nobody set is said, and the criterion cannot be met") {
    const Grade earned = graded({});
    REQUIRE(earned.flags.size() == 1);
    CHECK(say_flag(Language::english, builtin_pack(), earned.flags[0]) ==
          "officials on the roster: not set by the centre, so \"Officials download and use it\" cannot be "
          "met.");
    CHECK(say_criterion(Language::english, builtin_pack(), earned.criteria[0]) ==
          "Officials download and use it: 0 of (not set). Cannot be met yet: the centre has not set "
          "officials on the "
          "roster.");
}

TEST_CASE("flags: a list of no relevant services is missing, not complete") {
    const MonthDraft office =
        MonthDraft().set({EntityKind::services, *entity_named("2024-04"), 0}, "relevant", text(""));
    const Grade earned = graded({}, office);
    CHECK(earned.fact("services_relevant")->value == 0);
    CHECK_FALSE(earned.criteria[1].met(2));
    CHECK(earned.flags.size() == 2);
}

TEST_CASE("flags: more officials than the roster are shown uncapped and flagged") {
    MonthDraft april;
    activity(april, 1, "2024-04-02").set(row(1), "official_downloads", number(9));
    const Grade earned = graded(april, MonthDraft().set(april_roster, "officials", number(8)));
    CHECK(earned.fact("officials_downloaded")->value == 9);
    CHECK(earned.criteria[0].met(0));
    CHECK(flagged(earned) ==
          Said{"officials who downloaded: more than officials on the roster; please check."});
    CHECK(say_criterion(Language::english, builtin_pack(), earned.criteria[0]) ==
          "Officials download and use it: 9 of 8 (100 %). Meets the bar of A.");
}

TEST_CASE("flags: seven of nine is not 78 percent, and reads as 77") {
    MonthDraft april;
    activity(april, 1, "2024-04-02").set(row(1), "official_downloads", number(7));
    const Grade earned = graded(april, MonthDraft().set(april_roster, "officials", number(9)));
    CHECK(say_criterion(Language::thai, builtin_pack(), earned.criteria[0]).find("7 จาก 9 คน (ร้อยละ 77)") !=
          std::string::npos);
    CHECK_FALSE(earned.criteria[0].met(0));
    CHECK(earned.criteria[0].met(1));
}

TEST_CASE("flags: a row outside its month, or without a day, is not counted and says so") {
    MonthDraft april;
    activity(april, 1, "2024-05-02");
    activity(april, 2, "");
    const Grade earned = graded(april);
    CHECK(earned.fact("activities")->value == 0);
    CHECK(flagged(earned) == Said{"A row dated 2 May 2024 is outside the report's month and is not counted.",
                                  "Rows without a date are not counted: 1."});
    CHECK(say_flag(Language::thai, builtin_pack(), earned.flags[1]).find("2 พฤษภาคม 2567") !=
          std::string::npos);
}

TEST_CASE("flags: the same link or capture twice, also across months, but only when this month uses it") {
    MonthDraft april;
    activity(april, 1, "2024-04-02", "a")
        .set(channel(1, 0), "kind", text("line"))
        .set(channel(1, 0), "link", text("https://x.example/1"))
        .set(channel(1, 1), "capture", text("a.png"));
    MonthDraft may;
    activity(may, 2, "2024-05-02", "b").set(channel(2, 0), "link", text(" https://x.example/1 "));
    CHECK(flagged(graded(april)).empty());
    CHECK(flagged(graded(april, {}, &may)) == Said{"The same link stands in 2 places: https://x.example/1"});
    may.set(channel(2, 0), "link", text("https://x.example/2"));
    CHECK(flagged(graded(april, {}, &may)).empty());
    april.set(channel(1, 2), "capture", text("a.png"));
    CHECK(flagged(graded(april)) == Said{"The same capture stands in 2 places: a.png"});
    CHECK(flagged(graded(april, {}, &may)).empty());
}

TEST_CASE("flags: rows that look alike are named, never merged") {
    MonthDraft april;
    activity(april, 1, "2024-04-02");
    activity(april, 2, "2024-04-02");
    activity(april, 3, "2024-04-03");
    const Grade earned = graded(april);
    CHECK(earned.fact("activities")->value == 3);
    CHECK(flagged(earned) == Said{"2 rows look alike; please check whether one was entered twice."});
    CHECK(earned.flags.back().about.size() == 2);
}

TEST_CASE("flags: a struck row is skipped for its criterion alone, and the office sees why") {
    MonthDraft april;
    activity(april, 1, "2024-04-02", "a").set(row(1), "downloads", number(50));
    april.strike(row(1), "activities").set({EntityKind::strike, row(1).id, 0}, "reason", text("ประชุมภายใน"));
    const Grade earned = graded(april);
    CHECK(earned.fact("activities")->value == 0);
    CHECK(earned.fact("downloads")->value == 50);
    CHECK(flagged(earned) == Said{"A reviewer does not count this row for \"Activities\": ประชุมภายใน"});
}

TEST_CASE("flags: a grade over an open conflict says that it used the latest answers") {
    MonthDraft april;
    activity(april, 1, "2024-04-02", "a")
        .set(row(1), "downloads", number(50))
        .also(row(1), "downloads", number(60));
    const Grade earned = graded(april);
    CHECK(earned.fact("downloads")->value == 60);
    CHECK(flagged(earned) == Said{"Open conflicts: 1; this grade uses the latest answers."});
}

TEST_CASE("grade: a month in which nothing was done is graded") {
    const Grade earned = graded({});
    CHECK(earned.level == "D");
    CHECK(earned.points() == 0);
}
