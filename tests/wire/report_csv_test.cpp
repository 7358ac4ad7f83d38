#include "shared/wire/report_csv.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "shared/wire/csv.h"
#include "shared/wire/mission_pack_file.h"
#include "tests/support/tests_folder.h"

using namespace phirap;

namespace {

std::string golden(const std::string& name) {
    std::ifstream stream(tests_folder() / "golden" / name);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

ReadReports read(std::string_view text, const Office& office = "4301",
                 std::optional<Month> month = Month{2024, 4}) {
    return reports_from_csv(text, builtin_pack(), office, month);
}

std::string lines(const ReadReports& read) {
    std::string text;
    for (const FormFault& fault : read.faults) {
        text += (text.empty() ? "" : "\n") + say(Language::english, fault);
    }
    return text;
}

std::string value(const FormRow& row, std::string_view key) {
    const Value* found = row.value(key);
    return found == nullptr ? "nothing" : to_text(*found);
}

}  // namespace

TEST_CASE("csv: quotes, line ends and a mark before the first line, as RFC 4180 has them") {
    const std::vector<CsvLine> all = csv_lines(
        "\xef\xbb\xbf"
        "a,\"b,\"\"c\"\"\n2\",\r\n\r\n , \nlast,");
    REQUIRE(all.size() == 2);
    CHECK(all[0].cells == std::vector<std::string>{"a", "b,\"c\"\n2", ""});
    CHECK(all[1].cells == std::vector<std::string>{"last", ""});
    CHECK(all[1].line == 5);
    CHECK(csv_lines("a,\"b").front().broken);
    CHECK(csv_lines("a,\"b\"c,d").front().broken);
    CHECK_FALSE(csv_lines("a,b\"c").front().broken);
}

TEST_CASE("csv: a cell that a spreadsheet would take for a formula is written as text, and read back") {
    for (const std::string text : {"=1+1", "+66", "-5", "@x", "\tx", "plain", "'quoted'", "a\"b,c\nd", ""}) {
        const std::string cell = csv_cell(text);
        CHECK(cell.find_first_of("=+-@\t") != 0);
        CHECK(without_guard(csv_lines(cell + ",x").front().cells[0]) == text);
    }
}

TEST_CASE("report csv: rows under the form's keys, with several channels and pictures in a cell") {
    const ReadReports some = read(
        "date,activity,participants,channels,photos,publicity_only\n"
        "2024-04-02,อบรม,91,facebook: https://fb.me/a?b=1:2; line: shot.png; poster,a.jpg; b.jpg,true\n"
        "๓ เม.ย. ๒๕๖๗,\"ประชุม, ใหญ่\",\"1,250\",,,\n");
    CHECK(lines(some).empty());
    REQUIRE(some.reports.size() == 1);
    const std::vector<FormRow>& rows = some.reports[0].rows;
    REQUIRE(rows.size() == 2);
    CHECK(some.reports[0].month == Month{2024, 4});
    REQUIRE(rows[0].channels->size() == 3);
    CHECK(to_text((*rows[0].channels)[0]) == "facebook: https://fb.me/a?b=1:2");
    CHECK(*find_field((*rows[0].channels)[1].fields, "capture") == Value("shot.png"));
    CHECK((*rows[0].channels)[2].fields.size() == 1);
    CHECK(rows[0].pictures[0].pictures.size() == 2);
    CHECK(*rows[0].value("publicity_only") == Value(true));
    CHECK(value(rows[1], "date") == "2024-04-03");
    CHECK(value(rows[1], "activity") == "ประชุม, ใหญ่");
    CHECK(value(rows[1], "participants") == "1250");
    CHECK(value(rows[1], "publicity_only") == "nothing");
}

TEST_CASE("report csv: rows under the official form's headings, two figures in one cell") {
    const ReadReports some = read(
        "ที่,วันที่ดำเนินการ,อำเภอ,กิจกรรมที่ดำเนินการ,สถานที่ดำเนินการ,\"จำนวนผู้เข้าร่วมกิจกรรม/\nจำนวนดาวโหลด\",เดือน\n"
        "1,15/5/2567,โพนพิสัย,อบรม,หอประชุม,๙๑ / ๗๘,พ.ค. 2567\n"
        "2,20/4/2567,อำเภอท่าบ่อ,อบรม,,5,\n",
        "", Month{2024, 4});
    CHECK(lines(some).empty());
    REQUIRE(some.reports.size() == 2);
    CHECK(some.reports[0].office == "4305");
    CHECK(some.reports[0].month == Month{2024, 5});
    CHECK(value(some.reports[0].rows[0], "participants") == "91");
    CHECK(value(some.reports[0].rows[0], "downloads") == "78");
    CHECK(some.reports[1].office == "4302");
    CHECK(value(some.reports[1].rows[0], "downloads") == "nothing");
    CHECK_FALSE(some.reports[1].rows[0].channels.has_value());
}

TEST_CASE("report csv: faults name line, row and field, and the other rows are read") {
    const ReadReports some = read(
        "date,activity,participants,channels\n"
        "2024-04-02,a,-1,\n"
        "30/02/2567,b,5,smoke: x\n"
        "2024-04-03,c,5,\n"
        "2024-04-04,\xe0\xb8,5,\n"
        "2024-05-04,d,5,,\n");
    CHECK(some.reports[0].rows.size() == 1);
    const std::string found = lines(some);
    CHECK(found.starts_with("report 1 (4301, 2024-04), line 2, row 1, field participants: "));
    CHECK(found.find("line 3, row 2, field date: ") != found.npos);
    CHECK(found.find("line 3, row 2, field channels/1/kind: unknown publicity channel smoke") != found.npos);
    CHECK(found.find("line 5, row 4, field activity: the text holds bytes that cannot be read") !=
          found.npos);
    CHECK(found.find("line 6, row 5: the line has 5 cells, more than the 4 headings") != found.npos);
    CHECK(found.find("line 6, row 5, field date: the date 4 May 2024 is not in") != found.npos);
}

TEST_CASE("report csv: of more faults than anybody reads the first are kept and the rest counted") {
    constexpr std::size_t wrong = 20'000;
    std::string text = "date,activity\n";
    for (std::size_t i = 0; i < wrong; ++i) {
        text += "x,a\n";
    }
    const ReadReports some = read(text + "2024-04-03,b\n");
    CHECK(some.faults.size() == faults_kept_max);
    CHECK(some.faults_untold == wrong - faults_kept_max);
    REQUIRE(some.reports.size() == 1);
    CHECK(some.reports[0].rows.size() == 1);

    std::string columns = "activity";
    std::string cells = "a";
    for (std::size_t i = 0; i < wrong; ++i) {
        columns += ",date";
        cells += ",x";
    }
    const ReadReports wide = read(columns + "\n" + cells + "\n");
    CHECK(wide.faults.size() == faults_kept_max);
}

TEST_CASE("report csv: headings, office and month that are missing or unknown") {
    CHECK(lines(read("")) == "the file is empty");
    CHECK(lines(read("1,2,3\n4,5,6\n")).starts_with("line 1: the first line has to hold"));
    CHECK(lines(read("date,activity,colour\n2024-04-02,a,red\n")) ==
          "line 1, field colour: this column is unknown");
    CHECK(lines(read("date,Date,activity\n"))
              .starts_with("line 1, field Date: there are two columns for date"));
    CHECK(lines(read("date,activity\n2024-04-02,a\n", "", {})) ==
          "report 1, line 2, row 1, field office: the office's code is missing\n"
          "report 1, line 2, row 1, field month: the report's month is missing");
    CHECK(lines(read("office,date,activity\n4399,2024-04-02,a\n")) ==
          "report 1 (4399, 2024-04), line 2, row 1, field office: unknown office 4399");
    CHECK(lines(read("reporter,date,activity\nก,2024-04-02,a\nข,2024-04-02,a\n"))
              .starts_with(
                  "report 1 (4301, 2024-04), line 3, row 2, field reporter.name: this has to be the same"));
}

TEST_CASE("report csv: the quarter goes out under keys and both languages' headings and comes back") {
    const ReadReports quarter = reports_from_json(golden("nongkhai-2567-q3.json"), builtin_pack());
    REQUIRE(quarter.reports.size() == 25);
    for (const CsvHeadings headings : {CsvHeadings::keys, CsvHeadings::thai, CsvHeadings::english}) {
        const std::string text = reports_to_csv(quarter.reports, builtin_pack(), headings);
        CHECK(text.starts_with("\xef\xbb\xbf"));
        const ReadReports back = reports_from_csv(text, builtin_pack(), "", {});
        CHECK(lines(back).empty());
        REQUIRE(back.reports.size() == 25);
        for (std::size_t i = 0; i < 25; ++i) {
            CHECK(back.reports[i].office == quarter.reports[i].office);
            CHECK(back.reports[i].fields == quarter.reports[i].fields);
            REQUIRE(back.reports[i].rows.size() == quarter.reports[i].rows.size());
            for (std::size_t row = 0; row < back.reports[i].rows.size(); ++row) {
                CHECK(back.reports[i].rows[row] == quarter.reports[i].rows[row]);
            }
        }
    }
}

TEST_CASE("report csv: a second mission's rows come and go by its pack alone") {
    const auto pack = mission_pack_from_json(golden("second-mission.json"));
    REQUIRE(pack);
    const ReadReports some =
        reports_from_csv("day,village,kilograms,members,photos\n2024-10-03,บ้านโนน,120,30,a.jpg\n", *pack,
                         "4001", Month{2024, 10});
    CHECK(lines(some).empty());
    REQUIRE(some.reports.size() == 1);
    const ReadReports back =
        reports_from_csv(reports_to_csv(some.reports, *pack, CsvHeadings::thai), *pack, "", {});
    CHECK(lines(back).empty());
    CHECK(back.reports == some.reports);
}
