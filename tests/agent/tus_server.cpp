#include "tests/agent/tus_server.h"

#include <doctest/doctest.h>

#include "shared/wire/base64.h"

namespace phirap::testing {
namespace {

using Headers = std::map<std::string, std::string>;

agent::LineReply reply(int status, Headers headers = {}) {
    headers.emplace("tus-resumable", "1.0.0");
    return {status, std::move(headers), 5};
}

std::string header(const agent::LineRequest& request, const std::string& name) {
    for (const auto& [found, value] : request.headers) {
        if (found == name) {
            return value;
        }
    }
    return "";
}

}  // namespace

TusServer& TusServer::then_cut_after(std::size_t arrives) {
    script_.emplace_back([this, arrives](const agent::LineRequest& request) -> Result<agent::LineReply> {
        static_cast<void>(serve(request, arrives));
        return fail(ErrorKind::unreachable, "line_unreachable", {{"why", "cut by the test"}});
    });
    return *this;
}

TusServer& TusServer::then_answers(int status, Headers headers) {
    script_.emplace_back([=](const agent::LineRequest&) -> Result<agent::LineReply> {
        return agent::LineReply{status, headers, 5};
    });
    return *this;
}

Result<agent::LineReply> TusServer::ask(const agent::LineRequest& request) {
    methods.push_back(request.method);
    body_bytes += request.body.size();
    largest_body = std::max(largest_body, request.body.size());
    meanwhile();
    if (!script_.empty()) {
        const Reply scripted = std::move(script_.front());
        script_.pop_front();
        return scripted(request);
    }
    return serve(request, SIZE_MAX);
}

agent::LineReply TusServer::serve(const agent::LineRequest& request, std::size_t arrives) {
    REQUIRE(header(request, "Tus-Resumable") == "1.0.0");
    if (header(request, "Authorization") != "Bearer " + token) {
        return reply(401);
    }
    std::string name = request.path.substr(std::string("/v1/evidence").size());
    if (name.empty()) {
        const std::string metadata = header(request, "Upload-Metadata");
        name = text_of(*from_base64(metadata.substr(metadata.find(' ') + 1)));
        coming.try_emplace(name, Coming{std::stoull(header(request, "Upload-Length")), {}});
    } else {
        name.erase(0, 1);
    }
    const auto found = coming.find(name);
    if (found == coming.end()) {
        return reply(404);
    }
    Coming& upload = found->second;
    const bool adds = request.method == "PATCH" || (request.method == "POST" && upload.bytes.empty());
    if (request.method == "PATCH" &&
        header(request, "Upload-Offset") != std::to_string(upload.bytes.size())) {
        return reply(409);
    }
    if (adds) {
        append(upload.bytes, request.body.first(std::min(arrives, request.body.size())));
        REQUIRE(upload.bytes.size() <= upload.length);
        if (upload.bytes.size() == upload.length) {
            REQUIRE(sha256_of(upload.bytes).hex() == name);
            line_.pictures.insert(sha256_of(upload.bytes));
            arrived.push_back(name);
        }
    }
    const int status = request.method == "POST" ? 201 : request.method == "HEAD" ? 200 : 204;
    return reply(status, {{"upload-offset", std::to_string(upload.bytes.size())},
                          {"upload-length", std::to_string(upload.length)}});
}

}  // namespace phirap::testing
