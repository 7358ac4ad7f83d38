#include "shared/core/ids.h"

#include <doctest/doctest.h>

using namespace phirap;

TEST_CASE("ids: a name of an operation is its first 8 bytes, the first the highest") {
    OperationId id;
    for (std::size_t at = 0; at < 32; ++at) {
        id.bytes[at] = static_cast<std::uint8_t>(at + 1);
    }
    CHECK(name_of(id) == 0x0102030405060708ULL);
}

TEST_CASE("ids: a name reads back, and what is no name is refused") {
    for (const char* name : {"shop", "2024-04", "cdd_travel", "a", "0123456789abcdef"}) {
        CHECK(to_text(*entity_named(name)) == name);
        CHECK(entity_from_text(name) == entity_named(name));
    }
    for (const char* other : {"", "0123456789abcdefg", "Shop", "a b", "ก"}) {
        CHECK_FALSE(entity_named(other));
    }
}

TEST_CASE("ids: a UUID reads back in its usual spelling and is never taken for a name") {
    const EntityId seven = uuid_v7(0x0123456789ab, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    CHECK(to_text(seven) == "01234567-89ab-7102-8304-05060708090a");
    CHECK(entity_from_text(to_text(seven)) == seven);
    CHECK_FALSE(is_name(seven));

    const Bytes digest(32, 'a');
    const EntityId eight = uuid_v8(digest);
    CHECK(to_text(eight) == "61616161-6161-8161-a161-616161616161");
    CHECK_FALSE(is_name(eight));
    CHECK_FALSE(entity_from_text("01234567-89ab-7102-8304-05060708090"));
    CHECK_FALSE(entity_from_text("01234567x89ab-7102-8304-05060708090a"));
    CHECK_FALSE(entity_from_text("0123456g-89ab-7102-8304-05060708090a"));
}

TEST_CASE("ids: an office is 1 to 16 plain characters") {
    CHECK(is_office("4301"));
    CHECK(is_office("NK-43.a_b"));
    for (const char* other : {"", "01234567890123456", "43/1", "เมือง"}) {
        CHECK_FALSE(is_office(other));
    }
}

TEST_CASE("bytes: hexadecimal there and back") {
    const Bytes bytes = {0x00, 0x7f, 0xff};
    CHECK(to_hex(bytes) == "007fff");
    CHECK(from_hex("007fff") == bytes);
    CHECK(from_hex("007FFF") == bytes);
    CHECK_FALSE(from_hex("007ff"));
    CHECK_FALSE(from_hex("0g"));
}
