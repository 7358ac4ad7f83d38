#include "shared/wire/frame.h"

#include <doctest/doctest.h>

#include "shared/core/limits.h"
#include "shared/wire/compress.h"
#include "shared/wire/limits.h"
#include "tests/wire/random_bodies.h"
#include "tests/wire/samples.h"

namespace phirap {
namespace {

std::optional<Frame> read_back(const Frame& frame) {
    return decode_frame(encode_frame(frame));
}

TEST_CASE("frame: what was packed is unpacked, with history and without") {
    const std::vector<Bytes> bodies = samples::bodies();
    const Frame first = samples::frame(1, 1, true);
    CHECK_FALSE(first.header.with_history);
    CHECK(read_back(first) == first);
    CHECK(unpack_frame(first, {}).value() == std::vector<Bytes>{bodies[0]});

    const Frame rest = samples::frame(2, 3, true);
    CHECK(rest.header.with_history);
    CHECK(rest.header.count == 2);
    CHECK(read_back(rest) == rest);
    CHECK(unpack_frame(rest, bodies[0]).value() == std::vector<Bytes>{bodies[1], bodies[2]});

    const Frame alone = samples::frame(2, 3, false);
    CHECK(unpack_frame(alone, bodies[0]).value() == std::vector<Bytes>{bodies[1], bodies[2]});
    CHECK(rest.deflated.size() < alone.deflated.size());
}

TEST_CASE("frame: another history is noticed") {
    const Frame frame = samples::frame(2, 3, true);
    Bytes other = samples::bodies()[0];
    other[10] ^= 1;
    CHECK(unpack_frame(frame, other).error().kind == ErrorKind::damaged);
    CHECK(unpack_frame(frame, {}).error().kind == ErrorKind::damaged);
}

TEST_CASE("frame: a count or a length that does not agree is damage") {
    const Frame whole = samples::frame(1, 3, false);
    REQUIRE(unpack_frame(whole, {}).has_value());
    for (const std::int64_t off : {-1, 1}) {
        Frame frame = whole;
        frame.header.count += static_cast<std::uint64_t>(off);
        CHECK_FALSE(unpack_frame(frame, {}).has_value());
        frame = whole;
        frame.header.raw_bytes += static_cast<std::uint64_t>(off);
        CHECK_FALSE(unpack_frame(frame, {}).has_value());
    }
    Frame bomb = whole;
    bomb.deflated = compress(Bytes(16 * 1024 * 1024), {});
    bomb.header.raw_bytes = limits::frame_raw_bytes_max;
    CHECK_FALSE(unpack_frame(bomb, {}).has_value());
}

TEST_CASE("frame: a body is as long as an operation may be and no longer") {
    FrameHeader header = samples::frame(1, 1, false).header;
    const Bytes longest(limits::operation_bytes_max);
    const Bytes too_long(limits::operation_bytes_max + 1);
    const std::vector<BytesView> at_limit = {longest};
    const std::vector<BytesView> one_more = {too_long};
    CHECK(unpack_frame(pack_frame(header, at_limit, {}, {}), {}).has_value());
    CHECK_FALSE(unpack_frame(pack_frame(header, one_more, {}, {}), {}).has_value());
}

TEST_CASE("frame: every number of its header is read at its limit and refused past it") {
    const auto reads = [](auto change) {
        Frame frame = samples::frame(1, 1, false);
        change(frame);
        return read_back(frame).has_value();
    };
    using limits::frame_operations_max;
    CHECK(reads([](Frame& f) { f.header.first = INT64_MAX - frame_operations_max; }));
    CHECK_FALSE(reads([](Frame& f) { f.header.first = INT64_MAX - frame_operations_max + 1; }));
    CHECK_FALSE(reads([](Frame& f) { f.header.first = 0; }));
    CHECK(reads([](Frame& f) { f.header.count = frame_operations_max; }));
    CHECK_FALSE(reads([](Frame& f) { f.header.count = frame_operations_max + 1; }));
    CHECK_FALSE(reads([](Frame& f) { f.header.count = 0; }));
    CHECK(reads([](Frame& f) { f.header.raw_bytes = limits::frame_raw_bytes_max; }));
    CHECK_FALSE(reads([](Frame& f) { f.header.raw_bytes = limits::frame_raw_bytes_max + 1; }));
    CHECK(reads([](Frame& f) { f.header.parent = UINT64_MAX; }));
    CHECK(reads([](Frame& f) { f.seal.resize(limits::seal_bytes_max); }));
    CHECK_FALSE(reads([](Frame& f) { f.seal.resize(limits::seal_bytes_max + 1); }));

    Frame frame = samples::frame(1, 1, false);
    frame.deflated.resize(limits::frame_bytes_max - 1000);
    const std::size_t around = encode_frame(frame).size() - frame.deflated.size();
    frame.deflated.resize(limits::frame_bytes_max - around);
    CHECK(encode_frame(frame).size() == limits::frame_bytes_max);
    CHECK(read_back(frame).has_value());
    frame.deflated.push_back(0);
    CHECK_FALSE(read_back(frame).has_value());
}

TEST_CASE("frame: no part of one is a frame, nor is one with something behind it") {
    const Bytes bytes = encode_frame(samples::frame(2, 3, true));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CHECK_FALSE(decode_frame(BytesView(bytes).first(length)).has_value());
    }
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(decode_frame(longer).has_value());
}

// What a receiver does: header, parent, history, ids, seal. The header itself is not signed.
bool is_taken(BytesView bytes) {
    const std::optional<Frame> frame = decode_frame(bytes);
    const LineageRoot root = samples::root();
    if (!frame || frame->header.writer != root.writer || frame->header.lineage != root.lineage ||
        frame->header.first != 2 || frame->header.parent != name_of(samples::operation_id_at(1))) {
        return false;
    }
    const Result<std::vector<Bytes>> bodies = unpack_frame(*frame, samples::bodies()[0]);
    if (!bodies) {
        return false;
    }
    OperationId id = samples::operation_id_at(1);
    for (const Bytes& body : *bodies) {
        id = operation_id(id, body);
    }
    return seal_holds(frame->seal, root, 1 + bodies->size(), id, samples::agent_key().public_key());
}

TEST_CASE("frame: a bit flipped on the way changes nothing that is taken") {
    const Bytes bytes = encode_frame(samples::frame(2, 3, true));
    REQUIRE(is_taken(bytes));
    Bytes flipped = bytes;
    std::size_t harmless = 0;
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        harmless += is_taken(flipped) ? 1 : 0;
        flipped[bit / 8] = bytes[bit / 8];
    }
    // Deflate has bits that say nothing, and a match may be copied from either of two equal places.
    // Whatever it was, the bodies are those that were sealed: ids and seal agree.
    CHECK(harmless < 8);
}

