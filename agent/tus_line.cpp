#include "agent/tus_line.h"

#include <charconv>

#include "shared/core/digest.h"
#include "shared/core/words.h"
#include "shared/wire/base64.h"

namespace phirap::agent {
namespace {

constexpr const char* door = "/v1/evidence";
constexpr const char* version = "1.0.0";

std::optional<std::uint64_t> number_in_header(const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

// TCP's own sum is weak, and a proxy may do worse: the server refuses a chunk that changed on the way.
void add_chunk(LineRequest& request, BytesView chunk) {
    request.body = chunk;
    request.headers.emplace_back("Content-Type", "application/offset+octet-stream");
    request.headers.emplace_back("Upload-Checksum", "sha256 " + to_base64(sha256_of(chunk).view()));
}

TusAnswer::Kind kind_of(int status) {
    switch (status) {
        case 401:
        case 403:
            return TusAnswer::Kind::token;
        case 404:
        case 410:
            return TusAnswer::Kind::gone;
        case 409:
            return TusAnswer::Kind::other_offset;
        case 413:
            return TusAnswer::Kind::too_large;
        case 423:
            return TusAnswer::Kind::locked;
        case 460:
            return TusAnswer::Kind::damaged;
        case 507:
            return TusAnswer::Kind::no_room;
        default:
            return status >= 500 ? TusAnswer::Kind::busy : TusAnswer::Kind::not_the_server;
    }
}

}  // namespace

TusAnswer TusLine::head(const std::string& token, const OutgoingPicture& picture) {
    return ask({"HEAD", std::string(door) + "/" + picture.name.hex(), {}, {}}, token, picture, 200);
}

TusAnswer TusLine::create(const std::string& token, const OutgoingPicture& picture, BytesView chunk) {
    LineRequest request{"POST", door, {}, {}};
    request.headers = {{"Upload-Length", std::to_string(picture.bytes)},
                       {"Upload-Metadata", "sha256 " + to_base64(bytes_of(picture.name.hex()))}};
    add_chunk(request, chunk);
    return ask(std::move(request), token, picture, 201);
}

TusAnswer TusLine::patch(const std::string& token, const OutgoingPicture& picture, BytesView chunk) {
    LineRequest request{"PATCH", std::string(door) + "/" + picture.name.hex(), {}, {}};
    request.headers = {{"Upload-Offset", std::to_string(picture.sent)}};
    add_chunk(request, chunk);
    return ask(std::move(request), token, picture, 204);
}

TusAnswer TusLine::ask(LineRequest request, const std::string& token, const OutgoingPicture& picture,
                       int well) {
    request.headers.emplace_back("Tus-Resumable", version);
    request.headers.emplace_back("Authorization", "Bearer " + token);
    const Result<LineReply> reply = line_.ask(request);
    TusAnswer answer;
    if (!reply) {
        answer.kind = reply.error().kind == ErrorKind::unknown_outcome ? TusAnswer::Kind::not_the_server
                                                                       : TusAnswer::Kind::lost;
        answer.detail = say(Language::english, reply.error());
        return answer;
    }
    answer.took_ms = reply->took_ms;
    answer.detail = request.method + " answered with status " + std::to_string(reply->status);
    if (reply->header("tus-resumable") != version) {
        answer.kind = reply->status >= 500 ? TusAnswer::Kind::busy : TusAnswer::Kind::not_the_server;
        return answer;
    }
    if (reply->status != well) {
        answer.kind = kind_of(reply->status);
        return answer;
    }
    const std::optional<std::uint64_t> offset = number_in_header(reply->header("upload-offset"));
    const bool same_length =
        request.method != "HEAD" || number_in_header(reply->header("upload-length")) == picture.bytes;
    answer.kind = offset && *offset <= picture.bytes && same_length ? TusAnswer::Kind::offset
                                                                    : TusAnswer::Kind::not_the_server;
    answer.offset = offset.value_or(0);
    return answer;
}

}  // namespace phirap::agent
