// A month on the desk's pages: typed, kept, shown again.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "agent/recorder.h"
#include "tests/agent/desk_pages.h"

using namespace phirap;
using namespace phirap::agent;
using namespace phirap::testing;
using nlohmann::json;

namespace {

const std::string april = "/api/month/2024-04";

json field(const std::string& key, const std::string& typed, const std::string& as_of = "") {
    return {{"key", key}, {"typed", typed}, {"as_of", as_of}};
}

json row(int number, const std::vector<json>& fields) {
    return {{"row", drawn_id(number)}, {"fields", fields}};
}

const json& field_in(const json& fields, const std::string& key) {
    for (const json& each : fields) {
        if (each["key"] == key) {
            return each;
        }
    }
    FAIL("no field ", key);
    return fields;
}

std::string value_in(const json& month, std::size_t at, const std::string& key) {
    return field_in(month["rows"][at]["fields"], key)["value"];
}

std::string faults_in(const json& reply) {
    std::string faults;
    for (const json& fault : reply["faults"]) {
        faults += fault["member"].get<std::string>() + "=" + fault["key"].get<std::string>() + " ";
    }
    return faults;
}

}  // namespace

TEST_CASE("desk: a row is begun with one field, and grows a field at a time") {
    OfficePc pc;
    DeskPages desk(pc);

    json reply = desk.post(april + "/row", row(1, {field("activity", "ประชุม")}));
    CHECK(reply["changed"] == true);
    CHECK(reply["faults"].empty());
    CHECK(desk.saved == 1);
    const std::string as_of = reply["month"]["as_of"];
    reply = desk.post(april + "/row",
                      row(1, {field("participants", "๑,๒๕๐", as_of), field("date", "๑๐ เม.ย. ๒๕๖๗", as_of)}));

    const json month = desk.get(april);
    CHECK(reply["month"] == month);
    REQUIRE(month["rows"].size() == 1);
    CHECK(value_in(month, 0, "activity") == "ประชุม");
    CHECK(value_in(month, 0, "participants") == "1250");
    CHECK(field_in(month["rows"][0]["fields"], "participants")["shown"] == "1,250");
    CHECK(value_in(month, 0, "date") == "2024-04-10");
    CHECK(month["rows"][0]["id"] == drawn_id(1));
    CHECK(month["rows"][0]["counts"] == true);
    CHECK(month["state"] == "draft");
    CHECK(pc.operations() == 2);
}

TEST_CASE("desk: rows stand by date, and one that has none yet stands last, where it was begun") {
    OfficePc pc;
    DeskPages desk(pc);
    CHECK(desk.post(april + "/row",
                    row(1, {field("activity", "ประชุม"), field("date", "20/4/2567")}))["changed"] == true);
    CHECK(desk.post(april + "/row", row(2, {field("activity", "ยังไม่มีวันที่")}))["changed"] == true);
    CHECK(desk.post(april + "/row",
                    row(3, {field("activity", "อบรม"), field("date", "10/4/2567")}))["changed"] == true);

    const json month = desk.get(april);

    REQUIRE(month["rows"].size() == 3);
    CHECK(month["rows"][0]["id"] == drawn_id(3));
    CHECK(month["rows"][1]["id"] == drawn_id(1));
    CHECK(month["rows"][2]["id"] == drawn_id(2));
}

TEST_CASE("desk: a save whose answer was lost is repeated, and saved once") {
    OfficePc pc;
    DeskPages desk(pc);
    json typed = row(1, {field("activity", "ประชุม"), field("participants", "14")});
    typed["channels"] = {{"list", json::array({{{"kind", "line"}, {"link", "https://line.me/x"}}})},
                         {"as_of", ""}};

    const json first = desk.post(april + "/row", typed);
    const json again = desk.post(april + "/row", typed);

    CHECK(first["faults"].empty());
    CHECK(again["faults"].empty());
    CHECK(again["changed"] == false);
    CHECK(again["month"] == first["month"]);
    CHECK(pc.operations() == 1);
    CHECK(desk.saved == 1);
}

TEST_CASE("desk: of two windows on one field the second is told, and what else it typed is saved") {
    OfficePc pc;
    DeskPages desk(pc);
    const json begun =
        desk.post(april + "/row", row(1, {field("activity", "ประชุม"), field("participants", "14")}));
    const std::string as_of = begun["month"]["as_of"];
    REQUIRE(desk.post(april + "/row", row(1, {field("participants", "41", as_of)}))["faults"].empty());

    const json late = desk.post(april + "/row",
                                row(1, {field("participants", "17", as_of), field("place", "ศาลา", as_of)}));

    CHECK(faults_in(late) == "participants=stale_field ");
    CHECK(late["faults"][0]["message"].get<std::string>().find("Participants") != std::string::npos);
    CHECK(value_in(late["month"], 0, "participants") == "41");
    CHECK(value_in(late["month"], 0, "place") == "ศาลา");

    const json now = desk.post(april + "/row", row(1, {field("participants", "17", late["month"]["as_of"])}));
    CHECK(now["faults"].empty());
    CHECK(value_in(now["month"], 0, "participants") == "17");
}

