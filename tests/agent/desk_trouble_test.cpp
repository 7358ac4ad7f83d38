// The desk when something is amiss: two PCs that answered differently, text that means harm, a disk that is
// full.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <nlohmann/json.hpp>

#include "agent/schema.h"
#include "shared/host/migrations.h"
#include "tests/agent/desk_pages.h"
#include "tests/support/memory_vfs.h"

using namespace phirap;
using namespace phirap::agent;
using namespace phirap::testing;
using nlohmann::json;

namespace {

const std::string april = "/api/month/2024-04";

json row(int number, const std::vector<std::pair<std::string, std::string>>& typed,
         const std::string& as_of = "") {
    json fields = json::array();
    for (const auto& [key, text] : typed) {
        fields.push_back({{"key", key}, {"typed", text}, {"as_of", as_of}});
    }
    return {{"row", drawn_id(number)}, {"fields", fields}};
}

std::string value_of(const json& month, const std::string& key) {
    for (const json& field : month["rows"][0]["fields"]) {
        if (field["key"] == key) {
            return field["value"];
        }
    }
    return "no such field";
}

// Two PCs that gave different answers to one field, and have met since.
struct TwoDesks {
    OfficePc north{"4301", 1};
    OfficePc south{"4301", 2};
    DeskPages desk{north};
    DeskPages other{south};

    TwoDesks() {
        const json begun = desk.post(april + "/row", row(1, {{"participants", "14"}, {"activity", "ประชุม"}}));
        const std::string as_of = begun["month"]["as_of"];
        meet(north, south);
        south.clock().pass(1000);
        REQUIRE(desk.post(april + "/row", row(1, {{"participants", "41"}}, as_of))["changed"] == true);
        REQUIRE(other.post(april + "/row", row(1, {{"participants", "17"}}, as_of))["changed"] == true);
        meet(north, south);
    }
};

// A PC whose disk is in the test's hand.
struct SmallPc {
    explicit SmallPc(const Schema& version = schema())
        : chance(7), disk("desk-disk", chance), key(SigningKey::Seed{1, 2, 3}) {
        database = std::make_unique<Database>("/pc/agent.db", DatabaseOptions{.vfs = disk.name()});
        REQUIRE(migrate(*database, version).has_value());
        EnrolmentCode code;
        code.server_key = SigningKey(SigningKey::Seed{9}).public_key();
        code.office = "4301";
        code.url = "http://127.0.0.1:1";
        code.mission = "click-chumchon";
        AgentStore::enrol(*database, code, key, "a PC", chance);
        store = std::make_unique<AgentStore>(*database, key, clock, chance);
    }
    SeededChance chance;
    MemoryVfs disk;
    SigningKey key;
    SetClock clock;
    std::unique_ptr<Database> database;
    std::unique_ptr<AgentStore> store;
};

}  // namespace

TEST_CASE("desk: two answers stand side by side until a person chooses one, or gives a third") {
    TwoDesks office;
    const json questions = office.desk.get("/api/conflicts")["questions"];
    REQUIRE(questions.size() == 1);
    const json& question = questions[0];
    CHECK(question["label"] == "Participants");
    CHECK(question["row_number"] == 1);
    CHECK(question["answers"][0]["ours"] == true);
    CHECK(question["answers"][1]["ours"] == false);
    CHECK(office.desk.get("/api/where")["conflicts"] == 1);
    const std::string settle = april + "/settle";

    SUBCASE("one of them") {
        const json reply = office.desk.post(settle, {{"question", question["key"]}, {"choose", 1}});
        CHECK(reply["month"]["questions"].empty());
        CHECK(value_of(reply["month"], "participants") == "41");
    }
    SUBCASE("a third") {
        const json reply = office.desk.post(settle, {{"question", question["key"]}, {"value", "๒๕"}});
        CHECK(value_of(reply["month"], "participants") == "25");
        meet(office.north, office.south);
        CHECK(value_of(office.other.get(april), "participants") == "25");
        CHECK(office.other.get("/api/conflicts")["questions"].empty());
    }
    SUBCASE("nothing that cannot be read, and nothing that is not asked any more") {
        CHECK(office.desk.post(settle, {{"question", question["key"]},
                                        {"value", "มาก"}})["faults"][0]["key"] == "number_unreadable");
        REQUIRE(office.desk.post(settle, {{"question", question["key"]}, {"choose", 2}})["changed"] == true);
        const json late = office.desk.post(settle, {{"question", question["key"]}, {"choose", 1}});
        CHECK(late["faults"][0]["key"] == "question_unknown");
        CHECK(value_of(late["month"], "participants") == "17");
    }
}

