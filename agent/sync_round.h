// One round with the server, apart from the line that carries it: what to send, and what an answer changes.
//
// The line may drop anywhere in it: an operation sent twice is stored once, and cursor and confirmations
// move in the same transaction as the operations that they count. So a round that failed is simply run
// again. Only the server's signature over our nonce and our request's digest moves anything.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "agent/agent_store.h"
#include "shared/replica/cut_frame.h"

namespace phirap::agent {

// A frame cut before it is asked for: good while the server holds exactly what comes before it.
struct FrameAhead {
    std::uint32_t branch = 0;
    std::uint64_t after = 0;
    std::uint64_t count = 0;
    Bytes encoded;
};

// A request, and what we need to know of it when its answer comes.
struct PreparedRound {
    bool enrolment = false;  // goes to /v1/enrol; else to /v1/sync
    Bytes request;
    Nonce nonce;
    Digest digest;
    std::vector<Place> offered;  // of the hello's tips, in order
    std::size_t operations = 0;  // in its frames
    std::vector<Place> sent;     // the last of each branch in its frames
    std::vector<Sha256> pictures_asked;
    std::optional<Cursor> cursor;  // of the hello: the page goes on from there
    // Nothing by bundle: the answer took days, and says nothing of our clock.
    std::optional<std::int64_t> sent_steady_ms;
};

struct RoundOutcome {
    Ending ending = Ending::not_the_server;
    std::string detail;
    bool again = false;             // there is more to do now
    bool progressed = false;        // the outbox shrank or the feed went on; a loop without it must end
    std::int64_t come_back_ms = 0;  // not before this delay, in the server's words; 0: none
    std::int64_t spread_ms = 0;
    std::size_t fetched = 0;   // operations that came down
    bool new_lineage = false;  // our lineage had been gone on with elsewhere (clone or restore)
    // The server's signed word on the pictures that were asked about, in order; and the right to send them.
    std::vector<Sha256> pictures_asked;
    std::vector<Kept> pictures_kept;
    std::string upload_token;
};

// Not admitted yet as far as is known here. A store that was made anew from an older record of its enrolment
// has neither paper nor code: the server knows our key all the same.
[[nodiscard]] bool has_code_to_redeem(const AgentStore& store);

// What waits, cut to `size`. Before the server's paper is here: the request to be admitted. `ahead`: what
// cut_ahead() gave for the round before. `pictures`: to be asked about, if any are of interest.
[[nodiscard]] PreparedRound prepare_round(AgentStore& store, const CutSize& size,
                                          const std::vector<FrameAhead>& ahead = {},
                                          const std::optional<std::vector<Sha256>>& pictures = std::nullopt);

// For a road without answers, a bundle: everything that is not confirmed, bodies too when nobody knows what
// the server holds, and our code when it is not redeemed yet. At most limits::bundle_rounds_max.
// They ask about `pictures`, at most limits::bundle_pictures_max.
[[nodiscard]] std::vector<PreparedRound> prepare_bundle(AgentStore& store,
                                                        std::span<const Sha256> pictures = {});

// What the next round will send if the server takes all of `prepared`: cut while the server is at work, so
// that on a good line neither waits for the other.
[[nodiscard]] std::vector<FrameAhead> cut_ahead(const AgentStore& store, const PreparedRound& prepared,
                                                const CutSize& size);

// `response`: the body that came back, whatever its status was.
[[nodiscard]] RoundOutcome finish_round(AgentStore& store, const PreparedRound& prepared, BytesView response);

}  // namespace phirap::agent
