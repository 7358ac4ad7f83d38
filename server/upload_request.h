// A request to /v1/evidence and its answer, apart from the HTTP library that carries them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared/core/bytes.h"

namespace phirap::server {

struct UploadRequest {
    std::string method;  // X-HTTP-Method-Override's, where there is one
    std::string name;    // what follows /v1/evidence/; "" for /v1/evidence itself
    // "" when there is no such header.
    std::function<std::string(const char* name)> header;
    std::optional<std::uint64_t> body_bytes;  // Content-Length
    // Hands on the body piece by piece. False: the line died before its end, or `take` wanted no more.
    std::function<bool(const std::function<bool(BytesView)>& take)> body;
};

struct UploadAnswer {
    int status = 204;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string text;  // for people who look; programs go by the status

    UploadAnswer& with(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

}  // namespace phirap::server
