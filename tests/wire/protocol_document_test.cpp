// PROTOCOL.md is what strangers build from, so its example, its numbers and its names are the code's.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "shared/core/limits.h"
#include "shared/wire/cbor.h"
#include "shared/wire/field_names.h"
#include "shared/wire/limits.h"
#include "tests/support/tests_folder.h"
#include "tests/wire/hex_text.h"
#include "tests/wire/samples.h"

namespace phirap {
namespace {

const std::string& document() {
    static const std::string text = [] {
        std::ostringstream read;
        read << std::ifstream(tests_folder() / "../shared/wire/PROTOCOL.md").rdbuf();
        return read.str();
    }();
    return text;
}

// The bytes of the fenced block that begins with "```hex NAME".
Bytes block(const std::string& name) {
    const std::string fence = "```hex " + name + "\n";
    const std::size_t begin = document().find(fence);
    REQUIRE_MESSAGE(begin != std::string::npos, "PROTOCOL.md has a block " << name);
    const std::size_t first = begin + fence.size();
    return from_hex_text(std::string_view(document()).substr(first, document().find("```", first) - first));
}

void check_block(const std::string& name, BytesView bytes) {
    CAPTURE(name);
    CHECK(to_hex(block(name)) == to_hex(bytes));
}

// The example: an agent that has just been admitted records one row with one channel, and sends it.
namespace example {

using samples::agent_key;
using samples::root;
using samples::server_key;

OperationBody operation() {
    const EntityId row = samples::row();
    return {{1'715'749'200'000, 0},
            "สมชาย ใจดี",
            {"click-chumchon", Month{2024, 4}},
            {0x0123456789abcdef},
            {{ChangeKind::set,
              {EntityKind::row, row, 0},
              {{"activity", "อบรม"},
               {"date", "2024-04-22"},
               {"participants", 14},
               {"publicity_only", false},
               {"weather", "ฝน"}}},
             {ChangeKind::set,
              {EntityKind::channel, row, 0},
              {{"capture", Value()}, {"kind", "line"}, {"link", "https://example.org/1"}}}}};
}

Bytes body() {
    return encode_body(operation()).value();
}

OperationId id() {
    return operation_id(root_id(root()), body());
}

Bytes root_input() {
    Bytes input;
    append(input, root().server.view());
    input.push_back(4);
    append(input, bytes_of(root().office));
    append(input, root().writer.view());
    append(input, root().lineage.view());
    return input;
}

Bytes seal_sig_structure() {
    CborWriter out;
    out.array(4);
    out.text("Signature1");
    out.bytes(from_hex_text("a1 01 27"));
    out.bytes({});
    out.bytes(seal_payload(root(), 1, id()));
    return out.take();
}

Bytes frame() {
    FrameHeader header;
    header.writer = root().writer;
    header.lineage = root().lineage;
    header.first = 1;
    header.parent = name_of(root_id(root()));
    const Bytes only = body();
    const std::vector<BytesView> bodies = {only};
    return encode_frame(pack_frame(header, bodies, {}, make_seal(agent_key(), root(), 1, id())));
}

Digest start() {
    return chain_start(root().server, root().office);
}

SyncRequest request() {
    SyncRequest made;
    made.hello.agent = root().writer;
    made.hello.nonce = samples::id<Nonce>(0x22);
    made.hello.wall_ms = 1'715'749'260'000;
    made.hello.cursor = Cursor{samples::id<Epoch>(0x33), 0, start()};
    made.hello.tips = {{root().lineage, 1, name_of(id())}};
    made.hello.queue = 1;
    made.hello.version = "0.1.0";
    made.frames = {frame()};
    return made;
}

Bytes page() {
    return encode_page({{{}, {root().lineage, 1, 1, name_of(id())}}});
}

Bytes acknowledgement() {
    Acknowledgement made;
    made.server = server_key().writer();
    made.agent = root().writer;
    made.nonce = request().hello.nonce;
    made.request = digest_of({encode_request(request(), agent_key())});
    made.wall_ms = 1'715'749'261'000;
    made.epoch = samples::id<Epoch>(0x33);
    made.held = {{1, id()}};
    made.head = 1;
    made.cursor = Cursor{made.epoch, 1, chain_after(start(), id())};
    made.page = digest_of({page()});
    return encode_acknowledgement(made, server_key());
}

}  // namespace example

TEST_CASE("document: the example's keys, operation and ids are what the code makes") {
    using namespace example;
    check_block("server-public-key", server_key().public_key().view());
    check_block("agent-public-key", agent_key().public_key().view());
    check_block("server-id", server_key().writer().view());
    check_block("agent-id", agent_key().writer().view());
    check_block("root-input", root_input());
    check_block("root", root_id(root()).view());
    check_block("body", body());
    check_block("id", id().view());
    CHECK(digest_of({block("root-input")}).bytes == root_id(root()).bytes);
    CHECK(decode_body(block("body")) == operation());
}

TEST_CASE("document: the example's frame is what the code makes and reads") {
    using namespace example;
    check_block("seal-sig-structure", seal_sig_structure());
    check_block("seal", make_seal(agent_key(), root(), 1, id()));
    check_block("frame", frame());
    const std::optional<Frame> read = decode_frame(block("frame"));
    REQUIRE(read.has_value());
    CHECK(unpack_frame(*read, {}) == std::vector<Bytes>{block("body")});
    CHECK(seal_holds(read->seal, root(), 1, id(), agent_key().public_key()));
}

TEST_CASE("document: the example's round is what the code makes and reads") {
    using namespace example;
    check_block("chain-start", start().view());
    check_block("request", encode_request(request(), agent_key()));
    check_block("response", encode_response({acknowledgement(), page()}));
    const std::optional<ReceivedRequest> received = decode_request(block("request"));
    REQUIRE(received.has_value());
    CHECK(hello_holds(*received, agent_key().public_key()));
    const std::optional<SyncResponse> response = decode_response(block("response"));
    REQUIRE(response.has_value());
    CHECK(decode_acknowledgement(response->acknowledgement, server_key().public_key()).has_value());
    CHECK(decode_page(response->page).has_value());
}

// Lines "| `name` | value |" of the document.
std::map<std::string, std::string> table_rows() {
    std::map<std::string, std::string> rows;
    std::istringstream lines(document());
    for (std::string line; std::getline(lines, line);) {
        const std::size_t end = line.find("` | ");
        if (line.starts_with("| `") && end != std::string::npos) {
            const std::size_t value = end + 4;
            rows[line.substr(3, end - 3)] = line.substr(value, line.find(" |", value) - value);
        }
    }
    return rows;
}

TEST_CASE("document: every limit is the code's") {
    using namespace limits;
    const std::map<std::string, long long> limits = {
        {"bundle_bytes_max", bundle_bytes_max},
        {"bundle_rounds_max", bundle_rounds_max},
        {"bundle_parts_max", bundle_parts_max},
        {"bundle_pictures_max", bundle_pictures_max},
        {"bundle_picture_bytes_max", bundle_picture_bytes_max},
        {"bundle_members_max", bundle_members_max},
        {"operation_bytes_max", operation_bytes_max},
        {"text_bytes_max", text_bytes_max},
        {"key_bytes_max", key_bytes_max},
        {"author_bytes_max", author_bytes_max},
        {"changes_max", changes_max},
        {"fields_max", fields_max},
        {"seen_max", seen_max},
        {"number_max", number_max},
        {"frame_bytes_max", frame_bytes_max},
        {"frame_raw_bytes_max", frame_raw_bytes_max},
        {"frame_operations_max", frame_operations_max},
        {"history_bytes_max", history_bytes_max},
        {"frames_per_request_max", frames_per_request_max},
        {"request_bytes_max", request_bytes_max},
        {"page_bytes_max", page_bytes_max},
        {"response_bytes_max", response_bytes_max},
        {"hello_bytes_max", hello_bytes_max},
        {"seal_bytes_max", seal_bytes_max},
        {"paper_bytes_max", paper_bytes_max},
        {"tips_max", tips_max},
        {"papers_max", papers_max},
        {"holds_max", holds_max},
        {"page_items_max", page_items_max},
        {"run_operations_max", run_operations_max},
        {"wait_ms_max", wait_ms_max},
        {"cbor_depth_max", cbor_depth_max},
        {"body_parts_max", body_parts_max},
        {"hello_parts_max", hello_parts_max},
        {"acknowledgement_members_max", acknowledgement_members_max},
        {"office_bytes_max", office_bytes_max},
        {"pictures_asked_max", pictures_asked_max},
        {"upload_token_bytes_max", upload_token_bytes_max},
        {"url_bytes_max", url_bytes_max},
        {"version_bytes_max", version_bytes_max},
        {"code_secret_bytes", code_secret_bytes},
        {"code_text_bytes_max", code_text_bytes_max},
    };
    const std::map<std::string, std::string> rows = table_rows();
    for (const auto& [name, value] : limits) {
        CAPTURE(name);
        REQUIRE(rows.contains(name));
        CHECK(rows.at(name) == std::to_string(value));
    }
}

TEST_CASE("document: every field's number is the code's, and none is left out") {
    std::string table;
    std::uint64_t number = 0;
    for (; field_of_number(number); ++number) {
        const std::string row =
            "| " + std::to_string(number) + " | `" + std::string(*field_of_number(number)) + "` |";
        CAPTURE(row);
        CHECK(document().find(row) != std::string::npos);
    }
    CHECK(document().find("| " + std::to_string(number) + " | `") == std::string::npos);
}

}  // namespace
}  // namespace phirap
