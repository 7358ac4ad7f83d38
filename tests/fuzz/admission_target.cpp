#include "shared/core/digest.h"
#include "shared/core/words.h"
#include "shared/wire/admission.h"
#include "shared/wire/base32.h"
#include "shared/wire/base64.h"
#include "shared/wire/frame.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"
#include "tests/wire/samples.h"

namespace phirap::fuzz {
namespace {

void check_code(std::string_view text) {
    const Result<EnrolmentCode> read = enrolment_code_from(text);
    if (!read) {
        promise(!say(Language::thai, read.error()).empty(), "what is refused can be said");
        return;
    }
    promise(enrolment_code_from(to_text(*read)) == read, "a code that is written is read the same");
}

// Whoever makes codes can say anything in one, with a right checksum.
std::string code_around(BytesView contents) {
    Bytes bytes(contents.begin(), contents.end());
    const Digest checksum = digest_of({contents});
    append(bytes, checksum.view().first(4));
    return "PHIRAP-" + to_base32(bytes);
}

void check_paper(BytesView paper) {
    const SigningKey& server = samples::server_key();
    const std::optional<Admission> read = read_paper(paper, server.public_key());
    if (read) {
        promise(read_paper(make_paper(*read, server), server.public_key()) == read,
                "a paper that is written is read the same");
    }
}

void check_seal(BytesView seal) {
    static const LineageRoot root = samples::root();
    static const OperationId id = samples::operation_id_at(3);
    (void)seal_holds(seal, root, 3, id, samples::agent_key().public_key());
}

void check_letters(std::string_view text) {
    if (const std::optional<Bytes> read = from_base32(text)) {
        promise(from_base32(to_base32(*read)) == read, "base 32 is read as it was written");
    }
    if (const std::optional<Bytes> read = from_base64(text)) {
        promise(to_base64(*read) == text, "base 64 has one spelling");
    }
    if (const std::optional<Bytes> read = from_base64url(text)) {
        promise(to_base64url(*read) == text, "base 64 for addresses has one spelling");
    }
}

}  // namespace

void admission(BytesView bytes) {
    Choices choices(bytes);
    switch (choices.one_of(6)) {
        case 0:
            return check_code(choices.rest_text());
        case 1:
            return check_code(code_around(choices.rest()));
        case 2:
            return check_paper(choices.rest());
        case 3:
            return check_paper(sign_message(samples::server_key(), choices.rest()));
        case 4:
            return check_seal(choices.rest());
        default:
            return check_letters(choices.rest_text());
    }
}

}  // namespace phirap::fuzz
