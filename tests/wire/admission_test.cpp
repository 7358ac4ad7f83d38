#include "shared/wire/admission.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/wire/base32.h"
#include "shared/wire/cbor.h"
#include "shared/wire/limits.h"
#include "tests/wire/random_bodies.h"
#include "tests/wire/samples.h"

namespace phirap {
namespace {

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::string without_hyphens(std::string text) {
    std::erase(text, '-');
    return text;
}

TEST_CASE("base 32: what was written is read, whatever its length") {
    Random random(1);
    for (std::size_t size = 0; size < 100; ++size) {
        const Bytes bytes = random_bytes(random, size);
        CHECK(from_base32(to_base32(bytes)) == bytes);
    }
    CHECK(to_base32(Bytes{0xff}) == "ZW");
    CHECK(from_base32("OIL0") == from_base32("0110"));
}

TEST_CASE("base 32: other letters and left-over bits are refused") {
    CHECK_FALSE(from_base32("U0").has_value());
    CHECK_FALSE(from_base32("a0").has_value());
    CHECK_FALSE(from_base32("0*").has_value());
    CHECK_FALSE(from_base32(std::string(1, '\0')).has_value());
    CHECK_FALSE(from_base32("ZZ").has_value());   // 8 bits and two that are not zero
    CHECK_FALSE(from_base32("0").has_value());    // half a byte
    CHECK_FALSE(from_base32("000").has_value());  // a byte and half
}

TEST_CASE("enrolment code: read as it was given out, in either case, with hyphens and spaces or without") {
    const EnrolmentCode code = samples::enrolment_code();
    const std::string text = to_text(code);
    CHECK(enrolment_code_from(text).value() == code);
    CHECK(enrolment_code_from(lower(text)).value() == code);
    CHECK(enrolment_code_from(without_hyphens(text)).value() == code);
    CHECK(enrolment_code_from("  " + text.substr(0, 40) + "\r\n\t" + text.substr(40) + "\n").value() == code);
    std::string spaced = text;
    std::ranges::replace(spaced, '-', ' ');
    CHECK(enrolment_code_from(spaced).value() == code);
    std::string misread = text.substr(7);
    std::ranges::replace(misread, '0', 'o');
    std::ranges::replace(misread, '1', 'l');
    CHECK(enrolment_code_from("PHIRAP-" + misread).value() == code);

    EnrolmentCode plain = code;
    plain.pin.reset();
    plain.url = std::string(limits::url_bytes_max, 'u');
    plain.mission = std::string(limits::key_bytes_max, 'm');
    plain.office = std::string(limits::office_bytes_max, 'o');
    CHECK(enrolment_code_from(to_text(plain)).value() == plain);
}

TEST_CASE("enrolment code: every letter typed wrong, left out, doubled or swapped is found") {
    const std::string text = without_hyphens(to_text(samples::enrolment_code()));
    const std::string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (std::size_t at = 6; at < text.size(); ++at) {
        CAPTURE(at);
        for (const char other : alphabet) {
            std::string wrong = text;
            wrong[at] = other;
            CHECK((other == text[at] || !enrolment_code_from(wrong).has_value()));
        }
        CHECK_FALSE(enrolment_code_from(text.substr(0, at) + text.substr(at + 1)).has_value());
        CHECK_FALSE(enrolment_code_from(text.substr(0, at) + text[at] + text.substr(at)).has_value());
        CHECK_FALSE(enrolment_code_from(text.substr(0, at)).has_value());
        if (at + 1 < text.size() && text[at] != text[at + 1]) {
            std::string wrong = text;
            std::swap(wrong[at], wrong[at + 1]);
            CHECK_FALSE(enrolment_code_from(wrong).has_value());
        }
    }
}

TEST_CASE("enrolment code: an error says whether it is no code, not whole, or too new") {
    const auto why = [](std::string_view text) { return enrolment_code_from(text).error().key; };
    CHECK(why("") == "code_no_prefix");
    CHECK(why("4301-ABCD") == "code_no_prefix");
    CHECK(why("PHIRAP-") == "code_not_whole");
    CHECK(why("PHIRAP-12345") == "code_not_whole");
    CHECK(why("PHIRAP-" + std::string(1'000'000, 'A')) == "code_not_whole");
    CHECK(why("PHIRAP-\xe0\xb8\x81") == "code_not_whole");
    Bytes newer = {1};
    const Digest checksum = digest_of({newer});
    append(newer, checksum.view().first(4));
    CHECK(why("PHIRAP-" + to_base32(newer)) == "code_newer");
    Bytes hollow = {0};
    const Digest hollow_checksum = digest_of({hollow});
    append(hollow, hollow_checksum.view().first(4));
    CHECK(why("PHIRAP-" + to_base32(hollow)) == "code_not_whole");
}

TEST_CASE("enrolment request: read when the key that it names signed it, and in no other case") {
    const EnrolmentRequest request = samples::enrolment_request();
    const Bytes bytes = encode_enrolment(request, samples::agent_key());
    CHECK(decode_enrolment(bytes) == request);
    CHECK_FALSE(decode_enrolment(encode_enrolment(request, samples::key(3))).has_value());

    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CHECK_FALSE(decode_enrolment(BytesView(bytes).first(length)).has_value());
    }
    Bytes flipped = bytes;
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        CAPTURE(bit);
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CHECK_FALSE(decode_enrolment(flipped).has_value());
        flipped[bit / 8] = bytes[bit / 8];
    }
}

