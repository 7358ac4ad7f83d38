#include "shared/host/control_message.h"

#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"

namespace phirap::fuzz {
namespace {

// The body of a whole message, whose header must announce exactly that.
Bytes body_of(const Bytes& message) {
    const BytesView view(message);
    promise(control_body_bytes(view.first(control_header_bytes)) == message.size() - control_header_bytes,
            "a header announces its body");
    return Bytes(message.begin() + control_header_bytes, message.end());
}

}  // namespace

void control(BytesView bytes) {
    Choices choices(bytes);
    switch (choices.one_of(3)) {
        case 0:
            (void)control_body_bytes(choices.rest());
            return;
        case 1: {
            const std::optional<ControlRequest> read = control_request_from(choices.rest());
            promise(!read || control_request_from(body_of(encode(*read))) == read,
                    "a request that is written is read the same");
            return;
        }
        default: {
            const std::optional<ControlReply> read = control_reply_from(choices.rest());
            promise(!read || control_reply_from(body_of(encode(*read))) == read,
                    "a reply that is written is read the same");
        }
    }
}

}  // namespace phirap::fuzz
