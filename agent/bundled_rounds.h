// The rounds that went by bundle and wait for their answers: remembered until answered or until sixteen
// later bundles were made (sync-rules 20), each obeyed once.
#pragma once

#include "agent/sync_round.h"

namespace phirap::agent {

inline constexpr int bundles_remembered = 16;

// All rounds of one bundle; in a transaction of its own.
void remember(AgentStore& store, const std::vector<PreparedRound>& rounds);
[[nodiscard]] std::optional<PreparedRound> remembered(AgentStore& store, const Nonce& nonce);
void forget(AgentStore& store, const Nonce& nonce);

}  // namespace phirap::agent
