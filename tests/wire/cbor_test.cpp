#include "shared/wire/cbor.h"

#include <doctest/doctest.h>

#include "shared/wire/limits.h"

namespace phirap {
namespace {

Bytes hex(std::string_view text) {
    return from_hex(text).value();
}

template <typename Read>
bool refused(std::string_view bytes, Read read) {
    const Bytes in = hex(bytes);
    CborReader reader{BytesView(in)};
    read(reader);
    return !reader.finished();
}

bool number_refused(std::string_view bytes) {
    return refused(bytes, [](CborReader& in) { (void)in.number(); });
}

TEST_CASE("cbor: the examples of RFC 8949 appendix A are written and read") {
    const std::vector<std::pair<std::int64_t, std::string>> examples = {
        {0, "00"},
        {23, "17"},
        {24, "1818"},
        {255, "18ff"},
        {256, "190100"},
        {65535, "19ffff"},
        {65536, "1a00010000"},
        {4294967295, "1affffffff"},
        {4294967296, "1b0000000100000000"},
        {1000000000000, "1b000000e8d4a51000"},
        {INT64_MAX, "1b7fffffffffffffff"},
        {-1, "20"},
        {-24, "37"},
        {-25, "3818"},
        {-1000, "3903e7"},
        {INT64_MIN, "3b7fffffffffffffff"},
    };
    for (const auto& [value, bytes] : examples) {
        CAPTURE(value);
        CborWriter out;
        out.number(value);
        CHECK(to_hex(out.written()) == bytes);
        CborReader in(out.written());
        CHECK(in.number() == value);
        CHECK(in.finished());
    }
}

TEST_CASE("cbor: one value has one encoding, so longer heads are refused") {
    CHECK(number_refused("1817"));
    CHECK(number_refused("1900ff"));
    CHECK(number_refused("1a0000ffff"));
    CHECK(number_refused("1b00000000ffffffff"));
    CHECK(number_refused("3817"));
    CHECK(refused("5801aa", [](CborReader& in) { (void)in.bytes(10); }));
    CHECK(refused("9800", [](CborReader& in) { (void)in.array(10); }));
}

TEST_CASE("cbor: what we do not speak is refused") {
    CHECK(number_refused("1b8000000000000000"));  // past 63 bits
    CHECK(number_refused("3b8000000000000000"));
    CHECK(number_refused("f90000"));  // a float
    CHECK(number_refused("c100"));    // a tag
    CHECK(number_refused("1c"));      // reserved
    CHECK(number_refused("1f"));
    CHECK(number_refused("0000"));  // something left over
    CHECK(refused("5f41aaff", [](CborReader& in) { (void)in.bytes(10); }));
    CHECK(refused("9f00ff", [](CborReader& in) { in.skip(); }));
    CHECK(refused("bf0000ff", [](CborReader& in) { in.skip(); }));
    CHECK(refused("d21100", [](CborReader& in) { in.tag(17); }));
    CHECK(refused("f7", [](CborReader& in) { in.null(); }));
    CHECK(refused("f8f4", [](CborReader& in) { (void)in.flag(); }));
    for (const std::string_view float_or_tag : {"f93c00", "fa3f800000", "fb3ff0000000000000", "c000", "f7"}) {
        CAPTURE(float_or_tag);
        CHECK(refused(float_or_tag, [](CborReader& in) { in.skip(); }));
    }
}

TEST_CASE("cbor: text is UTF-8 by RFC 3629 or it is refused") {
    const auto text = [](CborReader& in) { (void)in.text(100); };
    CHECK_FALSE(refused("63e0b884", text));
    CHECK_FALSE(refused("64f48fbfbf", text));
    for (const std::string_view bad :
         {"61ff", "62c080", "63e08080", "63eda080", "64f4908080", "62e0b8", "61c2", "64f0808080"}) {
        CAPTURE(bad);
        CHECK(refused(bad, text));
    }
}

TEST_CASE("cbor: a limit holds at the limit and refuses one more") {
    CborWriter out;
    out.bytes(Bytes(300));
    CborReader at_limit(out.written());
    CHECK(at_limit.bytes(300).size() == 300);
    CHECK(at_limit.finished());
    CborReader one_more(out.written());
    CHECK(one_more.bytes(299).empty());
    CHECK_FALSE(one_more.ok());

    const Bytes five = hex("850102030405");
    CHECK(CborReader(five).array(5) == 5);
    CHECK(CborReader(five).array(4) == 0);
    const Bytes number = hex("1864");
    CHECK(CborReader(number).unsigned_number(100) == 100);
    CHECK(CborReader(number).unsigned_number(99) == 0);
}

TEST_CASE("cbor: a reader that failed stays failed and gives nothing") {
    const Bytes bytes = hex("01020343aabbcc");
    CborReader in{BytesView(bytes)};
    CHECK(in.number() == 1);
    in.null();
    CHECK_FALSE(in.ok());
    CHECK(in.number() == 0);
    CHECK(in.text(10).empty());
    CHECK(in.array(10) == 0);
    CHECK_FALSE(in.flag());
    CHECK(in.next() == CborReader::Kind::end);
    CHECK(in.id<Nonce>() == Nonce{});
    CHECK_FALSE(in.finished());
}

TEST_CASE("cbor: whatever a later version writes within the rules is passed over") {
    CborWriter out;
    out.array(6);
    out.unsigned_number(UINT64_MAX);
    out.number(INT64_MIN);
    out.text("ก");
    out.map(1);
    out.unsigned_number(1);
    out.array(2);
    out.null();
    out.flag(true);
    out.bytes(Bytes(3));
    out.array(0);
    CborReader in(out.written());
    in.skip();
    CHECK(in.finished());
}

TEST_CASE("cbor: nesting is bounded, in arrays and in maps") {
    const auto nested = [](std::uint8_t head, int depth) {
        Bytes bytes;
        for (int i = 0; i < depth; ++i) {
            bytes.push_back(head);
            if (head == 0xa1) {
                bytes.push_back(0);
            }
        }
        bytes.push_back(0);
        return bytes;
    };
    for (const std::uint8_t head : {std::uint8_t{0x81}, std::uint8_t{0xa1}}) {
        CAPTURE(head);
        const Bytes at_limit = nested(head, limits::cbor_depth_max);
        const Bytes one_more = nested(head, limits::cbor_depth_max + 1);
        const Bytes bomb = nested(head, 1'000'000);
        CborReader in(at_limit);
        in.skip();
        CHECK(in.finished());
        for (const Bytes& bytes : {one_more, bomb}) {
            CborReader refusing(bytes);
            refusing.skip();
            CHECK_FALSE(refusing.ok());
        }
    }
}

TEST_CASE("cbor: a count with nothing behind it costs nothing") {
    for (const std::string_view head : {"9bffffffffffffffff", "9a7fffffff", "bbffffffffffffffff",
                                        "ba7fffffff", "5bffffffffffffffff", "7b7fffffffffffffff"}) {
        CAPTURE(head);
        CHECK(refused(head, [](CborReader& in) { in.skip(); }));
    }
}

}  // namespace
}  // namespace phirap
