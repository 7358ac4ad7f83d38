#include "shared/wire/sync_message.h"

#include <doctest/doctest.h>

#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"
#include "tests/wire/samples.h"

namespace phirap {
namespace {

const SigningKey& agent = samples::agent_key();
const PublicKey& server = samples::server_key().public_key();

bool holds(BytesView request) {
    const std::optional<ReceivedRequest> received = decode_request(request);
    return received && hello_holds(*received, agent.public_key());
}

// The request's own hello with other papers and frames behind it.
Bytes with_rest(const Bytes& request, const std::vector<Bytes>& papers, const std::vector<Bytes>& frames) {
    CborReader in(request);
    (void)in.array(3);
    CborWriter out;
    out.array(3);
    out.bytes(in.bytes(limits::hello_bytes_max));
    for (const std::vector<Bytes>& list : {papers, frames}) {
        out.array(list.size());
        for (const Bytes& item : list) {
            out.bytes(item);
        }
    }
    return out.take();
}

TEST_CASE("request: what was sent is received, and its hello holds") {
    SyncRequest request = samples::request();
    for (const bool bare : {false, true}) {
        if (bare) {
            request.hello.cursor.reset();
            request.hello.tips.clear();
            request.papers.clear();
            request.frames.clear();
        }
        const std::optional<ReceivedRequest> received = decode_request(encode_request(request, agent));
        REQUIRE(received.has_value());
        CHECK(received->request == request);
        CHECK(hello_holds(*received, agent.public_key()));
        CHECK_FALSE(hello_holds(*received, samples::key(3).public_key()));
    }
}

TEST_CASE("request: a frame or paper taken out, put in or swapped breaks the hello") {
    const SyncRequest request = samples::request();
    const Bytes bytes = encode_request(request, agent);
    const std::vector<Bytes>& papers = request.papers;
    const std::vector<Bytes>& frames = request.frames;
    REQUIRE(with_rest(bytes, papers, frames) == bytes);
    CHECK_FALSE(holds(with_rest(bytes, papers, {frames[0]})));
    CHECK_FALSE(holds(with_rest(bytes, papers, {frames[1]})));
    CHECK_FALSE(holds(with_rest(bytes, papers, {frames[1], frames[0]})));
    CHECK_FALSE(holds(with_rest(bytes, papers, {frames[0], frames[1], frames[1]})));
    CHECK_FALSE(holds(with_rest(bytes, papers, {})));
    CHECK_FALSE(holds(with_rest(bytes, {}, frames)));
    CHECK_FALSE(holds(with_rest(bytes, {papers[0], papers[0]}, frames)));
    CHECK_FALSE(holds(with_rest(bytes, frames, papers)));
}

TEST_CASE("request: another agent's hello is not its own") {
    SyncRequest request = samples::request();
    request.hello.agent = samples::key(3).writer();
    const std::optional<ReceivedRequest> received = decode_request(encode_request(request, agent));
    REQUIRE(received.has_value());
    CHECK_FALSE(hello_holds(*received, agent.public_key()));
    CHECK_FALSE(hello_holds(*received, samples::key(3).public_key()));
}

TEST_CASE("request: every cut and every flipped bit is refused") {
    const Bytes bytes = encode_request(samples::request(), agent);
    REQUIRE(holds(bytes));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CHECK_FALSE(decode_request(BytesView(bytes).first(length)).has_value());
    }
    Bytes flipped = bytes;
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        CAPTURE(bit);
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CHECK_FALSE(holds(flipped));
        flipped[bit / 8] = bytes[bit / 8];
    }
}

