// Where an agent stands with its server: what waits, why, and since when. Values, for `status`.
#pragma once

#include <string>
#include <vector>

#include "agent/agent_store.h"
#include "agent/waiting.h"

namespace phirap::agent {

enum class Standing {
    sent,            // the server holds everything
    waiting,         // nothing is known to be wrong; it goes with the next contact
    unreachable,     // no answer
    not_the_server,  // something between answers in the server's place
    refused,         // the server's signed no
    revoked,         // the server keeps what we send, and holds it back until an admin lets it go
    told_to_wait,    // the server's signed "later"
    store_trouble,   // this PC's disk
    unsupported,     // server and agent have no protocol version in common
};
// "sent", "waiting", ...: in JSON, and with "status_" before it keys of the catalogue.
[[nodiscard]] std::string_view to_text(Standing standing);

// An operation that is kept, and not counted. Its month is nothing where it is of the office itself.
struct HeldBack {
    std::optional<Month> month;
    OperationId id;
    std::string reason;  // a key of the catalogue
    bool ours = false;
};

struct Overview {
    Standing standing = Standing::sent;
    std::uint64_t waiting = 0;
    Progress progress;
    std::optional<Attempt> attempt;
    // The feed is not here to its head: what other machines and the centre wrote may be missing.
    bool still_fetching = false;
    std::vector<HeldBack> held_back;
    std::vector<WaitingReport> reports;
    std::int64_t bytes_per_s = 0;  // the line's speed of late; 0: not measured
};
// What all that waits takes at the line's speed of late; nothing when that is not known, or nothing waits.
// Bodies count as they are: what squeezing saves, seals and headers take.
[[nodiscard]] std::optional<std::int64_t> time_needed_ms(const Overview& overview);
[[nodiscard]] Overview overview_of(const AgentStore& store);
// The same without `held_back` and `reports`, which take folding: for a line that is always visible.
[[nodiscard]] Overview glance_of(const AgentStore& store);

// How it stands, in a sentence. `pictures`: with something here that the server is not known to hold.
[[nodiscard]] std::string headline(const Overview& overview, std::uint64_t pictures, Language language);
// The server's reason for its no ("revoked", ...), as a sentence.
[[nodiscard]] std::string refusal_words(Language language, const std::string& reason);

}  // namespace phirap::agent