TEST_CASE("desk: a page that waited since before another PC's answer came overwrites nothing unseen") {
    OfficePc north("4301", 1);
    OfficePc south("4301", 2);
    DeskPages desk(south);
    DeskPages other(north);
    const json begun = desk.post(april + "/row", row(1, {field("participants", "14")}));
    const std::string waited = begun["month"]["as_of"];
    meet(north, south);
    REQUIRE(other.post(april + "/row", row(1, {field("participants", "41", waited)}))["faults"].empty());
    meet(north, south);

    const json saved = desk.post(april + "/row", row(1, {field("participants", "17", waited)}));

    CHECK(saved["faults"].empty());
    REQUIRE(saved["month"]["questions"].size() == 1);
    CHECK(saved["month"]["questions"][0]["answers"].size() == 2);
    CHECK(field_in(saved["month"]["rows"][0]["fields"], "participants")["conflict"] ==
          saved["month"]["questions"][0]["key"]);
}

TEST_CASE("desk: what cannot be read stays as it was typed, is shown again, and counts for nothing") {
    OfficePc pc;
    DeskPages desk(pc);
    json reply =
        desk.post(april + "/row", row(1, {field("downloads", "ราว 20"), field("activity", "ประชุม")}));
    CHECK(faults_in(reply) == "downloads=number_unreadable ");
    const json shown = field_in(desk.get(april)["rows"][0]["fields"], "downloads");
    CHECK(shown["typed"] == "ราว 20");
    CHECK(shown["value"] == "");
    CHECK_FALSE(shown["fault"].is_null());

    SUBCASE("until it can be read") {
        reply = desk.post(april + "/row", row(1, {field("downloads", "20", reply["month"]["as_of"])}));
        const json now = field_in(reply["month"]["rows"][0]["fields"], "downloads");
        CHECK(now["value"] == "20");
        CHECK(now["typed"].is_null());
        CHECK(now["fault"].is_null());
    }
    SUBCASE("until the row is deleted") {
        const json deleted =
            desk.post(april + "/delete", {{"row", drawn_id(1)}, {"as_of", reply["month"]["as_of"]}});
        const json kept =
            desk.post(april + "/keep", {{"row", drawn_id(1)}, {"as_of", deleted["month"]["as_of"]}});
        REQUIRE(kept["month"]["rows"].size() == 1);
        CHECK(field_in(kept["month"]["rows"][0]["fields"], "downloads")["typed"].is_null());
    }
    SUBCASE("and a row of nothing else is shown too") {
        const json lone = desk.post(april + "/row", row(2, {field("downloads", "มาก")}));
        CHECK(lone["changed"] == false);
        REQUIRE(lone["month"]["rows"].size() == 2);
        CHECK(lone["month"]["rows"][1]["id"] == drawn_id(2));
        CHECK(field_in(lone["month"]["rows"][1]["fields"], "downloads")["typed"] == "มาก");
    }
}

TEST_CASE("desk: a row dated outside its month is kept, named, and counts for nothing") {
    OfficePc pc;
    DeskPages desk(pc);
    const json reply =
        desk.post(april + "/row", row(1, {field("date", "1/5/2567"), field("activity", "ประชุม")}));
    CHECK(reply["faults"].empty());
    CHECK(reply["month"]["rows"][0]["counts"] == false);
    CHECK(value_in(reply["month"], 0, "date") == "2024-05-01");
    CHECK_FALSE(field_in(reply["month"]["rows"][0]["fields"], "date")["fault"].is_null());
}

TEST_CASE("desk: a delete is undone, whoever repeats either") {
    OfficePc pc;
    DeskPages desk(pc);
    json reply = desk.post(april + "/row", row(1, {field("activity", "ประชุม")}));
    const json place = {{"row", drawn_id(1)}, {"as_of", reply["month"]["as_of"]}};

    reply = desk.post(april + "/delete", place);
    CHECK(reply["month"]["rows"].empty());
    CHECK(reply["month"]["deleted"][0]["words"] == "ประชุม");
    CHECK(desk.post(april + "/delete", place)["changed"] == false);
    CHECK(faults_in(desk.post(april + "/row", row(1, {field("place", "ศาลา")}))) == "row=row_deleted ");

    reply = desk.post(april + "/keep", {{"row", drawn_id(1)}, {"as_of", reply["month"]["as_of"]}});
    CHECK(reply["month"]["rows"].size() == 1);
    CHECK(reply["month"]["deleted"].empty());
    CHECK(desk.post(april + "/keep", place)["changed"] == false);
    CHECK(pc.operations() == 3);
}

TEST_CASE("desk: what another window changed is not deleted unseen") {
    OfficePc pc;
    DeskPages desk(pc);
    const json begun = desk.post(april + "/row", row(1, {field("activity", "ประชุม")}));
    const std::string as_of = begun["month"]["as_of"];
    REQUIRE(desk.post(april + "/row", row(1, {field("place", "ศาลา", as_of)}))["changed"] == true);

    const json reply = desk.post(april + "/delete", {{"row", drawn_id(1)}, {"as_of", as_of}});

    CHECK(faults_in(reply) == "row=stale_entity ");
    CHECK(reply["month"]["rows"].size() == 1);
}