TEST_CASE("request: every list is taken at its limit and refused past it") {
    const auto reads = [](auto change) {
        SyncRequest request = samples::request();
        change(request);
        return decode_request(encode_request(request, agent)).has_value();
    };
    CHECK(reads([](SyncRequest& r) { r.hello.tips.resize(limits::tips_max); }));
    CHECK_FALSE(reads([](SyncRequest& r) { r.hello.tips.resize(limits::tips_max + 1); }));
    CHECK(reads([](SyncRequest& r) { r.papers.resize(limits::papers_max); }));
    CHECK_FALSE(reads([](SyncRequest& r) { r.papers.resize(limits::papers_max + 1); }));
    CHECK(reads([](SyncRequest& r) { r.papers[0].resize(limits::paper_bytes_max); }));
    CHECK_FALSE(reads([](SyncRequest& r) { r.papers[0].resize(limits::paper_bytes_max + 1); }));
    CHECK(reads([](SyncRequest& r) { r.frames.resize(limits::frames_per_request_max); }));
    CHECK_FALSE(reads([](SyncRequest& r) { r.frames.resize(limits::frames_per_request_max + 1); }));
    CHECK(reads([](SyncRequest& r) { r.frames[0].resize(limits::frame_bytes_max); }));
    CHECK_FALSE(reads([](SyncRequest& r) { r.frames[0].resize(limits::frame_bytes_max + 1); }));
    CHECK(reads([](SyncRequest& r) { r.hello.version.assign(limits::version_bytes_max, 'v'); }));
    CHECK_FALSE(reads([](SyncRequest& r) { r.hello.version.assign(limits::version_bytes_max + 1, 'v'); }));
    CHECK_FALSE(reads([](SyncRequest& r) { r.hello.version = "\xff"; }));
    CHECK(reads([](SyncRequest& r) { r.hello.pictures->resize(limits::pictures_asked_max); }));
    CHECK_FALSE(reads([](SyncRequest& r) { r.hello.pictures->resize(limits::pictures_asked_max + 1); }));
    CHECK(reads([](SyncRequest& r) { r.frames.assign(4, Bytes(limits::frame_bytes_max - 1000)); }));
    CHECK_FALSE(reads([](SyncRequest& r) { r.frames.assign(4, Bytes(limits::frame_bytes_max)); }));
}

TEST_CASE("request: a hello of a later version, with more at its end, is read") {
    const Bytes bytes = encode_request(samples::request(), agent);
    CborReader in(bytes);
    (void)in.array(3);
    Bytes hello = parse_signed(in.bytes(limits::hello_bytes_max))->payload;
    REQUIRE(hello[0] == 0x8a);
    hello[0] = 0x8c;
    append(hello, Bytes{0x81, 0x01, 0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff});
    CborWriter out;
    out.array(3);
    out.bytes(sign_message(agent, hello, digest_of({in.rest()}).view()));
    out.encoded(in.rest());
    const std::optional<ReceivedRequest> received = decode_request(out.written());
    REQUIRE(received.has_value());
    CHECK(received->request == samples::request());
    CHECK(hello_holds(*received, agent.public_key()));
}

TEST_CASE("request: who has no pictures to send does not pay for asking") {
    SyncRequest request = samples::request();
    request.hello.pictures.emplace();
    const std::size_t asking = encode_request(request, agent).size();
    REQUIRE(decode_request(encode_request(request, agent)).has_value());
    CHECK(decode_request(encode_request(request, agent))->request == request);
    request.hello.pictures.reset();
    CHECK(encode_request(request, agent).size() == asking - 1);
    CHECK(decode_request(encode_request(request, agent))->request == request);
}

TEST_CASE("acknowledgement: what was sent is received, if the server's key signed it") {
    Acknowledgement sent = samples::acknowledgement();
    CHECK(decode_acknowledgement(encode_acknowledgement(sent, samples::server_key()), server) == sent);
    sent.cursor.reset();
    sent.paper.clear();
    sent.upload_token.clear();
    sent.pictures.clear();
    sent.held.clear();
    sent.holds.clear();
    sent.wants.clear();
    sent.unknown_writers.clear();
    sent.cursor_unknown = false;
    const Bytes bytes = encode_acknowledgement(sent, samples::server_key());
    CHECK(decode_acknowledgement(bytes, server) == sent);
    CHECK_FALSE(decode_acknowledgement(bytes, samples::key(4).public_key()).has_value());
    CHECK_FALSE(decode_acknowledgement(bytes, agent.public_key()).has_value());
}

TEST_CASE("acknowledgement: yesterday's answer shows by its nonce and its request") {
    Acknowledgement old = samples::acknowledgement();
    old.nonce = samples::id<Nonce>(0x23);
    old.request = samples::id<Digest>(0x24);
    const auto received = decode_acknowledgement(encode_acknowledgement(old, samples::server_key()), server);
    REQUIRE(received.has_value());
    CHECK(received->nonce != samples::request().hello.nonce);
    CHECK(received->request != digest_of({encode_request(samples::request(), agent)}));
}

TEST_CASE("acknowledgement: every cut and every flipped bit is refused") {
    const Bytes bytes = encode_acknowledgement(samples::acknowledgement(), samples::server_key());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CHECK_FALSE(decode_acknowledgement(BytesView(bytes).first(length), server).has_value());
    }
    Bytes flipped = bytes;
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        CAPTURE(bit);
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CHECK_FALSE(decode_acknowledgement(flipped, server).has_value());
        flipped[bit / 8] = bytes[bit / 8];
    }
}

