#include "server/upload_headers.h"

#include "server/upload_checksum.h"
#include "server/upload_token.h"
#include "shared/http/request_head.h"
#include "shared/wire/base64.h"
#include "shared/wire/limits.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"
#include "tests/wire/samples.h"

namespace phirap::fuzz {
namespace {

using namespace server;

void check_number(std::string_view text) {
    const std::optional<std::uint64_t> number = number_from_header(text);
    promise(!number || *number < 1'000'000'000'000'000'000ULL, "a number has 18 digits at most");
}

void check_checksum(std::string_view header, BytesView body) {
    if (std::optional<UploadChecksum> sum = UploadChecksum::from(header)) {
        sum->add(body);
        (void)sum->holds();
    }
}

void check_token(std::string_view token) {
    // Made by nobody with the key: what cannot be guessed is not found either.
    static const UploadTokens tokens(samples::server_key());
    if (const std::optional<UploadRight> right = tokens.read(token, 0)) {
        promise(tokens.give(*right) == token, "a right is given by its token alone");
    }
}

}  // namespace

void upload_headers(BytesView bytes) {
    Choices choices(bytes);
    switch (choices.one_of(5)) {
        case 0:
            (void)metadata_from_header(choices.rest_text());
            return;
        case 1: {
            const BytesView header = choices.piece();
            return check_checksum(text_of(header), choices.rest());
        }
        case 2:
            return check_token(choices.rest_text());
        case 3:
            // Any times, those before 1970 and beyond every calendar too.
            promise(http_date(static_cast<std::int64_t>(choices.number(8))).ends_with(" GMT"),
                    "a date is Greenwich's");
            return;
        default:
            return check_number(choices.rest_text());
    }
}

}  // namespace phirap::fuzz
