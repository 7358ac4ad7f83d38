#include <doctest/doctest.h>

#include <algorithm>

#include "agent/cli/import_pictures.h"
#include "agent/importing.h"
#include "agent/month_view.h"
#include "agent/recorder.h"
#include "tests/agent/office_pc.h"

using namespace phirap;
using namespace phirap::agent;
using namespace phirap::testing;

namespace {

constexpr Month april{2024, 4};
const Saver somchai{"somchai", Source::command, std::nullopt};

Evidence picture(const std::string& name, const std::string& content,
                 const std::string& role = "activity_photo") {
    return {role,
            name,
            sha256_of(bytes_of(content + " to look at")),
            sha256_of(bytes_of(content + " small")),
            sha256_of(bytes_of(content)),
            "2024-04-22T09:15:00",
            0x8000000000000001U};
}

EntityId record_row(OfficePc& pc) {
    FormRow row;
    put_field(row.fields, "date", "2024-04-22");
    put_field(row.fields, "activity", "อบรม");
    put_field(row.fields, "place", "วัด");
    return save_row(pc.store(), april, row, somchai)->row;
}

Result<SavedEntry> attach(OfficePc& pc, const EntityId& row, const std::vector<Evidence>& pictures,
                          const std::string& channel = "") {
    return attach_pictures(pc.store(), april, row, pictures, channel, somchai);
}

std::vector<Evidence> attached(OfficePc& pc) {
    std::vector<Evidence> all;
    const Report report = pc.store().report(april);
    for (const EntityState* state : report.visible(EntityKind::evidence)) {
        all.push_back(evidence_of(*state));
    }
    std::ranges::sort(all, {},
                      [](const Evidence& evidence) { return std::pair(evidence.name, evidence.role); });
    return all;
}

std::string a_file(const std::string& photos) {
    return R"({"reports": [{"office": "4301", "month": "2024-04", "activities": [{"date": "2024-04-22",
        "activity": "อบรม", "place": "วัด", "photos": )" +
           photos + R"(, "channels": [{"kind": "line", "capture": "line.png"}]}]}]})";
}

Imported bring(OfficePc& pc, const std::string& file, const Pictures& pictures, bool replace = false) {
    ReadReports read = reports_from_json(file, pc.store().pack(), "4301");
    (void)fill_pictures(read, pictures);
    return import_reports(pc.store(), read, {"somchai", replace, false});
}

}  // namespace

TEST_CASE("attach: a picture joins its row and those that are there; the same again changes nothing") {
    OfficePc pc;
    const EntityId row = record_row(pc);
    REQUIRE(attach(pc, row, {picture("a.jpg", "a")})->saved);
    REQUIRE(attach(pc, row, {picture("b.jpg", "b"), picture("a.jpg", "a", "official_photo")})->saved);
    const std::uint64_t operations = pc.operations();

    CHECK_FALSE(attach(pc, row, {picture("b again.jpg", "b"), picture("a.jpg", "a")})->saved);
    CHECK(pc.operations() == operations);
    CHECK(attached(pc) ==
          std::vector{picture("a.jpg", "a"), picture("a.jpg", "a", "official_photo"), picture("b.jpg", "b")});
}

TEST_CASE("attach: another picture of the same name stands beside the first") {
    OfficePc pc;
    const EntityId row = record_row(pc);
    REQUIRE(attach(pc, row, {picture("a.jpg", "one")}));
    REQUIRE(attach(pc, row, {picture("a.jpg", "other")}));
    CHECK(attached(pc).size() == 2);
}

TEST_CASE("attach: two machines that attach one file to a row attach it once") {
    OfficePc one("4301", 1);
    OfficePc other("4301", 2);
    const EntityId row = record_row(one);
    meet(one, other);
    REQUIRE(attach(one, row, {picture("a.jpg", "a")}));
    REQUIRE(attach(other, row, {picture("a.jpg", "a")}));
    meet(one, other);
    CHECK(attached(one) == std::vector{picture("a.jpg", "a")});
    CHECK(attached(other) == attached(one));
    CHECK(conflicts(one.store().report(april)).empty());
}

