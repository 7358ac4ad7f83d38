// What comes in at the desk's door and what goes out, as plain values: no socket, no library's type.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/core/bytes.h"
#include "shared/core/words.h"

namespace phirap::agent {

// Bounded by whoever reads the socket: desk.h.
struct DeskRequest {
    std::string method;  // "GET", "POST"; HEAD comes as GET
    std::string path;    // decoded, "/api/month/2024-04"; begins with "/"
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers;  // names in lower case; the last of a repeated one
    std::map<std::string, std::string> cookies;
    Bytes body;
    Language language = Language::thai;

    [[nodiscard]] std::string_view header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view() : std::string_view(found->second);
    }
    [[nodiscard]] std::string_view asked(const std::string& name) const {
        const auto found = query.find(name);
        return found == query.end() ? std::string_view() : std::string_view(found->second);
    }
};

struct DeskReply {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;  // beside those of every reply
};

}  // namespace phirap::agent