TEST_CASE("desk: a preview says what the grade would be, and writes nothing") {
    OfficePc pc;
    DeskPages desk(pc);
    const json begun =
        desk.post(april + "/row", row(1, {field("date", "2024-04-10"), field("activity", "ประชุม")}));
    const json before = desk.get(april);
    const std::map<std::string, std::string> files = pc.files();

    json typed = row(1, {field("downloads", "200", before["as_of"]), field("participants", "x")});
    const json preview = desk.post(april + "/preview", typed);

    CHECK(preview["grade"]["criteria"][4]["met"] == true);
    CHECK(preview["grade"]["criteria"][4]["rows"] == json::array({1}));
    CHECK(before["grade"]["criteria"][4]["met"] == false);
    CHECK(faults_in(preview) == "participants=number_unreadable ");
    CHECK(pc.files() == files);
    CHECK(desk.get(april) == before);
    CHECK(desk.saved == 1);
}

TEST_CASE("desk: the month's own fields and ticks are saved as a row is") {
    OfficePc pc;
    DeskPages desk(pc);
    const json typed = {
        {"fields", json::array({field("reporter", "สมชาย")})},
        {"services", json::array({{{"key", "shop"}, {"tick", "correct"}, {"value", true}, {"as_of", ""}}})}};
    json reply = desk.post(april + "/fields", typed);
    CHECK(reply["faults"].empty());
    CHECK(field_in(reply["month"]["fields"], "reporter")["value"] == "สมชาย");
    CHECK(reply["month"]["services"][0]["ticks"]["correct"] == true);
    CHECK(desk.post(april + "/fields", typed)["changed"] == false);

    json wrong = typed;
    wrong["services"][0]["key"] = "shopp";
    wrong["fields"][0]["key"] = "colour";
    CHECK(faults_in(desk.post(april + "/fields", wrong)) ==
          "colour=field_unknown services/shopp/correct=field_unknown ");
}

TEST_CASE("desk: a new row begins as another one, without what was of that day alone") {
    OfficePc pc;
    DeskPages desk(pc);
    json typed = row(1, {field("date", "2024-04-10"), field("activity", "ประชุม"), field("downloads", "20")});
    typed["channels"] = {{"list", json::array({{{"kind", "line"}, {"link", "https://line.me/x"}}})},
                         {"as_of", ""}};
    REQUIRE(desk.post(april + "/row", typed)["faults"].empty());

    const json reply =
        desk.post("/api/month/2024-05/copy",
                  {{"from", {{"month", "2024-04"}, {"row", drawn_id(1)}}}, {"row", drawn_id(2)}});

    REQUIRE(reply["month"]["rows"].size() == 1);
    CHECK(value_in(reply["month"], 0, "activity") == "ประชุม");
    CHECK(value_in(reply["month"], 0, "date") == "");
    CHECK(value_in(reply["month"], 0, "downloads") == "");
    CHECK(reply["month"]["rows"][0]["channels"][0]["kind"] == "line");
    CHECK(reply["month"]["rows"][0]["channels"][0]["link"] == "");
}

TEST_CASE("desk: what is not there, or cannot be read, is refused with a sentence") {
    OfficePc pc;
    DeskPages desk(pc);
    CHECK(desk.ask("GET", "/api/nothing").status == 404);
    CHECK(desk.ask("GET", "/api/month/2024-13").status == 404);
    CHECK(desk.ask("DELETE", "/api/month/2024-04").status == 405);
    CHECK(desk.ask("POST", april + "/row", "{").status == 400);
    CHECK(desk.ask("POST", april + "/row", std::string(2000, '[')).status == 400);
    CHECK(desk.ask("POST", april + "/row", R"({"row": "shop", "fields": []})").status == 400);
    CHECK(faults_in(desk.post(april + "/row", {{"row", "018f2c3e-7b4a-4cc2-9d11-3f6f0c2a9b01"},
                                               {"fields", json::array({field("activity", "x")})}})) ==
          "row=row_unknown ");
    CHECK(desk.get("/api/nothing")["error"]["message"].get<std::string>().find("safe") != std::string::npos);
    CHECK(pc.operations() == 0);
}

TEST_CASE("desk: the line that is always visible, the months and the words") {
    OfficePc pc;
    DeskPages desk(pc);
    REQUIRE(desk.post(april + "/row", row(1, {field("activity", "ประชุม")}))["changed"] == true);
    const json where = desk.get("/api/where");
    CHECK(where["state"] == "waiting");
    CHECK(where["waiting"] == 1);
    CHECK(where["office"] == "4301");
    CHECK(where["conflicts"] == 0);

    const json months = desk.get("/api/months");
    CHECK(months["months"].back()["month"] == "2024-04");
    CHECK(months["months"].back()["rows"] == 1);
    CHECK(months["months"].front()["month"] >= months["current"]);
    CHECK(desk.get("/api/words")["words"]["desk_row_without_words"] == "A row without words yet");
}
