#include "shared/wire/report_json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "shared/core/limits.h"
#include "shared/wire/mission_pack_file.h"
#include "shared/wire/report_csv.h"
#include "tests/support/seeded.h"

using namespace phirap;
using nlohmann::json;

namespace {

const char* const report_text = R"({"office": "4301", "month": "2024-04",
  "reporter": {"name": "สมชาย", "position": "นักวิชาการ"},
  "services": {"shop": {"correct": true, "complete": true, "current": false}},
  "activities": [
    {"date": "2024-04-02", "activity": "ตลาดนัด", "place": "หอประชุม", "participants": 91, "downloads": 78,
     "channels": [{"kind": "poster", "capture": "c.png"}, {"kind": "line"}], "photos": [],
     "official_downloads": 1, "official_photos": ["o.jpg"], "publicity_only": true},
    {"date": "2024-04-14", "activity": "อบรม"},
    {"date": "2024-04-22", "activity": "ประชุม", "participants": 0, "photos": []}]})";

json report() {
    return json::parse(report_text);
}

ReadReports read(std::string_view text) {
    return reports_from_json(text, builtin_pack());
}

std::string lines(const ReadReports& read) {
    std::string text;
    for (const FormFault& fault : read.faults) {
        text += (text.empty() ? "" : "\n") + say(Language::english, fault);
    }
    return text;
}

// The report with one value put elsewhere; what is wrong with it then, a line each.
std::string faults_with(std::string_view pointer, const json& value) {
    json changed = report();
    changed[json::json_pointer(std::string(pointer))] = value;
    return lines(read(changed.dump()));
}

std::string in_row(std::string_view rest) {
    return "report 1 (4301, 2024-04), row 2, " + std::string(rest);
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != text.npos);
    return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("report json: what was read is written as it was, members in the form's order") {
    const ReadReports one = read(report_text);
    CHECK(lines(one).empty());
    const std::string written = reports_to_json(one.reports, builtin_pack(), false);
    CHECK(json::parse(written)["reports"][0] == report());
    CHECK(written.find("\"date\"") < written.find("\"activity\""));
    CHECK(written.find("\"channels\"") < written.find("\"photos\""));
    CHECK(written.find("\"official_photos\"") < written.find("\"publicity_only\""));
}

TEST_CASE("report json: a file with reports, a list of them and one report are read alike") {
    const json one = report();
    CHECK(read(json{{"reports", {one}}, {"source", "x"}}.dump()).reports == read(one.dump()).reports);
    CHECK(read(json::array({one}).dump()).reports == read(one.dump()).reports);
    CHECK(read("\xef\xbb\xbf" + one.dump()).reports == read(one.dump()).reports);
    CHECK(lines(read("{}")) == "the file has no reports (member reports)");
    CHECK(lines(read(R"({"reports": 3})")) == "field reports: expected a list, found 3");
}

TEST_CASE("report json: what exports add is passed over, and ids are taken") {
    json one = report();
    one["state"] = "draft";
    one["conflicts"] = json::array();
    one["activities"][0]["id"] = "01890a5d-ac96-774b-bcce-b302099a8057";
    const ReadReports taken = read(one.dump());
    CHECK(lines(taken).empty());
    CHECK(to_text(*taken.reports[0].rows[0].id) == "01890a5d-ac96-774b-bcce-b302099a8057");
    one["activities"][1]["id"] = "01890a5d-ac96-774b-bcce-b302099a8057";
    CHECK(lines(read(one.dump())) == in_row("field id: this id stands at row 1 already"));
    CHECK(faults_with("/activities/1/id", "shop") == in_row("field id: expected a UUID, found \"shop\""));
}

TEST_CASE("report json: dates, months and counts may stand as people type them") {
    json one = report();
    one["month"] = "เมษายน ๒๕๖๗";
    one["activities"][0]["date"] = "๒ เม.ย. ๒๕๖๗";
    one["activities"][1]["date"] = "14/4/2567";
    one["activities"][2]["date"] = "2567-04-22";
    one["activities"][0]["participants"] = "๑,๐๙๑";
    const ReadReports typed = read(one.dump());
    CHECK(lines(typed).empty());
    CHECK(typed.reports[0].month == Month{2024, 4});
    CHECK(*typed.reports[0].rows[0].value("date") == Value("2024-04-02"));
    CHECK(*typed.reports[0].rows[1].value("date") == Value("2024-04-14"));
    CHECK(*typed.reports[0].rows[2].value("date") == Value("2024-04-22"));
    CHECK(*typed.reports[0].rows[0].value("participants") == Value(std::int64_t{1091}));
}

