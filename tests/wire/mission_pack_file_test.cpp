#include "shared/wire/mission_pack_file.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace phirap;
using nlohmann::json;

namespace {

// The pack that ships, with one value put elsewhere; what is wrong with it then, a line each.
std::string faults_with(std::string_view pointer, const json& value) {
    json pack = json::parse(builtin_pack_json());
    pack[json::json_pointer(std::string(pointer))] = value;
    const auto read = mission_pack_from_json(pack.dump());
    std::string lines;
    if (!read) {
        for (const JsonFault& fault : read.error()) {
            lines += (lines.empty() ? "" : "\n") + say(Language::english, fault);
        }
    }
    return lines;
}

std::string faults_without(std::string_view pointer) {
    json pack = json::parse(builtin_pack_json());
    const json::json_pointer at{std::string(pointer)};
    pack[at.parent_pointer()].erase(at.back());
    const auto read = mission_pack_from_json(pack.dump());
    return read ? "" : say(Language::english, read.error().front());
}

std::string first_fault(std::string_view text) {
    const auto read = mission_pack_from_json(text);
    return read ? "" : say(Language::english, read.error().front());
}

}  // namespace

TEST_CASE("mission pack: the pack that ships says what the letter says") {
    const MissionPack& pack = builtin_pack();

    CHECK(pack.mission == "click-chumchon");
    CHECK(pack.first_month == Month{2024, 4});
    CHECK(pack.due == DueRule{15, 1, {}});
    CHECK(pack.services.size() == 7);
    CHECK(pack.offices.size() == 10);
    CHECK(pack.office("4301")->target == 150);
    CHECK(pack.office("43")->target == 1000);
    CHECK_FALSE(pack.office("4301")->officials.has_value());
    CHECK(pack.form.columns.size() == 10);
    CHECK(pack.form.columns[6].heading.thai == "ช่องทางประชาสัมพันธ์ อย่างน้อย 2 ช่องทาง (แนบลิงค์หรือแคปภาพประกอบ)");
    CHECK(pack.rubric.levels == std::vector<Level>{{"A", 10, 10}, {"B", 8, 8}, {"C", 6, 6}});
    CHECK(pack.rubric.criteria.size() == 5);
    CHECK(pack.rubric.criteria[2].asks[0].bars == std::vector<std::int64_t>{2, 2, 1});
}

TEST_CASE("mission pack: every district's target adds up to the province's") {
    std::int64_t sum = 0;
    for (const PackOffice& office : builtin_pack().offices) {
        sum += office.code == builtin_pack().province ? 0 : *office.target;
    }
    CHECK(sum == *builtin_pack().office("43")->target);
}

TEST_CASE("mission pack: a fault names the place, what was expected and what was found") {
    CHECK(faults_with("/due/day", "15") == "/due/day: expected a whole number from 1 to 31, found \"15\"");
    CHECK(faults_with("/due/day", 32) == "/due/day: expected a whole number from 1 to 31, found 32");
    CHECK(faults_with("/due/day", 15.0) == "/due/day: expected a whole number from 1 to 31, found 15.0");
    CHECK(faults_with("/version", 18446744073709551615ULL) ==
          "/version: expected a whole number from 1 to 1000000, found 18446744073709551615");
    CHECK(faults_without("/title/en") ==
          "/title/en: expected text of 1 to 600 bytes without control characters, found nothing");
    CHECK(faults_with("/offices/1/taget", 5) ==
          "/offices/1/taget: expected one of the members code, th, en, target, officials, services, found "
          "\"taget\"");
    CHECK(faults_with("/first_month", "2567-13") ==
          "/first_month: expected a month such as 2024-04, found \"2567-13\"");
    CHECK(faults_with("/mission", "Click Chumchon") ==
          "/mission: expected a name of 1 to 16 of a-z 0-9 - _ ., found \"Click Chumchon\"");
    CHECK(faults_with("/a~1b~0c", 1).starts_with("/a~1b~0c: expected one of the members $schema, mission"));
}

TEST_CASE("mission pack: a better level never asks less than a lower one") {
    CHECK(faults_with("/rubric/criteria/0/asks/0/at_least/B", 85) ==
          "/rubric/criteria/0/asks/0/at_least/B: expected at most 80 (A): a better level never asks less, "
          "found 85");
    CHECK(faults_with("/rubric/levels/2/points", 8) ==
          "/rubric/levels/2/points: expected below 8 (B), found 8");
    CHECK(faults_with("/rubric/levels/1/needs", 12)
              .starts_with("/rubric/levels/1/needs: expected points that can be earned, at most 10"));
    CHECK(faults_with("/rubric/lowest/points_max", 6) ==
          "/rubric/lowest/points_max: expected below 6 (C), found 6");
}

