#include "agent/config.h"
#include "agent/curl_transport.h"
#include "server/config.h"
#include "shared/core/text.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"

namespace phirap::fuzz {
namespace {

template <typename Read>
void check_said(const Result<Read>& read) {
    for (const Language language : {Language::thai, Language::english}) {
        promise(read || !say(language, read.error()).empty(), "what is refused can be said");
    }
}

void check_address(std::string_view text) {
    const Result<server::Address> address = server::address_from(text);
    check_said(address);
    if (address) {
        const Result<server::Address> again = server::address_from(address->text());
        promise(again && again->host == address->host && again->port == address->port,
                "an address that is written is read the same");
    }
}

}  // namespace

void config(BytesView bytes) {
    Choices choices(bytes);
    switch (choices.one_of(6)) {
        case 0:
            return check_said(server::config_from_toml(choices.rest_text()));
        case 1:
            return check_said(agent::config_from_toml(choices.rest_text(), "agent.toml"));
        case 2:
            return check_address(choices.rest_text());
        case 3: {
            const Result<std::int64_t> ms = server::duration_ms_from(choices.rest_text());
            promise(!ms || *ms > 0, "a duration is more than nothing");
            return check_said(ms);
        }
        case 4:
            return check_said(server::check_public_url(std::string(choices.rest_text())));
        default:
            return check_said(agent::check_url(std::string(choices.rest_text())));
    }
}

}  // namespace phirap::fuzz