TEST_CASE("report json: a date that cannot be is named with its report, row and field") {
    for (const char* date :
         {"31 เม.ย. 2567", "31 เม.ย.", "30/02/2567", "2024-04-31", "yesterday", "14/4/67"}) {
        CAPTURE(date);
        const std::string fault = faults_with("/activities/1/date", date);
        CHECK(fault.starts_with(in_row("field date: ")));
        CHECK(fault.find(date) != fault.npos);
        CHECK(fault.find('\n') == fault.npos);
    }
    CHECK(faults_with("/activities/1/date", 20240414) ==
          in_row("field date: expected a date such as 2024-04-15 or 15 Apr 2567, found 20240414"));
    CHECK(faults_with("/activities/1/date", "2024-05-14")
              .starts_with(
                  in_row("field date: the date 14 May 2024 is not in the report's month (April 2024)")));
    CHECK(faults_with("/activities/1/date", nullptr) ==
          in_row("field date: this has to be filled in, found nothing"));
}

TEST_CASE("report json: a count that cannot be is named") {
    CHECK(faults_with("/activities/1/participants", -4).starts_with(in_row("field participants: ")));
    CHECK(faults_with("/activities/1/participants", -4).find("-4") != std::string::npos);
    CHECK(faults_with("/activities/1/participants", "-4").starts_with(in_row("field participants: ")));
    CHECK(faults_with("/activities/1/participants", 2'000'000).starts_with(in_row("field participants: ")));
    CHECK(faults_with("/activities/1/participants", 18446744073709551615ULL)
              .starts_with(in_row("field participants: ")));
    for (const json& wrong : {json(4.5), json(true), json::array(), json::object()}) {
        CHECK(faults_with("/activities/1/participants", wrong) ==
              in_row("field participants: expected a whole number of 0 or more, found " + wrong.dump()));
    }
}

TEST_CASE("report json: wrong types and unknown members are named") {
    CHECK(faults_with("/activities/1/place", 7) == in_row("field place: expected text, found 7"));
    CHECK(faults_with("/activities/1/publicity_only", "yes") ==
          in_row("field publicity_only: expected true or false, found \"yes\""));
    CHECK(faults_with("/activities/1/particpants", 7)
              .starts_with(in_row("field particpants: unknown member;")));
    CHECK(faults_with("/activities/1", "x") ==
          "report 1 (4301, 2024-04), row 2: expected an object, found \"x\"");
    CHECK(faults_with("/activities", "x") ==
          "report 1 (4301, 2024-04), field activities: expected a list, found \"x\"");
    CHECK(faults_with("/reporter/nam", "x")
              .starts_with("report 1 (4301, 2024-04), field reporter.nam: unknown"));
    CHECK(faults_with("/reporter", "x") ==
          "report 1 (4301, 2024-04), field reporter: expected an object, found \"x\"");
    CHECK(faults_with("/activties", json::array())
              .starts_with(
                  "report 1 (4301, 2024-04), field activties: unknown member; expected one of office"));
    CHECK(faults_with("/services/shopp", json::object())
              .starts_with("report 1 (4301, 2024-04), field services/shopp: unknown service shopp"));
    CHECK(faults_with("/services/shop/correct", 1) ==
          "report 1 (4301, 2024-04), field services/shop/correct: expected true or false, found 1");
    CHECK(faults_with("/services/shop/corect", true)
              .starts_with("report 1 (4301, 2024-04), field services/shop/corect: unknown member"));
}

TEST_CASE("report json: channels and pictures are named by their place") {
    CHECK(faults_with("/activities/1/channels", json{{{"kind", "line"}}, {{"kind", "smoke"}}})
              .starts_with(in_row(
                  "field channels/2/kind: unknown publicity channel smoke; the channels are facebook")));
    CHECK(faults_with("/activities/1/channels", json{json::object()}) ==
          in_row("field channels/1/kind: this has to be filled in, found nothing"));
    CHECK(faults_with("/activities/1/channels", json{{{"kind", "line"}, {"url", "x"}}})
              .starts_with(in_row("field channels/1/url: unknown member")));
    CHECK(faults_with("/activities/1/channels", json{{{"kind", "line"}, {"link", std::string(3000, 'x')}}})
              .starts_with(in_row("field channels/1/link: the text is 3000 bytes long, more than the 2048")));
    CHECK(faults_with("/activities/1/photos", json{"a.jpg", 3}) ==
          in_row("field photos/2: expected text, found 3"));
    CHECK(faults_with("/activities/1/photos", json{{{"name", "a.jpg"}, {"sha256", "00"}}})
              .starts_with(in_row("field photos/1/sha256: expected 64 hexadecimal digits")));
}

