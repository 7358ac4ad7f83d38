#include "tests/fuzz/seeds.h"

#include <fstream>
#include <iterator>

#include "agent/pictures/render_message.h"
#include "server/upload_token.h"
#include "shared/host/control_message.h"
#include "shared/wire/base64.h"
#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"
#include "shared/wire/mission_pack_file.h"
#include "shared/wire/report_csv.h"
#include "tests/support/tests_folder.h"
#include "tests/wire/samples.h"

namespace phirap::fuzz {
namespace {

using List = std::vector<Bytes>;

// A way in, by number, and what goes in there.
Bytes by(std::uint8_t way, BytesView contents) {
    Bytes seed = {way};
    append(seed, contents);
    return seed;
}
Bytes by(std::uint8_t way, std::string_view contents) {
    return by(way, bytes_of(contents));
}

// As Choices::piece() reads it.
Bytes piece(BytesView contents) {
    Bytes made = {static_cast<std::uint8_t>(contents.size() >> 8),
                  static_cast<std::uint8_t>(contents.size())};
    append(made, contents);
    return made;
}

Bytes payload_of(const Bytes& signed_message) {
    return parse_signed(signed_message).value().payload;
}

std::string golden(const std::string& name) {
    std::ifstream file(tests_folder() / "golden" / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

List of_admission() {
    const std::string code = to_text(samples::enrolment_code());
    EnrolmentCode bare = samples::enrolment_code();
    bare.pin.reset();
    CborWriter contents;
    contents.unsigned_number(0);
    contents.array(6);
    contents.bytes(samples::server_key().public_key().view());
    contents.text("4301");
    contents.bytes(Bytes(10, 1));
    contents.text("https://sync.example.org");
    contents.null();
    contents.text("click-chumchon");
    return {by(0, code),
            by(0, to_text(bare)),
            by(1, contents.written()),
            by(2, samples::paper()),
            by(3, payload_of(samples::paper())),
            by(4, samples::seal(3)),
            by(5, "MFRGG2DF"),
            by(5, "YWJjZA==")};
}

List of_answer() {
    const Bytes word = encode_acknowledgement(samples::acknowledgement(), samples::server_key());
    const Bytes page = encode_page(samples::page());
    return {by(0, word), by(1, payload_of(word)), by(2, page), by(3, encode_response({word, page}))};
}

List of_bundle() {
    const Bytes file = samples::bundle_file();
    const Bytes contents = open_sealed(samples::server_key(), BytesView(file).subspan(30)).value();
    Bytes raw = {0, 0};
    append(raw, file);
    Bytes inside = {0, 1};
    append(inside, contents);
    return {raw, inside};
}

List of_request() {
    const Bytes request = encode_request(samples::request(), samples::agent_key());
    CborReader in(request);
    (void)in.array(3);
    const Bytes hello = parse_signed(in.bytes(limits::hello_bytes_max)).value().payload;
    Bytes signed_by_us = by(1, piece(hello));
    append(signed_by_us, in.rest());
    const Bytes enrolment = encode_enrolment(samples::enrolment_request(), samples::agent_key());
    return {by(0, request), signed_by_us, by(2, enrolment), by(3, payload_of(enrolment))};
}

List of_frame() {
    CborWriter bodies;
    for (const Bytes& body : samples::bodies()) {
        bodies.bytes(body);
    }
    return {by(0, encode_frame(samples::frame(1, 1, false))), by(0, encode_frame(samples::frame(2, 3, true))),
            by(1, bodies.written())};
}

// Rounds of two agents, an enrolment, a revocation and a repetition; see door_target.cpp.
List of_door() {
    const Bytes request = encode_request(samples::request(), samples::agent_key());
    const Bytes enrolment = encode_enrolment(samples::enrolment_request(), samples::agent_key());
    List stories = {by(0, piece(request)), by(0, piece(enrolment))};
    // Round of the first agent: no cursor, no paper, one frame of one sample body each.
    for (std::uint8_t body = 0; body < 3; ++body) {
        stories.push_back({5, 0, 0, 0, 1, 1, 1, 0, body, 1, 4, 5, 0, 1, 0, 1, 1, 1, 1, 0, 2, 1});
    }
    Bytes own = {5, 0, 0, 0, 1, 1, 1, 0, 3};
    append(own, piece(samples::bodies()[1]));
    append(own,
           Bytes{1, 3, 0, 1, 5, 0, 1, 1, 0, 1, 1, 1, 0, 2, 1, 4, 2, 0, 1, 0, 5, 2, 2, 7, 1, 0, 1, 2, 0, 1});
    stories.push_back(own);
    return stories;
}

List of_reports() {
    const std::string row =
        R"({"date":"2567-04-22","activity":"อบรม","place":"หมู่ 3","participants":"๑๔","downloads":18,)"
        R"("official_downloads":3,"publicity_only":false,"channels":[{"kind":"facebook",)"
        R"("link":"https://example.org/p/1"},{"kind":"line","capture":"a.png"}]})";
    const std::string report = R"({"office":"4301","month":"เมษายน 2567","reporter":{"name":"สมชาย"},)"
                               R"("services":{"shop":{"correct":true,"complete":false,"current":true}},)"
                               R"("activities":[)" +
                               row + "]}";
    const std::string file = R"({"reports":[)" + report + "]}";
    const std::string quarter = golden("nongkhai-2567-q3.json");
    return {by(0, file),
            by(0, report),
            by(0, "[" + report + "]"),
            by(1, row),
            by(2, "[" + row + "]"),
            by(1, file),
            by(0, std::string_view(quarter).substr(0, 4096))};
}

List of_csv() {
    const ReadReports read =
        reports_from_json(text_of(BytesView(of_reports()[0]).subspan(1)), builtin_pack(), "4301");
    List all;
    for (const CsvHeadings headings : {CsvHeadings::keys, CsvHeadings::thai, CsvHeadings::english}) {
        all.push_back(by(0, reports_to_csv(read.reports, builtin_pack(), headings)));
    }
    all.push_back(by(0, "date,activity,channels\n22/4/2567,x,\"facebook: https://a/b; line: c.png\"\n"));
    all.push_back(by(1, "=a\"b,c\nd"));
    return all;
}

List of_pack() {
    return {by(0, builtin_pack_json()), by(0, golden("second-mission.json")),
            by(1, R"({"offices":{"4301":{"name":"เมือง","target":150,"officials":10,"services":["shop"]}}})")};
}

List of_control() {
    const ControlRequest asked{{"record", "--json", "-"}, Bytes{1, 2}, {{"a.png", Bytes{3}}}};
    const Bytes request = encode(asked);
    const Bytes reply = encode(ControlReply{1, "saved", "", Bytes{4}});
    return {by(0, BytesView(request).first(8)), by(1, BytesView(request).subspan(8)),
            by(2, BytesView(reply).subspan(8))};
}

List of_config() {
    return {by(0,
               "public_url = \"https://sync.example.org:8443\"\nspread_seconds = 20\n"
               "public_authority = true\npicture_mib_max = 32\nlanguage = \"en\"\n"),
            by(1,
               "machine = \"ห้องธุรการ 2\"\nquiet_hours = \"22:00-05:00\"\nmetered = true\n"
               "bandwidth_ceiling = 64\nurl = \"https://10.1.2.3:8443\"\n"),
            by(2, "[::1]:8443"),
            by(2, "127.0.0.1:8443"),
            by(3, "14d"),
            by(4, "https://a.example:1"),
            by(5, "http://127.0.0.1:8080")};
}

List of_upload_headers() {
    const std::string token = server::UploadTokens(samples::server_key())
                                  .give({samples::agent_key().writer(), "4301", 1'715'749'200'000});
    const std::string hex(64, 'a');
    Bytes sum = by(1, piece(bytes_of("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")));
    append(sum, bytes_of("hello world"));
    return {by(0, "sha256 " + to_base64(bytes_of(hex)) + ",name YS5qcGc=,empty"), sum, by(2, token),
            by(3, Bytes{0, 0, 1, 0x8f, 0, 0, 0, 0}), by(4, "123456789012345678")};
}

List of_desk() {
    const std::string_view host = "Host: 127.0.0.1:4380\r\n";
    const auto request = [&](std::string_view line, std::string_view headers) {
        return std::string(line) + " HTTP/1.1\r\n" + std::string(host) + std::string(headers) + "\r\n";
    };
    return {by(0, request("GET /month/2024-04?launch=00", "Cookie: a=1; phirap_desk=9.00; phirap_desk=\r\n")),
            by(0, request("POST /api/month/2024-04/picture?row=a%20b&name=%E0%B8%81",
                          "Origin: http://127.0.0.1:4380\r\nSec-Fetch-Site: same-origin\r\n"
                          "Content-Type: application/octet-stream\r\nContent-Length: 3\r\n")),
            by(1, "127.0.0.1:4380"),
            by(1, "[::1]:0"),
            by(2, "{\"lang\": \"th\"}"),
            by(3, "1714003200000.00; x=y")};
}

List of_typed() {
    List all;
    for (const std::string_view text :
         {"2567-04-15", "15/4/2567", "๑๕ เมษายน พ.ศ. ๒๕๖๗", "15 April 2024", "เม.ย. ๒๕๖๗", "4/2567", "1,250",
          "ใช่", "22:00-05:00", "01890a5d-ac96-774b-bcce-b302099a8057", "shop"}) {
        all.emplace_back(text.begin(), text.end());
    }
    return all;
}

}  // namespace

// Pictures: seeds_pictures.cpp.
List picture_seeds();
List picture_words_seeds();

std::map<std::string, std::vector<Bytes>> seeds() {
    return {{"admission", of_admission()},
            {"answer", of_answer()},
            {"body", samples::bodies()},
            {"bundle", of_bundle()},
            {"config", of_config()},
            {"control", of_control()},
            {"desk", of_desk()},
            {"door", of_door()},
            {"frame", of_frame()},
            {"pack", of_pack()},
            {"picture", picture_seeds()},
            {"picture_words", picture_words_seeds()},
            {"report_csv", of_csv()},
            {"report_json", of_reports()},
            {"request", of_request()},
            {"typed", of_typed()},
            {"upload_headers", of_upload_headers()}};
}

}  // namespace phirap::fuzz