// The members of an acknowledgement's map, key and value each as they were encoded.
std::vector<std::pair<std::uint64_t, Bytes>> members_of(const Acknowledgement& from) {
    const Bytes payload = open_signed(encode_acknowledgement(from, samples::server_key()), server).value();
    CborReader in(payload);
    std::vector<std::pair<std::uint64_t, Bytes>> members(in.map(limits::acknowledgement_members_max));
    for (auto& [key, value] : members) {
        key = in.unsigned_number();
        const BytesView before = in.rest();
        in.skip();
        const BytesView read = before.first(before.size() - in.rest().size());
        value.assign(read.begin(), read.end());
    }
    REQUIRE(in.finished());
    return members;
}

std::optional<Acknowledgement> decode_members(const std::vector<std::pair<std::uint64_t, Bytes>>& members) {
    CborWriter out;
    out.map(members.size());
    for (const auto& [key, value] : members) {
        out.unsigned_number(key);
        out.encoded(value);
    }
    return decode_acknowledgement(sign_message(samples::server_key(), out.written()), server);
}

TEST_CASE("acknowledgement: without one of its members it is none, but for those that are not always there") {
    const auto members = members_of(samples::acknowledgement());
    REQUIRE(members.size() == 20);
    for (std::size_t missing = 0; missing < members.size(); ++missing) {
        CAPTURE(missing);
        auto fewer = members;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(missing));
        CHECK(decode_members(fewer).has_value() == (missing == 13 || missing >= 17));
    }
}

TEST_CASE("acknowledgement: members come in order, each once; those of a later version are passed over") {
    auto members = members_of(samples::acknowledgement());
    auto swapped = members;
    std::swap(swapped[3], swapped[4]);
    CHECK_FALSE(decode_members(swapped).has_value());
    auto doubled = members;
    doubled.insert(doubled.begin() + 5, members[4]);
    CHECK_FALSE(decode_members(doubled).has_value());

    members.emplace_back(20, Bytes{0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff});
    members.emplace_back(1000, Bytes{0x82, 0x01, 0xa1, 0x61, 0x61, 0xf6});
    CHECK(decode_members(members) == samples::acknowledgement());
    while (members.size() < limits::acknowledgement_members_max) {
        members.emplace_back(2000 + members.size(), Bytes{0});
    }
    CHECK(decode_members(members).has_value());
    members.emplace_back(9000, Bytes{0});
    CHECK_FALSE(decode_members(members).has_value());
}

TEST_CASE("acknowledgement: every list and figure has its limit") {
    const auto reads = [](auto change) {
        Acknowledgement sent = samples::acknowledgement();
        change(sent);
        const auto read = decode_acknowledgement(encode_acknowledgement(sent, samples::server_key()), server);
        return read == sent;
    };
    using A = Acknowledgement;
    CHECK(reads([](A& a) { a.held.resize(limits::tips_max); }));
    CHECK_FALSE(reads([](A& a) { a.held.resize(limits::tips_max + 1); }));
    CHECK(reads([](A& a) { a.holds.resize(limits::holds_max); }));
    CHECK_FALSE(reads([](A& a) { a.holds.resize(limits::holds_max + 1); }));
    CHECK(reads([](A& a) { a.wants.resize(limits::frames_per_request_max); }));
    CHECK_FALSE(reads([](A& a) { a.wants.resize(limits::frames_per_request_max + 1); }));
    CHECK(reads([](A& a) { a.unknown_writers.resize(limits::papers_max); }));
    CHECK_FALSE(reads([](A& a) { a.unknown_writers.resize(limits::papers_max + 1); }));
    CHECK(reads([](A& a) { a.paper.resize(limits::paper_bytes_max); }));
    CHECK_FALSE(reads([](A& a) { a.paper.resize(limits::paper_bytes_max + 1); }));
    CHECK(reads([](A& a) { a.verdict = Verdict::store_trouble; }));
    CHECK_FALSE(reads([](A& a) { a.verdict = static_cast<Verdict>(9); }));
    CHECK_FALSE(reads([](A& a) { a.wants[0].why = static_cast<Want::Why>(2); }));
    CHECK(reads([](A& a) { a.head = INT64_MAX; }));
    CHECK_FALSE(reads([](A& a) { a.head = std::uint64_t{INT64_MAX} + 1; }));
    CHECK(reads([](A& a) { a.come_back_ms = a.spread_ms = limits::wait_ms_max; }));
    CHECK_FALSE(reads([](A& a) { a.come_back_ms = -1; }));
}

