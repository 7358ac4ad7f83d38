// The bytes of every format, as they were when it was fixed: what is on disks and sticks out there must be
// readable for ever, and two versions must write the same. PHIRAP_WRITE_GOLDEN=1 writes the files anew;
// the difference is then a change of the protocol, to be weighed as one. (Deflated bytes are those of
// zlib 1.2.13; another zlib may deflate otherwise and still be right.)
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "tests/support/tests_folder.h"
#include "tests/wire/hex_text.h"
#include "tests/wire/samples.h"

namespace phirap {
namespace {

struct Golden {
    std::string name;
    std::string comment;
    Bytes bytes;
    std::function<bool(const Bytes&)> reads;  // as what was written
};

std::string path_of(const Golden& golden) {
    return (tests_folder() / "golden/wire" / (std::string(golden.name) + ".hex")).string();
}

std::string hex_lines(const Bytes& bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 32) {
        text += to_hex(BytesView(bytes).subspan(at, std::min<std::size_t>(32, bytes.size() - at))) + "\n";
    }
    return text;
}

Golden body(std::size_t number, std::string comment) {
    return {"operation_body_" + std::to_string(number), std::move(comment), samples::bodies()[number - 1],
            [number](const Bytes& bytes) { return decode_body(bytes) == samples::operations()[number - 1]; }};
}

Golden frame(std::string name, std::string comment, const Frame& packed, const Bytes& history,
             std::vector<Bytes> bodies) {
    return {std::move(name), std::move(comment), encode_frame(packed),
            [packed, history, bodies = std::move(bodies)](const Bytes& bytes) {
                const std::optional<Frame> read = decode_frame(bytes);
                return read == packed && unpack_frame(*read, history) == bodies;
            }};
}

std::vector<Golden> operations_and_frames() {
    const std::vector<Bytes> bodies = samples::bodies();
    return {
        body(1, "a row with two channels and a picture"),
        body(2,
             "an edit that saw two operations, clears a field, deletes a channel, keeps its row, ticks a "
             "service"),
        body(3, "a submission"),
        frame("frame", "operation 1, without history", samples::frame(1, 1, false), {}, {bodies[0]}),
        frame("frame_with_history", "operations 2 and 3, deflated with the body of operation 1 as history",
              samples::frame(2, 3, true), bodies[0], {bodies[1], bodies[2]}),
        {"seal", "the seal of operation 3", samples::seal(3),
         [](const Bytes& bytes) {
             return seal_holds(bytes, samples::root(), 3, samples::operation_id_at(3),
                               samples::agent_key().public_key());
         }},
    };
}

std::vector<Golden> round_messages() {
    using namespace samples;
    return {
        {"sync_request", "two tips, a cursor, a paper and two frames", encode_request(request(), agent_key()),
         [](const Bytes& bytes) {
             const auto received = decode_request(bytes);
             return received && received->request == request() &&
                    hello_holds(*received, agent_key().public_key());
         }},
        {"bundle", "an enrolment-request and a request, sealed to the server", bundle_file(),
         [](const Bytes& bytes) {
             const auto read = decode_bundle(bytes, server_key(), Bundle::Way::to_server);
             return read && *read == bundle();
         }},
        {"acknowledgement", "every member filled", encode_acknowledgement(acknowledgement(), server_key()),
         [](const Bytes& bytes) {
             return decode_acknowledgement(bytes, server_key().public_key()) == acknowledgement();
         }},
        {"feed_page", "a frame and the name of a run", encode_page(page()),
         [](const Bytes& bytes) { return decode_page(bytes) == page(); }},
        {"sync_response", "that acknowledgement and that page",
         encode_response({encode_acknowledgement(acknowledgement(), server_key()), encode_page(page())}),
         [](const Bytes& bytes) {
             const auto read = decode_response(bytes);
             return read && read->page == encode_page(page()) &&
                    decode_acknowledgement(read->acknowledgement, server_key().public_key()) ==
                        acknowledgement();
         }},
    };
}

std::vector<Golden> admissions() {
    using namespace samples;
    const std::string code = to_text(enrolment_code());
    return {
        {"enrolment_code", "the characters of " + code, Bytes(code.begin(), code.end()),
         [](const Bytes& bytes) {
             const auto read = enrolment_code_from(text_of(bytes));
             return read && *read == enrolment_code();
         }},
        {"enrolment_request", "signed by the key that it names",
         encode_enrolment(enrolment_request(), agent_key()),
         [](const Bytes& bytes) { return decode_enrolment(bytes) == enrolment_request(); }},
        {"paper", "the admission of that key to office 4301", paper(),
         [](const Bytes& bytes) {
             return read_paper(bytes, server_key().public_key()) ==
                    Admission{server_key().writer(), agent_key().public_key(), "4301"};
         }},
    };
}

void check(const Golden& golden) {
    CAPTURE(golden.name);
    const std::string text = "# " + golden.comment + "\n" + hex_lines(golden.bytes);
    if (std::getenv("PHIRAP_WRITE_GOLDEN") != nullptr) {
        std::ofstream(path_of(golden)) << text;
    }
    std::ostringstream stored;
    stored << std::ifstream(path_of(golden)).rdbuf();
    CHECK(stored.str() == text);
    CHECK(golden.reads(from_hex_text(stored.str())));
}

TEST_CASE("golden: operations, frames and seals are the bytes that they always were") {
    for (const Golden& golden : operations_and_frames()) {
        check(golden);
    }
}

TEST_CASE("golden: the messages of a round are the bytes that they always were") {
    for (const Golden& golden : round_messages()) {
        check(golden);
    }
}

TEST_CASE("golden: codes, enrolments and papers are the bytes that they always were") {
    for (const Golden& golden : admissions()) {
        check(golden);
    }
}

}  // namespace
}  // namespace phirap
