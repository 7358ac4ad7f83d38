// What a stranger may send: anything. Nothing of it may crash a reader, or make it read twice what it
// would not write.
#include <doctest/doctest.h>

#include "shared/core/limits.h"
#include "shared/wire/limits.h"
#include "tests/wire/random_bodies.h"
#include "tests/wire/samples.h"

namespace phirap {
namespace {

// Every reader of the wire; the signed ones past their signature as well.
void read_all(BytesView bytes) {
    static const PublicKey& server = samples::server_key().public_key();
    static const Bytes history = samples::bodies()[0];
    (void)decode_body(bytes);
    (void)scope_of_body(bytes);
    (void)parse_signed(bytes);
    (void)decode_page(bytes);
    (void)decode_response(bytes);
    (void)enrolment_code_from(text_of(bytes));
    if (const auto frame = decode_frame(bytes)) {
        (void)unpack_frame(*frame, history);
    }
    if (const auto request = decode_request(bytes)) {
        (void)hello_holds(*request, samples::agent_key().public_key());
    }
    (void)decode_acknowledgement(bytes, server);
    (void)read_paper(bytes, server);
    (void)decode_enrolment(bytes);
    (void)decode_bundle(bytes, samples::server_key(), Bundle::Way::to_server);
}

// The same bytes as the payload of a message that the right key signed.
void read_signed(const Bytes& payload) {
    const PublicKey& server = samples::server_key().public_key();
    const Bytes message = sign_message(samples::server_key(), payload);
    (void)decode_acknowledgement(message, server);
    (void)read_paper(message, server);
    (void)decode_enrolment(message);
    (void)decode_bundle(samples::bundle_file_around(payload), samples::server_key(), Bundle::Way::to_server);
}

std::vector<Bytes> well_formed() {
    using namespace samples;
    std::vector<Bytes> all = bodies();
    all.push_back(encode_frame(frame(1, 1, false)));
    all.push_back(encode_frame(frame(2, 3, true)));
    all.push_back(encode_request(request(), agent_key()));
    all.push_back(encode_acknowledgement(acknowledgement(), server_key()));
    all.push_back(parse_signed(all.back())->payload);
    all.push_back(encode_page(page()));
    all.push_back(encode_enrolment(enrolment_request(), agent_key()));
    all.push_back(paper());
    all.push_back(bundle_file());
    all.push_back(*open_sealed(server_key(), BytesView(all.back()).subspan(30)));
    const std::string code = to_text(enrolment_code());
    all.emplace_back(code.begin(), code.end());
    return all;
}

// A few bytes changed, put in, taken out or cut off.
Bytes mutated(Bytes bytes, Random& random) {
    static constexpr std::uint8_t telling[] = {0x00, 0x17, 0x18, 0x1b, 0x1f, 0x40, 0x5b, 0x5f, 0x7b, 0x80,
                                               0x81, 0x9b, 0x9f, 0xa0, 0xbb, 0xbf, 0xd2, 0xf6, 0xf9, 0xff};
    for (std::size_t edits = 1 + random.pick(4); edits > 0 && !bytes.empty(); --edits) {
        const std::size_t at = random.pick(bytes.size());
        const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        switch (random.pick(5)) {
            case 0:
                bytes[at] ^= static_cast<std::uint8_t>(1U << random.pick(8));
                break;
            case 1:
                bytes[at] = telling[random.pick(std::size(telling))];
                break;
            case 2:
                bytes.insert(place, telling[random.pick(std::size(telling))]);
                break;
            case 3:
                bytes.erase(place);
                break;
            default:
                bytes.resize(random.one_in(4) ? at : bytes.size());
        }
    }
    return bytes;
}

TEST_CASE("hostile bytes: whatever comes, no reader crashes") {
    Random random(20260101);
    for (int i = 0; i < 30'000; ++i) {
        const Bytes bytes = random_bytes(random, random.pick(random.one_in(50) ? 3'000 : 60));
        read_all(bytes);
    }
}

TEST_CASE("hostile bytes: whatever good bytes are made of, no reader crashes") {
    const std::vector<Bytes> all = well_formed();
    Random random(20260102);
    for (int i = 0; i < 70'000; ++i) {
        read_all(mutated(all[random.pick(all.size())], random));
    }
}

TEST_CASE("hostile bytes: a right signature under wrong words does no harm") {
    const std::vector<Bytes> all = well_formed();
    Random random(20260103);
    for (int i = 0; i < 5'000; ++i) {
        read_signed(mutated(all[random.pick(all.size())], random));
    }
}

// A body is the same on every replica or quarantined on every replica, so there is one spelling of each.
TEST_CASE("hostile bytes: a body that is read, and holds nothing newer, is what we would have written") {
    const std::vector<Bytes> bodies = samples::bodies();
    Random random(20260104);
    int read = 0;
    for (int i = 0; i < 60'000; ++i) {
        const Bytes bytes = mutated(bodies[random.pick(bodies.size())], random);
        const std::optional<OperationBody> body = decode_body(bytes);
        const Result<Bytes> again = body ? encode_body(*body) : fail(ErrorKind::bad_input, "");
        if (again && bytes[0] == 0x86) {
            ++read;
            // A child may be named the long way, a numbered key as text: both are said in PROTOCOL.md.
            CHECK((*again == bytes || again->size() < bytes.size()));
        }
    }
    CHECK(read > 1'000);
}

TEST_CASE("hostile bytes: lists that are declared and never come take no time and no memory") {
    for (const int major : {2, 3, 4, 5}) {
        const Bytes bytes = {static_cast<std::uint8_t>(major << 5 | 27), 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff};
        read_all(bytes);
        for (const std::string_view before : {"\x86\x01\x01\x60\xf6\x40", "\x83", "\x82", "\xd2\x84"}) {
            Bytes message(before.begin(), before.end());
            append(message, bytes);
            read_all(message);
        }
    }
}

}  // namespace
}  // namespace phirap
