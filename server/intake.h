// Intake: what an agent brings is checked and appended, inside the caller's transaction.
#pragma once

#include <vector>

#include "server/server_store.h"

namespace phirap::server {

// Receipts after which no more frames of a request are taken: each submission makes the server write one, and
// 16 frames could bring 65,536. An office submits a month some dozen times a year; what is behind that goes
// with the next round.
inline constexpr std::size_t receipts_per_request_max = 256;

struct Intake {
    std::vector<Want> wants;
    std::vector<WriterId> unknown_writers;
    bool damaged = false;
    bool other_office = false;
    std::size_t appended = 0;
    Frontier brought;  // whoever carries an operation holds it, and its ancestors
};

// In their order, until they made us give receipts_per_request_max receipts: what is behind that is
// left for another request. Frames of one office, carried by one of its agents. Rights are judged by who
// sealed an operation, never by who carries it; the office in the seal must be the carrier's.
[[nodiscard]] Intake take_in(ServerStore& store, OperationLog& log, const std::vector<Bytes>& frames,
                             const std::vector<Bytes>& papers);

// Our own signature admits a writer whom we no longer know: we were restored from before we admitted it.
// False when the paper is not ours or another office's.
bool admit(ServerStore& store, const Office& office, const Bytes& paper, std::string_view machine);

}  // namespace phirap::server
