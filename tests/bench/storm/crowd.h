// A crowd of agents that each recorded rows while the server was away, made beforehand: their requests are
// signed and packed, so that in the storm itself only sockets cost anything on this side.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "shared/core/operation.h"
#include "shared/wire/sync_message.h"

namespace phirap::bench {

struct CrowdAgent {
    WriterId writer;
    Nonce nonce;
    Digest digest;  // of the request
    Bytes request;  // body of POST /v1/sync
    std::uint64_t tip = 0;
    OperationId tip_id;
};

struct Crowd {
    PublicKey server_key;
    std::vector<CrowdAgent> agents;
};

// Admits `count` agents, each of an office of its own, to the server whose data folder this is, which must
// not be running; each holds `rows`, which that server does not.
[[nodiscard]] Crowd make_crowd(const std::filesystem::path& folder, std::size_t count,
                               const std::vector<OperationBody>& rows);

// What an answer means to the agent.
struct Heard {
    enum class What { taken, later, nothing } what = What::nothing;
    std::int64_t come_back_ms = 0;
};
// By the rules that an agent obeys: the server's signature, our nonce, our request's digest, our tip's id.
[[nodiscard]] Heard hear(const Crowd& crowd, const CrowdAgent& agent, BytesView body);

// Operations of the crowd's that the server holds, once it has ended.
[[nodiscard]] std::uint64_t held_by(const std::filesystem::path& folder, const Crowd& crowd);

}  // namespace phirap::bench