TEST_CASE("enrolment request: what no office or machine is called is refused") {
    const auto reads = [](const EnrolmentRequest& request) {
        return decode_enrolment(encode_enrolment(request, samples::agent_key())).has_value();
    };
    EnrolmentRequest request = samples::enrolment_request();
    request.machine.assign(limits::author_bytes_max, 'x');
    CHECK(reads(request));
    request.machine += 'x';
    CHECK_FALSE(reads(request));
    request.machine = "\xff";
    CHECK_FALSE(reads(request));
    for (const std::string_view office : {"", "43 01", "12345678901234567", "๔๓"}) {
        request = samples::enrolment_request();
        request.office = office;
        CHECK_FALSE(reads(request));
    }
}

TEST_CASE("paper: the server's own signature admits, and no other") {
    const Admission admission{samples::server_key().writer(), samples::agent_key().public_key(), "4301"};
    const PublicKey& server = samples::server_key().public_key();
    const Bytes paper = samples::paper();
    CHECK(read_paper(paper, server) == admission);
    CHECK(paper.size() <= limits::paper_bytes_max);
    CHECK_FALSE(read_paper(paper, samples::key(4).public_key()).has_value());
    CHECK_FALSE(read_paper(make_paper(admission, samples::key(4)), server).has_value());
    // Signed by the server, and yet about another one.
    CHECK_FALSE(
        read_paper(make_paper({samples::key(4).writer(), admission.key, "4301"}, samples::server_key()),
                   server)
            .has_value());
    CHECK_FALSE(
        read_paper(make_paper({admission.server, admission.key, "no office"}, samples::server_key()), server)
            .has_value());
    for (std::size_t length = 0; length < paper.size(); ++length) {
        CHECK_FALSE(read_paper(BytesView(paper).first(length), server).has_value());
    }
    Bytes flipped = paper;
    for (std::size_t bit = 0; bit < paper.size() * 8; ++bit) {
        CAPTURE(bit);
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CHECK_FALSE(read_paper(flipped, server).has_value());
        flipped[bit / 8] = paper[bit / 8];
    }
}

// One key signs several kinds of message; none passes for another.
TEST_CASE("paper: an acknowledgement is no paper, and a paper no acknowledgement") {
    const PublicKey& server = samples::server_key().public_key();
    CHECK_FALSE(read_paper(encode_acknowledgement(samples::acknowledgement(), samples::server_key()), server)
                    .has_value());
    CHECK_FALSE(decode_acknowledgement(samples::paper(), server).has_value());
    CHECK_FALSE(decode_enrolment(samples::paper()).has_value());
}

}  // namespace
}  // namespace phirap
