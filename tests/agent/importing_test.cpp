#include "agent/importing.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "agent/month_view.h"
#include "agent/recorder.h"
#include "agent/submitting.h"
#include "tests/agent/office_pc.h"

using namespace phirap;
using namespace phirap::agent;
using namespace phirap::testing;
using nlohmann::json;

namespace {

constexpr Month april{2024, 4};

const json& quarter() {
    static const json file = json::parse(golden_text("nongkhai-2567-q3.json"));
    return file;
}

json april_of_4301() {
    for (const json& report : quarter()["reports"]) {
        if (report["office"] == "4301" && report["month"] == "2024-04") {
            return report;
        }
    }
    return {};
}

Imported bring(OfficePc& pc, const json& file, ImportOptions options = {"somchai", false, false}) {
    const MissionPack pack = pc.store().pack();
    return import_reports(pc.store(), reports_from_json(file.dump(), pack, pc.store().enrolment().office),
                          options);
}

json exported(OfficePc& pc, Month month, bool with_ids = false) {
    const MonthView view = month_view(pc.store(), month);
    return json::parse(reports_to_json({view.form}, view.pack, with_ids))["reports"][0];
}

std::string lines(const std::vector<FormFault>& faults) {
    std::string text;
    for (const FormFault& fault : faults) {
        text += (text.empty() ? "" : "\n") + say(Language::english, fault);
    }
    return text;
}

std::size_t rows_with(const Imported& imported, Fate fate) {
    std::size_t count = 0;
    for (const ImportedReport& report : imported.reports) {
        count += static_cast<std::size_t>(std::ranges::count(report.rows, fate, &ImportedRow::fate));
    }
    return count;
}

}  // namespace

TEST_CASE("import: all 25 months of the quarter come back as they went in") {
    std::size_t months = 0;
    for (const auto& [office, unused] : quarter()["offices"].items()) {
        OfficePc pc(office);
        const Imported imported = bring(pc, quarter());
        CHECK(imported.faults.empty());
        CHECK(imported.left.size() + imported.reports.size() == 25);
        for (const json& report : quarter()["reports"]) {
            if (report["office"] == office) {
                CAPTURE(office);
                const Month month = *month_from_text(report["month"].get<std::string>());
                CHECK(exported(pc, month) == report);
                ++months;
            }
        }
    }
    CHECK(months == 25);
}

TEST_CASE("import: a row is one operation, and the month's own fields with its services another") {
    OfficePc pc;
    const Imported imported = bring(pc, april_of_4301());

    CHECK(imported.operations == april_of_4301()["activities"].size() + 1);
    CHECK(pc.operations() == imported.operations);
}

TEST_CASE("import: a file brought twice changes nothing") {
    OfficePc pc;
    (void)bring(pc, quarter());
    const std::uint64_t before = pc.operations();

    const Imported again = bring(pc, quarter());

    CHECK(again.operations == 0);
    CHECK(pc.operations() == before);
    CHECK(rows_with(again, Fate::equal) == before - again.reports.size());
    CHECK(again.reports.front().fields == Fate::equal);

    // With the ids of an export, too.
    json with_ids = exported(pc, april, true);
    CHECK(bring(pc, with_ids).operations == 0);
    CHECK(bring(pc, with_ids, {"somchai", true, false}).operations == 0);
}

TEST_CASE("import: two machines that import one file come to one month, without a question") {
    OfficePc north("4301", 1);
    OfficePc south("4301", 2);
    (void)bring(north, quarter());
    south.clock().pass(1000);
    (void)bring(south, quarter());

    meet(north, south);

    CHECK(north.store().report(april).entities.size() == south.store().report(april).entities.size());
    CHECK(exported(north, april) == april_of_4301());
    CHECK(exported(south, april) == april_of_4301());
    CHECK(open_questions(north.store()).empty());
    CHECK(bring(north, quarter()).operations == 0);
}

TEST_CASE("import: equal rows are as many as the file has") {
    json file = april_of_4301();
    file["activities"].push_back(file["activities"][0]);
    file["activities"].push_back(file["activities"][0]);
    OfficePc pc;
    (void)bring(pc, file);

    CHECK(exported(pc, april)["activities"].size() == april_of_4301()["activities"].size() + 2);
    CHECK(bring(pc, file).operations == 0);
}

