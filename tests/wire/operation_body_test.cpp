#include "shared/wire/operation_body.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"
#include "tests/wire/hex_text.h"
#include "tests/wire/random_bodies.h"
#include "tests/wire/samples.h"

namespace phirap {
namespace {

const Entity the_row{EntityKind::row, samples::row(), 0};

OperationBody body_of(std::vector<Change> changes) {
    return {{1, 0}, "a", {"m", Month{2024, 4}}, {}, std::move(changes)};
}

OperationBody body_of(std::vector<Field> fields) {
    return body_of(std::vector<Change>{{ChangeKind::set, the_row, std::move(fields)}});
}

// A body of the office itself whose changes are these bytes.
std::optional<OperationBody> decode_changes(std::string_view changes) {
    Bytes bytes = from_hex_text("86 00 00 61 61 f6 40");
    append(bytes, from_hex_text(changes));
    return decode_body(bytes);
}

bool reads(std::string_view changes) {
    return decode_changes(changes).has_value();
}

std::string why_refused(const OperationBody& body) {
    const Result<Bytes> encoded = encode_body(body);
    return encoded ? "" : encoded.error().key;
}

TEST_CASE("body: what is written is read back, whatever it holds") {
    for (std::uint32_t seed = 0; seed < 3'000; ++seed) {
        CAPTURE(seed);
        Random random(seed);
        const OperationBody body = random_body(random);

        const Result<Bytes> bytes = encode_body(body);

        REQUIRE(bytes.has_value());
        CHECK(decode_body(*bytes) == body);
        CHECK(scope_of_body(*bytes) == body.scope);
        CHECK(scope_from_text(to_text(body.scope)) == body.scope);
    }
}

TEST_CASE("body: equal bodies are equal bytes, in whatever order their fields were given") {
    for (std::uint32_t seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        Random random(seed);
        OperationBody body = random_body(random);
        const Bytes bytes = encode_body(body).value();
        for (Change& change : body.changes) {
            std::shuffle(change.fields.begin(), change.fields.end(), random.engine);
        }
        CHECK(encode_body(body).value() == bytes);
    }
}

TEST_CASE("body: a part of one is none, nor is one with something behind it") {
    for (const Bytes& body : samples::bodies()) {
        for (std::size_t length = 0; length < body.size(); ++length) {
            CHECK_FALSE(decode_body(BytesView(body).first(length)).has_value());
        }
        Bytes longer = body;
        longer.push_back(0);
        CHECK_FALSE(decode_body(longer).has_value());
    }
}

TEST_CASE("body: an id is null, a name, or 16 bytes that are neither") {
    CHECK(reads("81 83 05 f6 a0"));
    CHECK(reads("81 83 04 64 73686f70 a0"));  // "shop"
    CHECK(reads("81 83 01 50 01020304050607080900010203040506 a0"));
    CHECK_FALSE(reads("81 83 04 50 73686f70000000000000000000000000 a0"));  // "shop" as bytes
    CHECK_FALSE(reads("81 83 05 50 00000000000000000000000000000000 a0"));  // null as bytes
    CHECK_FALSE(reads("81 83 01 4f 010203040506070809000102030405 a0"));
    CHECK_FALSE(reads("81 83 04 64 53484f50 a0"));  // "SHOP"
    CHECK_FALSE(reads("81 83 04 60 a0"));           // no letter
    CHECK_FALSE(reads("81 83 04 71 6161616161616161616161616161616161 a0"));
    CHECK_FALSE(reads("81 83 04 05 a0"));
    CHECK_FALSE(reads("81 83 19 0100 f6 a0"));  // a kind past 255
}

TEST_CASE("body: a child is named by its number behind its row, and with its row's id anywhere") {
    const auto after_row = decode_changes("82 83 01 61 61 a0  83 02 00 a0");
    REQUIRE(after_row.has_value());
    CHECK(after_row->changes[1].entity == Entity{EntityKind::channel, *entity_named("a"), 0});
    const auto after_child = decode_changes("82 83 03 82 61 61 07 a0  83 02 01 a0");
    REQUIRE(after_child.has_value());
    CHECK(after_child->changes[0].entity == Entity{EntityKind::evidence, *entity_named("a"), 7});
    CHECK(after_child->changes[1].entity == Entity{EntityKind::channel, *entity_named("a"), 1});
    // A service between them does not end the row.
    CHECK(reads("83 83 01 61 61 a0  83 04 61 62 a0  83 02 00 a0"));

    CHECK_FALSE(reads("81 83 02 00 a0"));
    CHECK_FALSE(reads("82 83 04 61 61 a0  83 02 00 a0"));
    CHECK_FALSE(reads("81 83 02 61 61 a0"));
    CHECK_FALSE(reads("81 83 02 82 61 61 1b 0000000100000000 a0"));
}

TEST_CASE("body: keys stand in order, each once, and are keys") {
    CHECK(reads("81 83 05 f6 a2 00 01  01 02"));
    CHECK(reads("81 83 05 f6 a2 61 62 01  62 61 61 01"));
    CHECK(reads("81 83 05 f6 a1 64 64617465 01"));               // "date", from before it had a number
    CHECK_FALSE(reads("81 83 05 f6 a2 00 01  64 64617465 01"));  // and again as its number, 0
    CHECK_FALSE(reads("81 83 05 f6 a2 01 01  00 02"));
    CHECK_FALSE(reads("81 83 05 f6 a2 00 01  00 02"));
    CHECK_FALSE(reads("81 83 05 f6 a2 62 61 61 01  61 62 01"));
    CHECK_FALSE(reads("81 83 05 f6 a2 61 61 01  00 01"));
    CHECK_FALSE(reads("81 83 05 f6 a1 61 41 01"));      // "A"
    CHECK_FALSE(reads("81 83 05 f6 a1 60 01"));         // ""
    CHECK_FALSE(reads("81 83 05 f6 a1 63 233939 01"));  // "#99"
    CHECK_FALSE(reads("81 83 05 f6 a1 20 01"));         // -1
    CHECK_FALSE(reads("81 83 05 f6 a1 00 f9 3c00"));    // a float
    CHECK_FALSE(reads("81 83 05 f6 a1 00 80"));         // an array
    CHECK_FALSE(reads("81 83 05 f6 a1 00 1b 8000000000000000"));
}

TEST_CASE("body: a field number of a later version is kept under a key that no text spells") {
    const auto body = decode_changes("81 83 05 f6 a1 18 63 01");
    REQUIRE(body.has_value());
    CHECK(body->changes[0].fields == std::vector<Field>{{"#99", 1}});
    CHECK(why_refused(*body) == "operation_not_writable");
}

TEST_CASE("body: a kind of change of a later version is known for unknown") {
    for (const std::string_view change : {"81 83 05 f6 00", "81 83 05 f6 03", "81 83 05 f6 18 ff"}) {
        const auto body = decode_changes(change);
        REQUIRE(body.has_value());
        CHECK(body->changes[0].kind == ChangeKind::unknown);
        CHECK(why_refused(*body) == "operation_not_writable");
    }
    CHECK(decode_changes("81 83 05 f6 01")->changes[0].kind == ChangeKind::remove);
    CHECK(decode_changes("81 83 05 f6 02")->changes[0].kind == ChangeKind::keep);
}

TEST_CASE("body: parts that a later version adds at the end are passed over, up to twelve") {
    CHECK(decode_body(from_hex_text("87 00 00 60 f6 40 80 1b ffffffffffffffff")).has_value());
    CHECK(decode_body(from_hex_text("8c 00 00 60 f6 40 80  00 01 02 03 04 05")).has_value());
    CHECK_FALSE(decode_body(from_hex_text("8d 00 00 60 f6 40 80  00 01 02 03 04 05 06")).has_value());
    CHECK_FALSE(decode_body(from_hex_text("85 00 00 60 f6 40")).has_value());
}

TEST_CASE("body: times, months and what was seen have their bounds") {
    CHECK(decode_body(from_hex_text("86 1b 0000ffffffffffff 19 ffff 60 f6 40 80")).has_value());
    CHECK_FALSE(decode_body(from_hex_text("86 1b 0001000000000000 00 60 f6 40 80")).has_value());
    CHECK_FALSE(decode_body(from_hex_text("86 20 00 60 f6 40 80")).has_value());
    CHECK_FALSE(decode_body(from_hex_text("86 00 1a 00010000 60 f6 40 80")).has_value());
    CHECK(decode_body(from_hex_text("86 00 00 60 82 61 6d 0c 40 80")).has_value());
    CHECK_FALSE(decode_body(from_hex_text("86 00 00 60 82 61 6d 0b 40 80")).has_value());
    CHECK(decode_body(from_hex_text("86 00 00 60 82 61 6d 1a 0001d4bf 40 80")).has_value());
    CHECK_FALSE(decode_body(from_hex_text("86 00 00 60 82 61 6d 1a 0001d4c0 40 80")).has_value());
    CHECK_FALSE(decode_body(from_hex_text("86 00 00 60 82 60 0c 40 80")).has_value());
    CHECK_FALSE(decode_body(from_hex_text("86 00 00 60 f6 47 00000000000000 80")).has_value());
}

TEST_CASE("body: every limit is kept at save, and reading agrees with it") {
    OperationBody changes =
        body_of(std::vector<Change>(limits::changes_max, {ChangeKind::keep, the_row, {}}));
    CHECK(why_refused(changes) == "");
    changes.changes.push_back(changes.changes.back());
    CHECK(why_refused(changes) == "too_many_changes");

    OperationBody seen = body_of(std::vector<Field>{});
    seen.seen.assign(limits::seen_max, 1);
    CHECK(why_refused(seen) == "");
    seen.seen.push_back(1);
    CHECK(why_refused(seen) == "too_much_seen");

    std::vector<Field> fields;
    for (std::size_t i = 0; i < limits::fields_max; ++i) {
        fields.push_back({"f" + std::to_string(i), 1});
    }
    CHECK(why_refused(body_of(fields)) == "");
    fields.push_back({"one_more", 1});
    CHECK(why_refused(body_of(fields)) == "too_many_fields");

    CHECK(why_refused(body_of({{"place", std::string(limits::text_bytes_max, 'x')}})) == "");
    CHECK(why_refused(body_of({{"place", std::string(limits::text_bytes_max + 1, 'x')}})) == "text_too_long");

    OperationBody author = body_of(std::vector<Field>{});
    author.author.assign(limits::author_bytes_max, 'x');
    CHECK(why_refused(author) == "");
    author.author += 'x';
    CHECK(why_refused(author) == "author_too_long");
}

TEST_CASE("body: an operation is as long as its limit and no longer; the server's texts may fill it") {
    const auto pack = [](std::size_t size) {
        const Entity entity{EntityKind::pack, *entity_named("click-chumchon"), 0};
        return body_of(std::vector<Change>{{ChangeKind::set, entity, {{"json", std::string(size, 'x')}}}});
    };
    const std::size_t around = encode_body(pack(60'000)).value().size() - 60'000;
    const Result<Bytes> full = encode_body(pack(limits::operation_bytes_max - around));
    REQUIRE(full.has_value());
    CHECK(full->size() == limits::operation_bytes_max);
    CHECK(decode_body(*full).has_value());
    CHECK(why_refused(pack(limits::operation_bytes_max - around + 1)) == "operation_too_large");

    Bytes longer = from_hex_text("87 00 00 60 f6 40 80 5a 00010000");
    longer.resize(longer.size() + 65536);
    CHECK_FALSE(decode_body(longer).has_value());
}

TEST_CASE("body: nothing is saved that could not be read again as it is") {
    CHECK(why_refused(body_of({{"place", "\xff"}})) == "operation_not_writable");
    CHECK(why_refused(body_of({{"Place", 1}})) == "operation_not_writable");
    CHECK(why_refused(body_of({{std::string(65, 'a'), 1}})) == "operation_not_writable");
    CHECK(why_refused(body_of({{"place", 1}, {"place", 2}})) == "operation_not_writable");

    OperationBody body = body_of(std::vector<Field>{});
    body.author = "\xc3";
    CHECK(why_refused(body) == "operation_not_writable");
    body = body_of(std::vector<Field>{});
    body.time.wall_ms = -1;
    CHECK(why_refused(body) == "operation_not_writable");
    body.time.wall_ms = std::int64_t{1} << 48;
    CHECK(why_refused(body) == "operation_not_writable");
    body = body_of(std::vector<Field>{});
    body.scope.mission.clear();
    CHECK(why_refused(body) == "operation_not_writable");
    body.scope = {"m", std::nullopt};
    CHECK(why_refused(body) == "operation_not_writable");
    body = body_of(std::vector<Field>{});
    body.changes[0].entity.child = 1;
    CHECK(why_refused(body) == "operation_not_writable");
    body = body_of({{"place", 1}});
    body.changes[0].kind = ChangeKind::remove;
    CHECK(why_refused(body) == "operation_not_writable");
}

TEST_CASE("body: a scope's text is read back, and what is none gives the office itself") {
    CHECK(to_text(Scope{"click-chumchon", Month{2024, 4}}) == "click-chumchon/2024-04");
    CHECK(scope_from_text("click-chumchon/2024-04") == Scope{"click-chumchon", Month{2024, 4}});
    CHECK(scope_from_text("a/b/2024-04") == Scope{"a/b", Month{2024, 4}});
    CHECK(scope_from_text("") == Scope{});
    CHECK(scope_from_text("click-chumchon/2024-13") == Scope{});
}

}  // namespace
}  // namespace phirap