TEST_CASE("report json: text that is too long, broken or holds NUL is named, and the other rows are read") {
    const std::string long_text(10 * 1024 * 1024, 'x');
    CHECK(faults_with("/activities/1/place", long_text)
              .starts_with(
                  in_row("field place: the text is 10485760 bytes long, more than the 1000 that fit")));

    const std::string broken = replaced(report_text, "อบรม", "อบ\xe0\xb8รม");
    CHECK(
        lines(read(broken)).starts_with(in_row("field activity: the text holds bytes that cannot be read")));
    CHECK(read(broken).reports[0].rows.size() == 2);

    const std::string nul = replaced(report_text, "อบรม", std::string_view("อบ\0รม", 13));
    CHECK(lines(read(nul)).starts_with(in_row("field activity: the text holds a NUL byte")));
    CHECK(faults_with("/activities/1/activity", std::string("a\0b", 3))
              .starts_with(in_row("field activity: the text holds a NUL byte")));
    CHECK(faults_with("/activities/1/activity", "a\x01z")
              .starts_with(in_row("field activity: the text holds a control character")));
    CHECK(faults_with("/activities/1/activity", "two\nlines").empty());
}

TEST_CASE("report json: an office or month that cannot be leaves its report out, and only it") {
    json file = {{"reports", {report(), report(), report()}}};
    file["reports"][0]["office"] = "4399";
    file["reports"][1]["month"] = "2024-13";
    const ReadReports some = read(file.dump());
    CHECK(some.reports.size() == 1);
    REQUIRE(some.faults.size() == 2);
    CHECK(say(Language::english, some.faults[0])
              .starts_with(
                  "report 1 (4399, 2024-04), field office: unknown office 4399; the offices are 43, 4301"));
    CHECK(say(Language::english, some.faults[1]).starts_with("report 2 (4301, 2024-13), field month: "));

    file["reports"][0] = report();
    CHECK(
        lines(read(file.dump())).find("report 3 (4301, 2024-04): this office and month stand in report 1") !=
        std::string::npos);
    json without = report();
    without.erase("month");
    CHECK(lines(read(json{{"reports", {without}}}.dump())) ==
          "report 1 (4301), field month: the report's month is missing");
}

// A file of 64 MiB can hold millions, each a hundred times what it takes in the file.
TEST_CASE("report json: of more faults than anybody reads the first are kept and the rest counted") {
    constexpr std::size_t wrong = 20'000;
    json rows = json::array();
    for (std::size_t i = 0; i < wrong; ++i) {
        rows.push_back(-1);
    }
    json one = report();
    const json good = one["activities"][0];
    one["activities"] = rows;
    one["activities"].push_back(good);
    const ReadReports some = read(one.dump());
    CHECK(some.faults.size() == faults_kept_max);
    CHECK(some.faults_untold == wrong - faults_kept_max);
    REQUIRE(some.reports.size() == 1);
    CHECK(some.reports[0].rows.size() == 1);  // which rows are spoilt is known to the last

    json channels = json::array();
    for (std::size_t i = 0; i < wrong; ++i) {
        channels.push_back(json::object());
    }
    one["activities"] = {good};
    one["activities"][0]["channels"] = channels;
    CHECK(read(one.dump()).faults.size() == faults_kept_max);

    // Doubled members, found before it is known which rows they are in.
    std::string doubled = R"({"office": "4301", "month": "2024-04", "activities": [)";
    for (std::size_t i = 0; i < wrong; ++i) {
        doubled += R"({"date": "2024-04-02", "date": "2024-04-03", "activity": "a"},)";
    }
    doubled.back() = ']';
    const ReadReports none = read(doubled + "}");
    CHECK(none.reports.empty());
    CHECK(none.faults.size() == 1);
}

TEST_CASE("report json: every fault is listed, in the order of the file, and said in Thai too") {
    json one = report();
    one["activities"][0]["participants"] = -1;
    one["activities"][0]["downloads"] = -1;
    one["activities"][2]["date"] = "31 เม.ย. 2567";
    const ReadReports some = read(one.dump());
    REQUIRE(some.faults.size() == 3);
    CHECK(some.reports[0].rows.size() == 1);
    CHECK(say(Language::thai, some.faults[0])
              .starts_with("รายงานที่ 1 (4301, 2024-04), แถวที่ 1, ช่อง participants: "));
}

