#include "shared/wire/limits.h"
#include "shared/wire/sync_message.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"
#include "tests/wire/samples.h"

namespace phirap::fuzz {
namespace {

void check_acknowledgement(BytesView bytes) {
    const SigningKey& server = samples::server_key();
    const std::optional<Acknowledgement> read = decode_acknowledgement(bytes, server.public_key());
    if (!read) {
        return;
    }
    promise(read->come_back_ms <= limits::wait_ms_max && read->spread_ms <= limits::wait_ms_max,
            "nobody waits longer than the longest wait");
    promise(decode_acknowledgement(encode_acknowledgement(*read, server), server.public_key()) == read,
            "an acknowledgement that is written is read the same");
}

void check_page(BytesView bytes) {
    const auto read = decode_page(bytes);
    promise(!read || std::ranges::equal(encode_page(*read), bytes), "a page has one spelling");
}

void check_response(BytesView bytes) {
    const auto read = decode_response(bytes);
    promise(!read || std::ranges::equal(encode_response(*read), bytes), "a response has one spelling");
}

}  // namespace

void answer(BytesView bytes) {
    Choices choices(bytes);
    switch (choices.one_of(4)) {
        case 0:
            return check_acknowledgement(choices.rest());
        case 1:
            return check_acknowledgement(sign_message(samples::server_key(), choices.rest()));
        case 2:
            return check_page(choices.rest());
        default:
            return check_response(choices.rest());
    }
}

}  // namespace phirap::fuzz
