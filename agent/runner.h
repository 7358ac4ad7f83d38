// One contact with the server: rounds, one after another, until there is nothing more to do or the line
// or the server says no.
//
// The store is locked only while a round is made ready and while its answer is written down, never while
// the line is in use: an officer saves at once, however slow the line.
#pragma once

#include <atomic>
#include <mutex>
#include <string>

#include "agent/agent_store.h"
#include "agent/line_estimate.h"
#include "agent/sync_round.h"
#include "agent/transport.h"
#include "agent/uploading.h"

namespace phirap::agent {

// A store that two threads use, one at a time.
struct SharedStore {
    AgentStore& store;
    std::mutex& mutex;
};

// How a contact went, in sum.
struct Contact {
    Ending ending = Ending::reached;
    std::string detail;  // English, for the log; of `refused` the server's reason, such as "revoked"
    std::size_t rounds = 0;
    std::size_t sent = 0;           // operations in frames that the server answered
    std::size_t fetched = 0;        // operations that came down
    bool progressed = false;        // something moved, either way
    bool new_lineage = false;       // this PC had been cloned or restored; both branches stay
    std::int64_t come_back_ms = 0;  // the server's words on when to come again; 0: none
    std::int64_t spread_ms = 0;
    UploadSum pictures;
    bool unfinished = false;  // stopped at a bound of ours: there is more to do, at once
};

// Rounds of one contact at most: 2,500 MB up at the largest frame. More is done in the next contact.
inline constexpr std::size_t rounds_per_contact_max = 10'000;
// Rounds in a row after which nothing had moved: names further back, papers and "without history" take one
// each. A server that goes on asking has a fault, and is left alone for a while.
inline constexpr std::size_t idle_rounds_max = 6;

// Notes the attempt in the store. Throws StoreError when this PC's disk is in trouble; what was committed
// before stays. `stop` is looked at between rounds. With `uploading` the pictures go too, after the rows.
[[nodiscard]] Contact run_contact(SharedStore shared, Transport& transport, LineEstimate& line,
                                  const std::atomic<bool>& stop, Uploading* uploading = nullptr);

}  // namespace phirap::agent