TEST_CASE("mission pack: what it names exists in it") {
    CHECK(faults_with("/rubric/criteria/4/asks/0/fact", "downlods") ==
          "/rubric/criteria/4/asks/0/fact: expected a fact declared in /facts, found downlods");
    CHECK(faults_with("/rubric/criteria/4/asks/0/reach", "downloads") ==
          "/rubric/criteria/4/asks/0/reach: expected another fact declared in /facts, found downloads");
    CHECK(faults_with("/rubric/criteria/4/asks/0/fact", "officials_roster")
              .starts_with("/rubric/criteria/4/asks/0/fact: expected a fact counted from reports"));
    CHECK(faults_with("/rubric/criteria/3/asks/0/at_least/E", 1) ==
          "/rubric/criteria/3/asks/0/at_least/E: expected a level declared in /rubric/levels, found 1");
    CHECK(faults_with("/facts/0/field", "official_download") ==
          "/facts/0/field: expected a field of what is counted here, found official_download");
    CHECK(faults_with("/facts/0/field", "place") ==
          "/facts/0/field: expected a field of type integer, found place");
    CHECK(faults_with("/facts/6/where/0/is", "no") ==
          "/facts/6/where/0/is: expected a value that the field publicity_only can hold, found no");
    CHECK(faults_with("/facts/4/where/0/where/0/any_filled/1", "captura") ==
          "/facts/4/where/0/where/0/any_filled/1: expected a field of what is counted here, found captura");
    CHECK(faults_with("/province", "44") == "/province: expected an office declared in /offices, found 44");
    CHECK(faults_with("/offices/3/services", json{"shop", "shops"}) ==
          "/offices/3/services/1: expected a service declared in /services, found shops");
    CHECK(faults_with("/form/dated_by", "place") ==
          "/form/dated_by: expected a field of type date in /form/row_fields, found place");
    CHECK(faults_with("/form/alike/0", "day") ==
          "/form/alike/0: expected a field declared in /form/row_fields, found day");
    CHECK(faults_with("/form/columns/0/shows/0", "number")
              .starts_with("/form/columns/0/shows/0: expected a row field, a kind of evidence"));
}

TEST_CASE("mission pack: no key stands twice") {
    CHECK(faults_with("/services/1/key", "shop") ==
          "/services/1/key: expected something that no other here has, found shop");
    CHECK(faults_with("/facts/1/key", "target")
              .starts_with("/facts/8/key: expected something that no other here has"));
    CHECK(faults_with("/offices/2/code", "4301") ==
          "/offices/2/code: expected something that no other here has, found 4301");
    CHECK(faults_with("/form/evidence/0/member", "channels") ==
          "/form/evidence/0/member: expected something that no other here has, found channels");
    CHECK(first_fault(R"({"mission": "a", "due": {"day": 1, "day": 2}})") ==
          "/due/day: expected a member that stands here once, found \"day\"");
}

TEST_CASE("mission pack: all faults are listed, not the first alone") {
    json pack = json::parse(builtin_pack_json());
    pack["due"]["day"] = 0;
    pack["province"] = "";
    pack["services"][2].erase("th");
    const auto read = mission_pack_from_json(pack.dump());
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().size() == 3);
}

TEST_CASE("mission pack: text that is no JSON, too large or too deep is refused before it is parsed") {
    CHECK(first_fault("{").starts_with("the whole file: expected well-formed JSON"));
    CHECK(first_fault("").starts_with("the whole file: expected well-formed JSON"));
    CHECK(first_fault("[]").starts_with("the whole file: expected an object of"));
    CHECK(first_fault("{\"mission\": \"\xff\"}").starts_with("the whole file: expected well-formed JSON"));
    CHECK(first_fault(std::string(100'000, '[')) ==
          "the whole file: expected a file of at most 49152 bytes, found 100000");
    CHECK(first_fault(std::string(20'000, '[')) ==
          "the whole file: expected JSON nested at most 16 deep, found 20000");
}

TEST_CASE("mission pack: brackets and quotes inside text are text") {
    CHECK(faults_with("/title/en", "a \\\" [[[[[[[[[[[[[[[[[[[[[[ \\") == "");
    CHECK(faults_with("/title/en", "a \x01 b").starts_with("/title/en: expected text of 1 to 600 bytes"));
}