TEST_CASE("attach: a capture becomes its channel's proof, which is made where there is none") {
    OfficePc pc;
    const EntityId row = record_row(pc);
    REQUIRE(attach(pc, row, {picture("line.png", "line", "capture")}, "line"));
    const MonthView view = month_view(pc.store(), april);
    REQUIRE(view.form.rows[0].channels->size() == 1);
    CHECK(to_text(view.form.rows[0].channels->front()) == "line: line.png");
    CHECK(view.grade.fact("publicity_channels")->value == 1);

    REQUIRE(attach(pc, row, {picture("better.png", "better", "capture")}, "line"));
    const MonthView later = month_view(pc.store(), april);
    REQUIRE(later.form.rows[0].channels->size() == 1);
    CHECK(to_text(later.form.rows[0].channels->front()) == "line: better.png");
}

TEST_CASE("attach: a capture whose file is there under another name is its channel's proof by that name") {
    OfficePc pc;
    const EntityId row = record_row(pc);
    REQUIRE(attach(pc, row, {picture("line.png", "screen", "capture")}, "line"));

    REQUIRE(attach(pc, row, {picture("copy of line.png", "screen", "capture")}, "facebook"));

    const MonthView view = month_view(pc.store(), april);
    REQUIRE(view.form.rows[0].channels->size() == 2);
    CHECK(to_text(view.form.rows[0].channels->back()) == "facebook: line.png");
    CHECK(attached(pc).size() == 1);
}

TEST_CASE("attach: to a row that is not there or was deleted is refused") {
    OfficePc pc;
    const EntityId row = record_row(pc);
    CHECK(attach(pc, uuid_v7(1, {}), {picture("a.jpg", "a")}).error().key == "row_unknown");
    REQUIRE(delete_row(pc.store(), april, row, somchai));
    CHECK(attach(pc, row, {picture("a.jpg", "a")}).error().key == "row_deleted");
}

TEST_CASE("import: pictures that are found are attached, the others stay names until they are") {
    OfficePc pc;
    const std::string file = a_file(R"(["a.jpg", "b.jpg"])");
    const Pictures some = {{"a.jpg", picture("a.jpg", "a", "")},
                           {"b.jpg", fail(ErrorKind::bad_input, "picture_broken", {{"file", "b.jpg"}})}};
    REQUIRE(bring(pc, file, some).operations == 1);
    CHECK(attached(pc) ==
          std::vector{picture("a.jpg", "a"), Evidence{"activity_photo", "b.jpg", {}, {}, {}, {}, {}}});

    const Imported nothing = bring(pc, file, {});
    CHECK(nothing.operations == 0);
    CHECK(nothing.reports[0].rows[0].fate == Fate::equal);

    const Pictures all = {{"a.jpg", picture("a.jpg", "a", "")},
                          {"b.jpg", picture("b.jpg", "b", "")},
                          {"line.png", picture("line.png", "line", "")}};
    const Imported filled = bring(pc, file, all);
    CHECK(filled.operations == 1);
    CHECK(attached(pc) ==
          std::vector{picture("a.jpg", "a"), picture("b.jpg", "b"), picture("line.png", "line", "capture")});
    CHECK(bring(pc, file, all).operations == 0);
}

TEST_CASE(
    "import: another file under the name that is attached is a difference, and replaced only when told") {
    OfficePc pc;
    const std::string file = a_file(R"(["a.jpg"])");
    REQUIRE(bring(pc, file, {{"a.jpg", picture("a.jpg", "one", "")}}).operations == 1);

    const Imported listed = bring(pc, file, {{"a.jpg", picture("a.jpg", "other", "")}});
    CHECK(listed.reports[0].rows[0].fate == Fate::differs);
    CHECK(attached(pc) == std::vector{picture("a.jpg", "one")});
    REQUIRE(bring(pc, file, {{"a.jpg", picture("a.jpg", "other", "")}}, true).operations == 1);
    CHECK(attached(pc) == std::vector{picture("a.jpg", "other")});
}

TEST_CASE("import, export: names of pictures come back as they went in, attached or not") {
    OfficePc pc;
    REQUIRE(bring(pc, a_file(R"(["a.jpg", "b.jpg"])"), {{"a.jpg", picture("a.jpg", "a", "")}}).operations ==
            1);
    const MonthView view = month_view(pc.store(), april);
    const std::string exported = reports_to_json({view.form}, view.pack, true);
    std::string tight = exported;
    std::erase_if(tight, [](char c) { return c == ' ' || c == '\n'; });
    CHECK(tight.find(R"("photos":["a.jpg","b.jpg"])") != tight.npos);
    CHECK(tight.find(R"({"kind":"line","capture":"line.png"})") != tight.npos);
    CHECK(bring(pc, exported, {}).operations == 0);
    CHECK(bring(pc, month_json(view, Language::thai), {}).operations == 0);
}
