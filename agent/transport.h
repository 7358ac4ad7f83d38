// The road to the server, as little of it as a round needs. Production: agent/curl_transport.h; tests and
// the simulation hand in theirs, which lose what they are told to lose.
#pragma once

#include <cstdint>
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
};

}  // namespace phirap::agent