TEST_CASE("acknowledgement: nobody waits longer than a day, whatever the server says") {
    Acknowledgement sent = samples::acknowledgement();
    sent.come_back_ms = INT64_MAX;
    sent.spread_ms = limits::wait_ms_max + 1;
    const auto read = decode_acknowledgement(encode_acknowledgement(sent, samples::server_key()), server);
    REQUIRE(read.has_value());
    CHECK(read->come_back_ms == limits::wait_ms_max);
    CHECK(read->spread_ms == limits::wait_ms_max);
}

TEST_CASE("page: what was sent is received: frames and the names of runs") {
    const std::vector<PageItem> page = samples::page();
    CHECK(decode_page(encode_page(page)) == page);
    CHECK(decode_page(encode_page({})) == std::vector<PageItem>{});
    const Bytes bytes = encode_page(page);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CHECK_FALSE(decode_page(BytesView(bytes).first(length)).has_value());
    }
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(decode_page(longer).has_value());
}

TEST_CASE("page: an empty frame or an empty run is refused, and so is more than a page may hold") {
    const auto reads = [](const NamedRun& run) { return decode_page(encode_page({{{}, run}})).has_value(); };
    const LineageId lineage = samples::id<LineageId>(1);
    CHECK(reads({lineage, 1, 1, 0}));
    CHECK(reads({lineage, INT64_MAX - limits::run_operations_max, limits::run_operations_max, 0}));
    CHECK_FALSE(reads({lineage, 0, 1, 0}));
    CHECK_FALSE(reads({lineage, 1, 0, 0}));
    CHECK_FALSE(reads({lineage, 1, limits::run_operations_max + 1, 0}));
    CHECK_FALSE(reads({lineage, INT64_MAX - limits::run_operations_max + 1, 1, 0}));
    CHECK_FALSE(decode_page(Bytes{0x81, 0x40}).has_value());

    std::vector<PageItem> items(limits::page_items_max, {{}, {lineage, 1, 1, 0}});
    CHECK(decode_page(encode_page(items)).has_value());
    items.push_back(items.back());
    CHECK_FALSE(decode_page(encode_page(items)).has_value());
}

TEST_CASE("page: the largest frame fits into a page, and the page into a response") {
    const Bytes page = encode_page({{Bytes(limits::frame_bytes_max, 1), {}}});
    CHECK(page.size() <= limits::page_bytes_max);
    CHECK(decode_page(page).has_value());
    const Bytes acknowledgement = encode_acknowledgement(samples::acknowledgement(), samples::server_key());
    const auto response = decode_response(encode_response({acknowledgement, page}));
    REQUIRE(response.has_value());
    CHECK(response->acknowledgement == acknowledgement);
    CHECK(response->page == page);
    CHECK_FALSE(decode_page(encode_page({{Bytes(limits::frame_bytes_max - 1, 1), {}}, {Bytes(20, 1), {}}}))
                    .has_value());
}

TEST_CASE("response: whatever else answers for the server is no response") {
    for (const std::string_view answer : {"", "<html><body>Login</body></html>", "{}", "\x82\x40", "OK"}) {
        CHECK_FALSE(decode_response(bytes_of(answer)).has_value());
    }
    CHECK_FALSE(decode_response(encode_response({Bytes(limits::response_bytes_max), {}})).has_value());
    const Bytes whole = encode_response({Bytes(5), Bytes(5)});
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CHECK_FALSE(decode_response(BytesView(whole).first(length)).has_value());
    }
}

TEST_CASE("cursor: the chain tells one feed from another by every id and their order") {
    const WriterId server_id = samples::server_key().writer();
    const Digest start = chain_start(server_id, "4301");
    CHECK(start == digest_of({server_id.view(), bytes_of("4301")}));
    CHECK(start != chain_start(server_id, "4302"));
    const OperationId one = samples::operation_id_at(1);
    const OperationId two = samples::operation_id_at(2);
    CHECK(chain_after(start, one) == digest_of({start.view(), one.view()}));
    CHECK(chain_after(chain_after(start, one), two) != chain_after(chain_after(start, two), one));
}

}  // namespace
}  // namespace phirap
