// The server's side of a round, apart from HTTP: bytes in, bytes out.
#pragma once

#include "server/server_store.h"

namespace phirap::server {

struct DoorAnswer {
    int status = 200;  // a hint for HTTP's sake; the body decides
    Bytes body;        // empty only for a request that is not one of ours (400)
};

// What the server asks of agents that come back all at once.
struct Pace {
    std::int64_t spread_ms = 0;     // window for first attempts after an outage
    std::int64_t come_back_ms = 0;  // when not 0: nothing is taken now, come back after this delay
};

// POST /v1/sync: checks, appends and acknowledges in one transaction; the acknowledgement is made from what
// was committed. StoreError is answered with a signed Verdict::store_trouble and thrown on for the log.
[[nodiscard]] DoorAnswer answer_sync(ServerStore& store, BytesView request, const Pace& pace);

// POST /v1/enrol: redeems a code; the same code with the same key gets the same answer.
[[nodiscard]] DoorAnswer answer_enrolment(ServerStore& store, BytesView request, const Pace& pace);

// A signed "busy", made without the store: for a server that is full.
[[nodiscard]] Bytes busy_answer(const SigningKey& key, BytesView request, std::int64_t wall_ms,
                                std::int64_t come_back_ms);

}  // namespace phirap::server
