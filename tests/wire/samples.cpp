#include "tests/wire/samples.h"

#include "tests/support/seeded.h"

namespace phirap::samples {
namespace {

constexpr std::int64_t noon_ms = 1'715'749'200'000;  // 2024-05-15 12:00 in Bangkok

OperationBody save(std::int64_t after_ms, std::vector<OperationName> seen, std::vector<Change> changes) {
    return {{noon_ms + after_ms, 0},
            "สมชาย ใจดี",
            {"click-chumchon", Month{2024, 4}},
            std::move(seen),
            std::move(changes)};
}

Change set(const Entity& entity, std::vector<Field> fields) {
    return {ChangeKind::set, entity, std::move(fields)};
}

OperationBody record_row() {
    return save(
        0, {},
        {set({EntityKind::row, row(), 0}, {{"activity", "อบรมการใช้งาน Click ชุมชน"},
                                           {"date", "2024-04-22"},
                                           {"downloads", 18},
                                           {"official_downloads", 3},
                                           {"participants", 14},
                                           {"place", "ศาลากลางบ้าน หมู่ 3"}}),
         set({EntityKind::channel, row(), 0}, {{"kind", "facebook"}, {"link", "https://example.org/p/1"}}),
         set({EntityKind::channel, row(), 1}, {{"capture", true}, {"kind", "line"}}),
         set({EntityKind::evidence, row(), 0}, {{"role", "activity"}, {"sha256", Bytes(32, 0xab)}})});
}

}  // namespace

SigningKey key(std::uint8_t number) {
    SigningKey::Seed seed;
    seed.fill(number);
    return SigningKey(seed);
}

const SigningKey& server_key() {
    static const SigningKey made = key(1);
    return made;
}

const SigningKey& agent_key() {
    static const SigningKey made = key(2);
    return made;
}

EntityId row() {
    return uuid_v7(noon_ms - 60'000, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
}

LineageRoot root() {
    return {server_key().writer(), "4301", agent_key().writer(), id<LineageId>(0x11)};
}

std::vector<OperationBody> operations() {
    const Entity the_row{EntityKind::row, row(), 0};
    const Entity shop{EntityKind::service, *entity_named("shop"), 0};
    return {
        record_row(),
        save(60'000, {0x0123456789abcdef, 0xfedcba9876543210},
             {set(the_row, {{"participants", -1}, {"place", Value()}, {"weather", "ฝนตก"}}),
              {ChangeKind::remove, {EntityKind::channel, row(), 1}, {}},
              {ChangeKind::keep, the_row, {}},
              set(shop, {{"complete", false}, {"correct", true}, {"current", true}})}),
        save(120'000, {}, {set({EntityKind::submission, {}, 0}, {{"by", "สมชาย ใจดี"}, {"submitted", true}})}),
    };
}

std::vector<Bytes> bodies() {
    std::vector<Bytes> encoded;
    for (const OperationBody& operation : operations()) {
        encoded.push_back(encode_body(operation).value());
    }
    return encoded;
}

OperationId operation_id_at(std::size_t sequence) {
    const std::vector<Bytes> all = bodies();
    OperationId id = root_id(root());
    for (std::size_t i = 0; i < sequence; ++i) {
        id = operation_id(id, all[i]);
    }
    return id;
}

Frame frame(std::size_t first, std::size_t last, bool with_history) {
    const std::vector<Bytes> all = bodies();
    Bytes history;
    for (std::size_t i = 0; with_history && i + 1 < first; ++i) {
        append(history, all[i]);
    }
    FrameHeader header;
    header.writer = root().writer;
    header.lineage = root().lineage;
    header.first = first;
    header.parent = name_of(operation_id_at(first - 1));
    const std::vector<BytesView> run(all.begin() + static_cast<std::ptrdiff_t>(first - 1),
                                     all.begin() + static_cast<std::ptrdiff_t>(last));
    return pack_frame(header, run, history, seal(last));
}

Bytes seal(std::size_t sequence) {
    return make_seal(agent_key(), root(), sequence, operation_id_at(sequence));
}

Bytes paper() {
    return make_paper({server_key().writer(), agent_key().public_key(), "4301"}, server_key());
}

EnrolmentCode enrolment_code() {
    return {server_key().public_key(),       "4301",           {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
            "https://sync.example.org:8443", id<Digest>(0xcd), "click-chumchon"};
}

EnrolmentRequest enrolment_request() {
    return {agent_key().public_key(),       id<Nonce>(0x22), "4301",
            {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, noon_ms,         "เครื่องที่ 1"};
}

SyncRequest request() {
    SyncRequest made;
    made.hello.agent = agent_key().writer();
    made.hello.nonce = id<Nonce>(0x22);
    made.hello.wall_ms = noon_ms + 180'000;
    made.hello.cursor = Cursor{id<Epoch>(0x33), 7, id<Digest>(0x44)};
    made.hello.tips = {{root().lineage, 3, name_of(operation_id_at(3))},
                       {id<LineageId>(0x55), 40, 0x8000000000000001}};
    made.hello.queue = 3;
    made.hello.version = "0.1.0";
    made.hello.pictures = {id<Sha256>(0x99), id<Sha256>(0xaa), id<Sha256>(0xbb)};
    made.papers = {paper()};
    made.frames = {encode_frame(frame(1, 1, false)), encode_frame(frame(2, 3, true))};
    return made;
}

Acknowledgement acknowledgement() {
    Acknowledgement made;
    made.server = server_key().writer();
    made.agent = agent_key().writer();
    made.nonce = id<Nonce>(0x22);
    made.request = digest_of({encode_request(request(), agent_key())});
    made.verdict = Verdict::damaged;
    made.wall_ms = noon_ms + 181'000;
    made.epoch = id<Epoch>(0x33);
    made.held = {{3, operation_id_at(3)}, {0, {}}};
    made.holds = {id<EntityId>(0x66)};
    made.wants = {{id<LineageId>(0x55), 12, 0x8000000000000002, Want::Why::no_history}};
    made.unknown_writers = {id<WriterId>(0x77)};
    made.cursor_unknown = true;
    made.head = 9;
    made.cursor = Cursor{id<Epoch>(0x33), 9, id<Digest>(0x88)};
    made.come_back_ms = 5'000;
    made.spread_ms = 60'000;
    made.page = digest_of({encode_page(page())});
    made.paper = paper();
    made.upload_token = "gVCxj0dY";
    made.pictures = {Kept::archived, Kept::no, Kept::held};
    return made;
}

std::vector<PageItem> page() {
    return {{encode_frame(frame(1, 1, false)), {}},
            {{}, {root().lineage, 2, 2, name_of(operation_id_at(3))}}};
}

Bundle bundle() {
    return {Bundle::Way::to_server,
            {{BundlePart::Kind::enrolment, encode_enrolment(enrolment_request(), agent_key())},
             {BundlePart::Kind::round, encode_request(request(), agent_key())}}};
}

Bytes bundle_file() {
    SeededChance chance(1);
    return *encode_bundle(bundle(), server_key().public_key(), chance);
}

Bytes bundle_file_around(BytesView contents) {
    SeededChance chance(1);
    Bytes file = bundle_file();
    file.resize(30);  // the head
    append(file, *seal_to(server_key().public_key(), contents, chance));
    return file;
}

}  // namespace phirap::samples
