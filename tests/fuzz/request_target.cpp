#include "shared/core/digest.h"
#include "shared/wire/admission.h"
#include "shared/wire/cbor.h"
#include "shared/wire/sync_message.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"
#include "tests/wire/samples.h"

namespace phirap::fuzz {
namespace {

void check_request(BytesView bytes) {
    const SigningKey& agent = samples::agent_key();
    const std::optional<ReceivedRequest> read = decode_request(bytes);
    if (!read) {
        return;
    }
    (void)hello_holds(*read, agent.public_key());
    const std::optional<ReceivedRequest> again = decode_request(encode_request(read->request, agent));
    // A hello is at its longest already without what a later version adds to it.
    promise(again && again->request == read->request, "a request that is written is read the same");
    promise(hello_holds(*again, agent.public_key()) ==
                (read->request.hello.agent == writer_of(agent.public_key())),
            "a hello holds for whoever signed it, and for nobody else");
}

// A hello of any content, rightly signed, before papers and frames of any content.
Bytes signed_request(BytesView hello, BytesView papers_and_frames) {
    CborWriter out;
    out.array(3);
    out.bytes(sign_message(samples::agent_key(), hello, digest_of({papers_and_frames}).view()));
    out.encoded(papers_and_frames);
    return out.take();
}

void check_enrolment(BytesView bytes) {
    const std::optional<EnrolmentRequest> read = decode_enrolment(bytes);
    if (read && read->key == samples::agent_key().public_key()) {
        promise(decode_enrolment(encode_enrolment(*read, samples::agent_key())) == read,
                "an enrolment that is written is read the same");
    }
}

}  // namespace

void request(BytesView bytes) {
    Choices choices(bytes);
    switch (choices.one_of(4)) {
        case 0:
            return check_request(choices.rest());
        case 1: {
            const BytesView hello = choices.piece();
            return check_request(signed_request(hello, choices.rest()));
        }
        case 2:
            return check_enrolment(choices.rest());
        default:
            return check_enrolment(sign_message(samples::agent_key(), choices.rest()));
    }
}

}  // namespace phirap::fuzz
