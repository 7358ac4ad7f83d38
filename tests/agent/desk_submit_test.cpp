// From an empty month to a submitted one, returned and corrected, with its receipt.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "agent/desk/receipt.h"
#include "shared/core/law.h"
#include "shared/core/report_state.h"
#include "shared/wire/mission_pack_file.h"
#include "shared/wire/operation_body.h"
#include "shared/wire/receipt_proof.h"
#include "tests/agent/desk_pages.h"

using namespace phirap;
using namespace phirap::agent;
using namespace phirap::testing;
using nlohmann::json;

namespace {

constexpr Month april{2024, 4};
const std::string month_path = "/api/month/2024-04";
const Scope of_april{"click-chumchon", april};

json field(const std::string& key, const std::string& typed) {
    return {{"key", key}, {"typed", typed}, {"as_of", ""}};
}

json activity(int number, const std::string& day, const std::string& words, const std::string& kind) {
    const std::vector<json> fields = {field("date", day),       field("activity", words),
                                      field("place", "ศาลา"),   field("participants", "80"),
                                      field("downloads", "75"), field("official_downloads", "4")};
    const std::vector<json> channels = {
        {{"kind", kind}, {"link", "https://example.org/" + std::to_string(number)}}};
    return {{"row", drawn_id(number)}, {"fields", fields}, {"channels", {{"list", channels}, {"as_of", ""}}}};
}

json services() {
    const MissionPack& pack = builtin_pack();
    json list = json::array();
    for (const Choice& service : pack.services) {
        for (const Choice& tick : pack.ticks) {
            list.push_back({{"key", service.key}, {"tick", tick.key}, {"value", true}, {"as_of", ""}});
        }
    }
    return list;
}

void fill(DeskPages& desk) {
    REQUIRE(desk.post(month_path + "/row", activity(1, "2024-04-10", "ประชุม", "line"))["faults"].empty());
    REQUIRE(desk.post(month_path + "/row", activity(2, "2024-04-17", "อบรม", "facebook"))["faults"].empty());
    const std::vector<json> foot = {field("reporter", "สมชาย ใจดี"), field("position", "พัฒนากร")};
    REQUIRE(
        desk.post(month_path + "/fields", {{"fields", foot}, {"services", services()}})["faults"].empty());
}

std::string remarks_in(const json& check) {
    std::string keys;
    for (const json& remark : check["remarks"]) {
        keys += remark["key"].get<std::string>() + "/" + remark["level"].get<std::string>() + " ";
    }
    return keys;
}

OperationId submission_of(OfficePc& pc) {
    const std::vector<Operation> operations = pc.store().log().operations(to_text(of_april));
    const Report report = pc.store().report(april);
    return status_of(report, operations, pc.store().log().ancestry()).graded->id;
}

void receive(OfficePc& pc, std::int64_t at_ms) {
    pc.hear_from_server({EntityKind::receipt, entity_of(submission_of(pc)), 0}, {{"received_ms", at_ms}},
                        of_april);
    pc.seal_servers_words();
}

}  // namespace

TEST_CASE("desk: a month from empty to submitted, and to level A") {
    OfficePc pc;
    DeskPages desk(pc);
    CHECK(desk.get(month_path)["state"] == "none");
    CHECK(desk.get(month_path)["grade"]["level"] == "D");
    fill(desk);

    const json month = desk.get(month_path);
    CHECK(month["grade"]["level"] == (month["grade"]["officials"]["roster"].is_null() ? "B" : "A"));
    CHECK(month["grade"]["criteria"][3]["rows"] == json::array({1, 2}));
    const json check = desk.get(month_path + "/check");
    CHECK(remarks_in(check) == "");
    CHECK(check["by"] == "สมชาย ใจดี");
    CHECK(check["late"] == false);

    const json first = desk.post(month_path + "/submit", {{"by", "สมชาย ใจดี"}, {"position", "พัฒนากร"}});
    const json again = desk.post(month_path + "/submit", {{"by", "สมชาย ใจดี"}, {"position", "พัฒนากร"}});
    CHECK(first["already"] == false);
    CHECK(again["already"] == true);
    CHECK(again["submitted_at"] == first["submitted_at"]);
    CHECK(first["month"]["state"] == "submitted");
    CHECK(first["month"]["history"][0]["what"] == "submitted");
}

TEST_CASE("desk: a machine's name is nobody's signature: who submits is asked for where nobody was named") {
    OfficePc pc;
    DeskPages desk(pc);
    CHECK(desk.get(month_path + "/check")["by"] == "");
    REQUIRE(desk.post("/api/author", {{"author", "สมชาย"}}).contains("author"));
    CHECK(desk.get(month_path + "/check")["by"] == "สมชาย");
}

