// The server's side of a round, apart from HTTP: bytes in, bytes out.
#pragma once

#include "server/server_store.h"
#include "shared/wire/limits.h"

namespace phirap::server {

struct DoorAnswer {
    int status = 200;          // a hint for HTTP's sake; the body decides
    Bytes body;                // empty only for a request that is not one of ours (400)
    std::size_t appended = 0;  // operations that were not here before
    std::size_t rotten = 0;    // that were found to be, just now (server/rot.h)
};

// What the server asks of agents that come back all at once.
struct Pace {
    std::int64_t spread_ms = 0;  // window for first attempts after an outage
    std::size_t page_bytes_max = limits::page_bytes_max;
    std::int64_t come_back_ms = 0;  // when not 0: nothing is taken now, come back after this delay
};

// POST /v1/sync: checks, appends and acknowledges in one transaction; the acknowledgement is made from what
// was committed. Throws StoreError, with nothing taken; the HTTP door answers trouble_answer() then.
[[nodiscard]] DoorAnswer answer_sync(ServerStore& store, BytesView request, const Pace& pace);

// POST /v1/enrol: redeems a code; the same code with the same key gets the same answer.
[[nodiscard]] DoorAnswer answer_enrolment(ServerStore& store, BytesView request, const Pace& pace);

// A signed answer made without the store, whose request may be either: Verdict::busy when too many wait,
// Verdict::store_trouble when the disk is in trouble.
[[nodiscard]] DoorAnswer trouble_answer(const SigningKey& key, BytesView request, std::int64_t wall_ms,
                                        Verdict verdict, std::int64_t come_back_ms);

}  // namespace phirap::server
