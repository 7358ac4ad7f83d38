// The road to the server, as little of it as a round needs. Production: agent/curl_transport.h; tests and
// the simulation hand in theirs, which lose what they are told to lose.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "shared/core/bytes.h"
#include "shared/core/result.h"

namespace phirap::agent {

struct Answer {
    int status = 0;  // HTTP's, for the log: decides nothing
    Bytes body;      // at most limits::response_bytes_max; a longer one is cut there
    std::int64_t took_ms = 0;
};

class Transport {
  public:
    virtual ~Transport() = default;
    // POSTs `body` to a path ("/v1/sync"). Error: unreachable, with what failed in its arguments' "why".
    [[nodiscard]] virtual Result<Answer> post(const std::string& path, BytesView body) = 0;
    // How fast the line was of late, bytes a second (0: not known), and how many attempts in a row nobody
    // answered. A slow line is waited for longer.
    virtual void expect(std::int64_t /*bytes_per_s*/, std::uint64_t /*failures*/) {}
    // Of the last body that was lost: how much the other side had of it, and how long that took. No bytes:
    // there was no line at all. Nothing: not known.
    struct Passed {
        std::size_t bytes = 0;
        std::int64_t ms = 0;
    };
    [[nodiscard]] virtual std::optional<Passed> passed() const { return std::nullopt; }
};

}  // namespace phirap::agent