TEST_CASE("desk: the check names what is missing and what looks wrong, and stops nothing") {
    OfficePc pc;
    DeskPages desk(pc);
    CHECK(remarks_in(desk.get(month_path + "/check"))
              .starts_with("submit_no_rows/missing submit_field_missing/missing"));
    fill(desk);
    json odd = activity(3, "2024-04-17", "อบรม", "line");
    odd["fields"][3]["typed"] = "20";  // fewer came than downloaded
    odd["fields"][5]["typed"] = "9000";
    odd["channels"]["list"][0]["link"] = "https://example.org/1";
    REQUIRE(desk.post(month_path + "/row", odd)["faults"].empty());
    json bare = activity(4, "2024-05-02", "อื่น", "tiktok");
    bare["channels"]["list"][0]["link"] = "";
    bare["fields"][4]["typed"] = "มาก";
    REQUIRE(desk.post(month_path + "/row", bare)["faults"].size() == 1);
    pc.hear_from_server({EntityKind::roster, *entity_named("2024-04"), 0}, {{"officials", std::int64_t{10}}});

    const std::string remarks = remarks_in(desk.get(month_path + "/check"));

    for (const std::string key :
         {"submit_fewer_participants/odd", "submit_rows_alike/odd", "submit_row_outside_month/odd",
          "submit_channel_without_proof/missing", "flag_same_link/odd", "flag_above_whole/odd",
          "desk_check_unreadable/missing"}) {
        CAPTURE(key);
        CHECK(remarks.find(key) != remarks.npos);
    }
    CHECK(desk.post(month_path + "/submit", json::object())["already"] == false);
}

TEST_CASE("desk: a month in which nothing was done is submitted with no rows") {
    OfficePc pc;
    DeskPages desk(pc);
    const json reply = desk.post(month_path + "/submit", {{"by", "สมชาย"}, {"position", ""}});
    CHECK(reply["month"]["state"] == "submitted");
    CHECK(reply["month"]["rows"].empty());
}

TEST_CASE("desk: a returned month says why, is corrected and submitted again, and its history tells it all") {
    OfficePc pc;
    DeskPages desk(pc);
    fill(desk);
    REQUIRE(desk.post(month_path + "/submit", {{"by", "สมชาย"}})["already"] == false);
    pc.clock().pass(day_ms);
    pc.hear_from_server({EntityKind::decision, {}, 0}, {{"comment", "แก้แถวที่ 1"}, {"decision", "returned"}},
                        of_april, {name_of(submission_of(pc))});

    json month = desk.get(month_path);
    CHECK(month["state"] == "returned");
    CHECK(month["decision"]["comment"] == "แก้แถวที่ 1");
    CHECK(desk.get("/api/where")["returned"] == json::array({"2024-04"}));

    pc.clock().pass(day_ms);
    json corrected = activity(1, "2024-04-11", "ประชุม", "line");
    for (json& one : corrected["fields"]) {
        one["as_of"] = month["as_of"];
    }
    corrected.erase("channels");
    month = desk.post(month_path + "/row", corrected)["month"];
    CHECK(month["changed_since_submission"] == true);
    month = desk.post(month_path + "/submit", {{"by", "สมชาย"}})["month"];
    CHECK(month["state"] == "submitted");
    CHECK(month["changed_since_submission"] == false);
    std::string history;
    for (const json& event : month["history"]) {
        history += event["what"].get<std::string>() + " ";
    }
    CHECK(history == "submitted returned submitted ");
    CHECK(month["history"][1]["comment"] == "แก้แถวที่ 1");
}

TEST_CASE("desk: an approved month takes nothing more, and says so") {
    OfficePc pc;
    DeskPages desk(pc);
    fill(desk);
    REQUIRE(desk.post(month_path + "/submit", {{"by", "สมชาย"}})["already"] == false);
    pc.hear_from_server({EntityKind::decision, {}, 0}, {{"comment", ""}, {"decision", "approved"}}, of_april,
                        {name_of(submission_of(pc))});
    CHECK(desk.get(month_path)["open"] == false);
    const std::uint64_t held = pc.operations();

    CHECK(desk.ask("POST", month_path + "/row", activity(3, "2024-04-20", "อื่น", "line").dump()).status ==
          409);
    CHECK(desk.post(month_path + "/submit", json::object())["error"]["key"] == "month_approved");
    CHECK(pc.operations() == held);
}

TEST_CASE("desk: a receipt waits for the line, and then shows to whoever has the server's key that it came") {
    OfficePc pc;
    DeskPages desk(pc);
    fill(desk);
    CHECK(desk.get(month_path + "/receipt")["acknowledged"] == false);
    REQUIRE(desk.post(month_path + "/submit", {{"by", "สมชาย"}})["already"] == false);
    json receipt = desk.get(month_path + "/receipt");
    CHECK(receipt["acknowledged"] == false);
    CHECK(receipt["acknowledgement"].is_null());
    CHECK(receipt["message"].get<std::string>().starts_with("Finished here"));
    CHECK(desk.ask("GET", "/receipt/2024-04.svg").status == 404);

    receive(pc, 1'714'100'000'000);

    receipt = desk.get(month_path + "/receipt");
    CHECK(receipt["acknowledged"] == true);
    CHECK(receipt["code"] == true);
    const Bytes bytes = *from_hex(receipt["acknowledgement"].get<std::string>());
    CHECK(bytes.size() < 400);
    const auto proven = check_receipt(bytes, pc.store().enrolment().server_key);
    REQUIRE(proven);
    CHECK(proven->submission == entity_of(submission_of(pc)));
    CHECK(proven->received_ms == 1'714'100'000'000);
    CHECK(proven->month == april);
    CHECK(proven->office == "4301");
    CHECK(receipt_bytes(receipt_text(bytes)) == bytes);
    const DeskReply code = desk.ask("GET", "/receipt/2024-04.svg");
    CHECK(code.type == "image/svg+xml");
    CHECK(code.body.starts_with("<svg"));

    // Any other byte, or another server's key, shows nothing.
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        Bytes changed = bytes;
        changed[at] ^= 1;
        CAPTURE(at);
        CHECK_FALSE(check_receipt(changed, pc.store().enrolment().server_key));
    }
    CHECK_FALSE(check_receipt(bytes, pc.store().key().public_key()));
}