TEST_CASE("seal: vouches for one operation of one lineage of one office at one server, by one key") {
    const LineageRoot root = samples::root();
    const OperationId id = samples::operation_id_at(3);
    const PublicKey& key = samples::agent_key().public_key();
    const Bytes seal = samples::seal(3);
    REQUIRE(seal_holds(seal, root, 3, id, key));
    CHECK(seal.size() == 74);

    const auto holds_for = [&](auto change) {
        LineageRoot other = root;
        change(other);
        return seal_holds(seal, other, 3, id, key);
    };
    CHECK_FALSE(holds_for([](LineageRoot& r) { r.office = "4305"; }));
    CHECK_FALSE(holds_for([](LineageRoot& r) { r.server = samples::key(4).writer(); }));
    CHECK_FALSE(holds_for([](LineageRoot& r) { r.lineage = samples::id<LineageId>(0x12); }));
    CHECK_FALSE(holds_for([](LineageRoot& r) { r.writer = samples::key(3).writer(); }));
    CHECK_FALSE(seal_holds(seal, root, 2, id, key));
    CHECK_FALSE(seal_holds(seal, root, 3, samples::operation_id_at(2), key));
    CHECK_FALSE(seal_holds(seal, root, 3, id, samples::key(3).public_key()));
    CHECK_FALSE(seal_holds(make_seal(samples::key(3), root, 3, id), root, 3, id, key));
    // The same words signed with the payload inside, or as another kind of message, are no seal.
    CHECK_FALSE(seal_holds(sign_message(samples::agent_key(), seal_payload(root, 3, id)), root, 3, id, key));
    CHECK_FALSE(seal_holds(sign_detached(samples::agent_key(), seal_payload(root, 3, id), Bytes{0}), root, 3,
                           id, key));
}

TEST_CASE("seal: every cut and every flipped bit is refused") {
    const Bytes seal = samples::seal(3);
    const auto holds = [](BytesView bytes) {
        return seal_holds(bytes, samples::root(), 3, samples::operation_id_at(3),
                          samples::agent_key().public_key());
    };
    for (std::size_t length = 0; length < seal.size(); ++length) {
        CHECK_FALSE(holds(BytesView(seal).first(length)));
    }
    Bytes flipped = seal;
    for (std::size_t bit = 0; bit < seal.size() * 8; ++bit) {
        CAPTURE(bit);
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CHECK_FALSE(holds(flipped));
        flipped[bit / 8] = seal[bit / 8];
    }
}

}  // namespace
}  // namespace phirap