TEST_CASE("desk: a row deleted here and changed there is shown until a person keeps or deletes it") {
    OfficePc north("4301", 1);
    OfficePc south("4301", 2);
    DeskPages desk(north);
    DeskPages other(south);
    const json begun = desk.post(april + "/row", row(1, {{"activity", "ประชุม"}}));
    const std::string as_of = begun["month"]["as_of"];
    meet(north, south);
    REQUIRE(desk.post(april + "/delete", {{"row", drawn_id(1)}, {"as_of", as_of}})["changed"] == true);
    REQUIRE(other.post(april + "/row", row(1, {{"place", "ศาลา"}}, as_of))["changed"] == true);
    meet(north, south);

    const json month = desk.get(april);
    REQUIRE(month["rows"].size() == 1);
    const json question = month["questions"][0];
    CHECK(month["rows"][0]["edited_after_delete"] == question["key"]);
    CHECK(question["kind"] == "edited_after_delete");
    CHECK(question["answers"][0]["what"] == "deleted");
    CHECK(question["answers"][1]["what"] == "edited");
    const bool keep = question["key"].get<std::string>().front() % 2 == 0;
    const json reply =
        desk.post(april + "/settle", {{"question", question["key"]}, {keep ? "keep" : "remove", true}});
    CHECK(reply["month"]["questions"].empty());
    CHECK(reply["month"]["rows"].size() == (keep ? 1 : 0));
}

TEST_CASE("desk: text that means harm comes back byte for byte, and is only text") {
    OfficePc pc;
    DeskPages desk(pc);
    const std::string texts[] = {"<script>alert(1)</script>",
                                 "\"><img src=x onerror=alert(1)>",
                                 "</textarea><svg/onload=alert(1)>",
                                 "'; DROP TABLE operation; --",
                                 "{{constructor}}",
                                 "${7*7}",
                                 "\xe2\x80\xae"
                                 "abc",
                                 "a\xe2\x80\x8b"
                                 "b\xef\xbb\xbf",
                                 "\xd8\xa7\xd9\x84\xd8\xb9",
                                 "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac",
                                 "บ\xe0\xb9\x89\xe0\xb9\x89\xe0\xb9\x89\xe0\xb9\x89",
                                 "line\nline\ttab",
                                 "\\u0000\\\"",
                                 "null",
                                 std::string(900, 'w'),
                                 " ",
                                 "\xed\x9f\xbf\xef\xbf\xbd",
                                 "javascript:alert(1)"};
    std::string as_of;
    for (const std::string& text : texts) {
        CAPTURE(text);
        const json reply =
            desk.post(april + "/row", row(1, {{"activity", text}, {"downloads", text}}, as_of));
        REQUIRE(reply["faults"].size() == (text == " " ? 0 : 1));  // the number
        as_of = reply["month"]["as_of"];
        const json month = desk.get(april);
        CHECK(value_of(month, "activity") == text);
        CHECK(value_of(month, "downloads") == "");
        const json& typed = month["rows"][0]["fields"][4]["typed"];
        CHECK((text == " " ? typed.is_null() : typed == text));
    }
    const json lines = desk.post(april + "/row", row(1, {{"activity", "a\r\nb\rc"}}, as_of));
    CHECK(value_of(lines["month"], "activity") == "a\nb\nc");
    as_of = lines["month"]["as_of"];
    const json refused = desk.post(april + "/row", row(1, {{"activity", std::string("a\0b", 3)}}, as_of));
    CHECK(refused["faults"][0]["key"] == "entry_nul");
    CHECK(desk.ask("POST", april + "/row", "{\"row\": \"\xff\xfe\"}").status == 400);
}

