// The road to the server for pictures: HTTP with its headers, which tus speaks in. Production:
// agent/curl_transport.h; tests hand in theirs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "agent/transport.h"
#include "shared/core/bytes.h"
#include "shared/core/result.h"

namespace phirap::agent {

struct LineRequest {
    std::string method;
    std::string path;  // "/v1/evidence"
    std::vector<std::pair<std::string, std::string>> headers;
    BytesView body;
};

struct LineReply {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case
    std::int64_t took_ms = 0;                    // connecting not counted

    // "" when there is none.
    [[nodiscard]] std::string header(const std::string& lower_case_name) const {
        const auto found = headers.find(lower_case_name);
        return found == headers.end() ? "" : found->second;
    }
};

class UploadLine {
  public:
    virtual ~UploadLine() = default;
    // Error: unreachable, with what failed in its arguments' "why"; unknown_outcome when whoever answers is
    // not the server.
    [[nodiscard]] virtual Result<LineReply> ask(const LineRequest& request) = 0;
    // As a Transport's.
    virtual void expect(std::int64_t /*bytes_per_s*/, std::uint64_t /*failures*/) {}
    [[nodiscard]] virtual std::optional<Transport::Passed> passed() const { return std::nullopt; }
};

}  // namespace phirap::agent
