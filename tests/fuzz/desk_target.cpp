#include <algorithm>

#include "agent/desk/desk_address.h"
#include "agent/desk/desk_body.h"
#include "agent/desk/desk_limits.h"
#include "agent/desk/desk_message.h"
#include "agent/desk/door.h"
#include "shared/core/text.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/targets.h"

namespace phirap::fuzz {
namespace {

constexpr std::int64_t now_ms = 1'714'003'200'000;

agent::Threshold threshold() {
    agent::Threshold door;
    door.key[0] = 7;
    door.hosts = agent::hosts_of("127.0.0.1", 4380);
    return door;
}

// Whatever is sent: nobody has our key, so nobody is let in, and what a page of ours did not say changes
// nothing.
void check_door(const agent::DeskRequest& request) {
    const agent::Threshold door = threshold();
    promise(agent::entrance(request, door, now_ms) != agent::Entrance::open,
            "without our key nobody comes in");
    if (agent::may_be_seen(request, door) != agent::Entrance::open) {
        return;
    }
    const std::string host(request.header("host"));
    promise(host == "127.0.0.1:4380" || host == "localhost:4380", "under our own name alone");
    const std::string_view site = request.header("sec-fetch-site");
    promise(request.method == "GET" || request.header("origin") == "http://" + host || site == "same-origin",
            "a change is said to be of a page of ours");
    promise(request.method == "GET" || request.header("content-type").starts_with("application/"),
            "no form sends such a body");
}

void check_request(std::string_view text) {
    const RequestHead head = read_head(text, agent::desk_rules());
    const auto request = head.refused == 0 ? agent::desk_request_from(head) : std::nullopt;
    if (!request) {
        return;
    }
    promise(is_utf8(request->path) && request->path.starts_with("/"), "a path is text of ours");
    promise(request->path.find('\0') == std::string::npos, "a path has no end inside");
    promise(request->query.size() <= agent::desk_limits::query_names_max, "a query has an end");
    promise(request->cookies.size() <= agent::desk_limits::cookies_max, "cookies have an end");
    promise(
        std::ranges::all_of(request->query, [](const auto& one) { return is_utf8(one.first + one.second); }),
        "a query is text");
    promise(agent::bytes_brought_max(*request) <= agent::desk_limits::bundle_bytes_max, "a body has a bound");
    check_door(*request);
    // What was asked, put into an answer, stays in its line.
    const std::string reply = agent::to_bytes({200, "text/plain", "", {{"Location", request->path}}}, false);
    const auto ends = std::ranges::count(reply, '\n');
    promise(ends == 5 || ends == 6, "a header of ours is one line");
}

}  // namespace

void desk(BytesView bytes) {
    Choices choices(bytes);
    switch (choices.one_of(4)) {
        case 0:
            return check_request(choices.rest_text());
        case 1: {
            const auto address = agent::desk_address_from(choices.rest_text());
            promise(!address || agent::desk_address_from(agent::to_text(*address)) == address,
                    "an address that is written is read the same");
            return;
        }
        case 2: {
            const std::string_view text = choices.rest_text();
            const auto texts = agent::texts_in(bytes_of(text), {"lang", "pin"});
            promise(!texts || texts->size() == 2, "a body holds what is asked for and no more");
            return;
        }
        default: {
            const std::string cookie = "phirap_desk=" + std::string(choices.rest_text());
            promise(!agent::good_until(threshold().key, agent::desk_cookie,
                                       agent::cookie_values(cookie, agent::desk_cookie), now_ms),
                    "a cookie that we did not make is none");
        }
    }
}

}  // namespace phirap::fuzz