TEST_CASE("import: another value is listed and not overwritten, unless it is to be replaced") {
    OfficePc pc;
    (void)bring(pc, april_of_4301());
    json other = april_of_4301();
    other["activities"][0]["participants"] = 92;
    other["activities"][0]["channels"].push_back({{"kind", "line"}, {"link", "https://line.me/x"}});
    other["reporter"]["name"] = "สมหญิง";

    const Imported listed = bring(pc, other);
    CHECK(listed.operations == 0);
    const ImportedRow& row = listed.reports[0].rows[0];
    CHECK(row.fate == Fate::differs);
    REQUIRE(row.differences.size() == 2);
    CHECK(row.differences[0].member == "participants");
    CHECK(row.differences[0].stands == "91");
    CHECK(row.differences[0].brought == "92");
    CHECK(row.differences[1].member == "channels");
    CHECK(row.differences[1].stands.empty());
    CHECK(row.differences[1].brought == "line: https://line.me/x");
    CHECK(listed.reports[0].fields == Fate::differs);
    CHECK(listed.reports[0].differences[0].member == "reporter.name");
    CHECK(exported(pc, april) == april_of_4301());

    const Imported replaced = bring(pc, other, {"somchai", true, false});
    CHECK(replaced.operations == 2);
    CHECK(exported(pc, april) == other);
    CHECK(bring(pc, other, {"somchai", true, false}).operations == 0);

    // And back: what the file lacks of a row's channels goes.
    CHECK(bring(pc, april_of_4301(), {"somchai", true, false}).operations == 2);
    CHECK(exported(pc, april) == april_of_4301());
}

TEST_CASE("import: a file has seen nothing, so what another machine wrote stands beside what it replaces") {
    OfficePc north("4301", 1);
    OfficePc south("4301", 2);
    (void)bring(north, april_of_4301());
    south.fetch_from(north);
    json other = april_of_4301();
    other["activities"][0]["participants"] = 92;
    south.clock().pass(1000);

    (void)bring(south, other, {"somsri", true, false});
    meet(north, south);

    REQUIRE(open_questions(north.store()).size() == 1);
    CHECK(open_questions(north.store())[0].conflict.answers.size() == 2);
    CHECK(bring(south, other, {"somsri", true, false}).operations == 0);
    CHECK(bring(north, april_of_4301(), {"somchai", true, false}).operations == 0);
}

TEST_CASE("import: what the office deleted is not brought back, and what the file lacks is not deleted") {
    OfficePc pc;
    (void)bring(pc, april_of_4301());
    const EntityId row = *row_called(pc.store().report(april), "1", pc.store().pack());
    REQUIRE(delete_row(pc.store(), april, row, {"somchai", Source::command, {}}));

    for (const bool replace : {false, true}) {
        const Imported again = bring(pc, april_of_4301(), {"somchai", replace, false});
        CHECK(again.operations == 0);
        CHECK(again.reports[0].rows[0].fate == Fate::deleted_here);
    }
    json fewer = april_of_4301();
    fewer["activities"] = json::array();
    CHECK(bring(pc, fewer, {"somchai", true, false}).operations == 0);
    CHECK(exported(pc, april)["activities"].size() == april_of_4301()["activities"].size() - 1);
}

TEST_CASE("import: one bad row keeps the whole file out, or itself alone, as one says") {
    json file = april_of_4301();
    file["activities"][1]["date"] = "30/02/2567";
    OfficePc pc;

    const Imported none = bring(pc, file);
    CHECK(none.refused);
    CHECK(none.operations == 0);
    CHECK(pc.operations() == 0);
    CHECK(lines(none.faults).starts_with("report 1 (4301, 2024-04), row 2, field date: "));

    const Imported rest = bring(pc, file, {"somchai", false, true});
    CHECK_FALSE(rest.refused);
    CHECK(rest.faults == none.faults);
    CHECK(rows_with(rest, Fate::added) == file["activities"].size() - 1);
    CHECK(exported(pc, april)["activities"].size() == file["activities"].size() - 1);

    // Mended, the file brings the row that was left out and no other.
    CHECK(bring(pc, april_of_4301()).operations == 1);
    CHECK(exported(pc, april) == april_of_4301());
}