TEST_CASE("report json: a member that stands twice, bad JSON, deep JSON and too many rows") {
    CHECK(lines(read(
              replaced(report_text, R"("participants": 0)", R"("participants": 0, "participants": 1)"))) ==
          "report 1 (4301, 2024-04), row 3, field participants: this member stands here twice");
    CHECK(lines(read("{\"reports\": [")).starts_with("the file is no well-formed JSON: "));
    CHECK(lines(read(std::string(100'000, '['))).starts_with("the JSON is nested 100000 deep"));
    json many = report();
    many["activities"] = json::array();
    for (std::size_t i = 0; i <= limits::import_rows_max; ++i) {
        many["activities"].push_back(json::object());
    }
    CHECK(lines(read(many.dump())) ==
          "report 1 (4301, 2024-04), field activities: 100001 rows, more than the 100000 that one file may "
          "hold");
}

TEST_CASE("report json: record takes one row, a list of rows, or a report, for the month at hand") {
    const auto entries = [](const std::string& text) {
        return entries_from_json(text, builtin_pack(), "4301", Month{2024, 4});
    };
    const ReadReports row = entries(R"({"date": "2024-04-02", "activity": "อบรม"})");
    CHECK(lines(row).empty());
    REQUIRE(row.reports.size() == 1);
    CHECK(row.reports[0].office == "4301");
    CHECK(row.reports[0].month == Month{2024, 4});
    CHECK(row.reports[0].rows.size() == 1);
    CHECK(entries(R"([{"date": "2024-04-02", "activity": "a"}, {"date": "2024-04-03", "activity": "b"}])")
              .reports[0]
              .rows.size() == 2);
    CHECK(entries(report_text).reports[0].rows.size() == 3);

    // Whoever names a row says only what changes; a new one has to be whole.
    CHECK(lines(entries(R"({"id": "01890a5d-ac96-774b-bcce-b302099a8057", "participants": 3})")).empty());
    CHECK(lines(entries(R"({"participants": 3})"))
              .starts_with("report 1 (4301, 2024-04), row 1, field date: this has to be filled in"));
    CHECK(lines(entries(R"([{"date": "2024-04-02", "activity": "a"}, {"date": "x", "activity": "b"}])"))
              .starts_with("report 1 (4301, 2024-04), row 2, field date: "));
}

TEST_CASE(
    "derived row id: depends on office, month, what rows look alike by, and the ordinal, and on no more") {
    const FormRow row = read(report_text).reports[0].rows[0];
    const auto id = [](const FormRow& of, const Office& office = "4301", Month month = {2024, 4}) {
        return derived_row_id(of, office, month, builtin_pack().form);
    };
    FormRow other = row;
    put_field(other.fields, "participants", std::int64_t{5});
    CHECK(id(other) == id(row));
    CHECK(id(row, "4302") != id(row));
    CHECK(id(row, "4301", {2024, 5}) != id(row));
    other.ordinal = 1;
    CHECK(id(other) != id(row));
    other = row;
    put_field(other.fields, "place", "ที่อื่น");
    CHECK(id(other) != id(row));
    CHECK_FALSE(is_name(id(row)));
    // Held for ever: a month imported by one version is found again by the next.
    CHECK(to_text(id(row)) == "8455fd61-13c8-8e86-8a1f-4a1121e282b9");
}

// Whatever a disk, a line or an editor made of a file: faults, never a crash, and no row with one is read.
TEST_CASE("report json and csv: a file with bytes changed, lost or doubled is read to its end or refused") {
    const std::string csv = reports_to_csv(read(report_text).reports, builtin_pack(), CsvHeadings::thai);
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        CAPTURE(seed);
        SeededChance chance(seed);
        const bool as_csv = chance.coin();
        std::string text = as_csv ? csv : report_text;
        for (std::uint64_t change = 0; change <= chance.below(4); ++change) {
            const std::size_t at = chance.below(text.size());
            switch (chance.below(3)) {
                case 0:
                    text[at] = static_cast<char>(chance.below(256));
                    break;
                case 1:
                    text.erase(at, 1 + chance.below(8));
                    break;
                default:
                    text.insert(at, text.substr(at, chance.below(40)));
            }
        }
        const ReadReports some =
            as_csv ? reports_from_csv(text, builtin_pack(), "4301", Month{2024, 4}) : read(text);
        for (const FormReport& one : some.reports) {
            for (const FormRow& row : one.rows) {
                CHECK(check_new_row(row, one.month, builtin_pack()).empty());
            }
        }
    }
}