TEST_CASE("desk: on a full disk a save says what became of the work, and is made when there is room") {
    SmallPc pc;
    DeskPages desk(*pc.store, pc.clock);
    const json begun = desk.post(april + "/row", row(1, {{"activity", "ประชุม"}}));
    const std::string as_of = begun["month"]["as_of"];
    pc.disk.fail(DiskOperation::write, 1, SQLITE_FULL, true);

    const json typed = row(1, {{"place", "ศาลา"}}, as_of);
    const DeskReply refused = desk.ask("POST", april + "/row", typed.dump());
    CHECK(refused.status == 507);
    CHECK(json::parse(refused.body)["error"]["key"] == "store_disk_full");
    CHECK(json::parse(refused.body)["error"]["message"].get<std::string>().find("was not saved") !=
          std::string::npos);
    CHECK(desk.saved == 1);
    CHECK(value_of(desk.get(april), "place") == "");

    pc.disk.stop_failing();
    CHECK(value_of(desk.post(april + "/row", typed)["month"], "place") == "ศาลา");
}

TEST_CASE("desk: a store that the program wrote before there was a desk keeps all it has, and takes drafts") {
    const Schema before_the_desk{schema().application_id, schema().migrations.first(2)};
    SmallPc pc(before_the_desk);
    OperationBody body;
    body.scope = {"click-chumchon", Month{2024, 4}};
    body.changes = {
        {ChangeKind::set, {EntityKind::row, *entity_from_text(drawn_id(1)), 0}, {{"activity", "ประชุม"}}}};
    REQUIRE(pc.store->save(body));

    REQUIRE(migrate(*pc.database, schema()).has_value());

    DeskPages desk(*pc.store, pc.clock);
    const json month = desk.get(april);
    CHECK(value_of(month, "activity") == "ประชุม");
    const json reply = desk.post(april + "/row", row(1, {{"downloads", "มาก"}}, month["as_of"]));
    CHECK(reply["month"]["rows"][0]["fields"][4]["typed"] == "มาก");
}

TEST_CASE("desk: where it stands, send now and the bundle speak as the command line does") {
    OfficePc pc;
    DeskPages desk(pc);
    REQUIRE(desk.post(april + "/row", row(1, {{"activity", "ประชุม"}}))["changed"] == true);
    const json standing = desk.get("/api/standing");
    CHECK(standing["reports"][0]["month"] == "2024-04");
    CHECK(standing["waiting"] == 1);
    CHECK(standing["lines"].size() > 3);
    desk.parts().contact = [] {
        Contact contact;
        contact.ending = Ending::unreachable;
        return contact;
    };
    const json sent = desk.post("/api/send", json::object());
    CHECK(sent["message"].get<std::string>().find("cannot be reached") != std::string::npos);
    CHECK(sent["where"]["waiting"] == 1);

    const DeskReply bundle = desk.ask("POST", "/api/bundle");
    CHECK(bundle.type == "application/octet-stream");
    CHECK(bundle.body.size() > 100);
    CHECK(desk.ask("POST", "/api/bundle/import", "no bundle").status == 400);
    desk.parts().demo = true;
    CHECK(desk.ask("POST", "/api/send").status == 409);
    CHECK(desk.ask("POST", "/api/bundle").status == 409);
}

TEST_CASE("desk: who records here is set on this PC, and stands in what is saved from then on") {
    OfficePc pc;
    DeskPages desk(pc);
    CHECK(desk.get("/api/where")["author"] == "a PC");
    CHECK(desk.post("/api/author", {{"author", "สมหญิง"}})["author"] == "สมหญิง");
    const json reply = desk.post(april + "/row", row(1, {{"activity", "ประชุม"}}));
    CHECK(reply["month"]["rows"][0]["changed_by"] == "สมหญิง");
    CHECK(desk.ask("POST", "/api/author", R"({"author": "a\u0000b"})").status == 400);
}