TEST_CASE("import: faults that are only counted keep a whole file out as those do that are named") {
    OfficePc pc;
    json file = april_of_4301();
    // Another office's faults are its own to mend, and take all the room.
    json others = file;
    others["office"] = "4302";
    for (std::size_t i = 0; i < faults_kept_max; ++i) {
        others["activities"].push_back(-1);
    }
    file["activities"][1]["date"] = "30/02/2567";
    const std::string text = json{{"reports", {others, file}}}.dump();
    const ReadReports read = reports_from_json(text, pc.store().pack(), "4301");
    CHECK(read.faults_untold == 1);
    const Imported none = import_reports(pc.store(), read, {"somchai", false, false});
    CHECK(none.refused);
    CHECK(none.faults_untold == 1);
    CHECK(pc.operations() == 0);
}

TEST_CASE("import: a row too large for one operation is a fault that names it") {
    json file = april_of_4301();
    file["activities"][2]["channels"] = json::array();
    for (int i = 0; i < 400; ++i) {
        file["activities"][2]["channels"].push_back(
            {{"kind", "line"}, {"link", "https://line.me/" + std::to_string(i)}});
    }
    OfficePc pc;

    const Imported none = bring(pc, file);
    CHECK(none.refused);
    CHECK(pc.operations() == 0);
    CHECK(lines(none.faults).starts_with("report 1 (4301, 2024-04), row 3: "));
    CHECK(rows_with(bring(pc, file, {"somchai", false, true}), Fate::added) == 2);
}

TEST_CASE("import: another office's reports are left and said, and their faults stop nothing") {
    json file = quarter();
    for (json& report : file["reports"]) {
        if (report["office"] == "4305") {
            report["activities"][0]["participants"] = -1;
        }
    }
    OfficePc pc;
    const Imported imported = bring(pc, file);
    CHECK(imported.faults.empty());
    CHECK(imported.reports.size() == 2);
    CHECK(imported.left.size() == 23);
    CHECK(imported.left[0].office == "4305");
}

TEST_CASE("import: an approved month takes the same file, and nothing new") {
    OfficePc pc;
    (void)bring(pc, april_of_4301());
    const Submitted submitted = *submit(pc.store(), april, {"", "", "somchai"});
    pc.hear_from_server({EntityKind::decision, {}, 0}, {{"decision", "approved"}}, {"click-chumchon", april},
                        {name_of(submitted.saved->id)});

    CHECK(bring(pc, april_of_4301()).faults.empty());
    json more = april_of_4301();
    more["activities"].push_back({{"date", "2024-04-30"}, {"activity", "ประชุม"}});
    const Imported refused = bring(pc, more);
    CHECK(refused.refused);
    CHECK(lines(refused.faults).starts_with("report 1 (4301, 2024-04): Not saved; what was there is safe."));
    CHECK(exported(pc, april) == april_of_4301());
}

TEST_CASE("import: a second mission's months come and go by its pack alone") {
    OfficePc pc("4001", 1, "waste-bank");
    pc.hear_from_server({EntityKind::pack, *entity_named("waste-bank"), 0},
                        {{"json", golden_text("second-mission.json")}, {"version", std::int64_t{3}}});
    const json report =
        json::parse(R"({"office": "4001", "month": "2024-10", "reporter": "สมชาย", "villages": 12,
        "weighings": [{"day": "2024-10-03", "village": "บ้านโนน", "kilograms": 120, "members": 30,
                       "photos": ["a.jpg", "b.jpg"], "cancelled": false},
                      {"day": "2024-10-20", "village": "บ้านโนน", "kilograms": 80, "photos": []}]})");

    const Imported imported = bring(pc, report);

    CHECK(lines(imported.faults).empty());
    CHECK(imported.operations == 3);
    CHECK(exported(pc, {2024, 10}) == report);
    CHECK(bring(pc, report).operations == 0);
    CHECK(month_view(pc.store(), {2024, 10}).grade.fact("kilograms")->value == 200);
}
