#include "agent/desk/pages.h"

#include <algorithm>
#include <array>

#include "agent/desk/assets.h"
#include "agent/desk/plain_page.h"
#include "shared/core/month.h"

namespace phirap::agent {
namespace {

constexpr std::string_view shell_path = "/desk.html";

// RFC 9110 section 12.5.3, as far as browsers go: gzip, or anything, not at q=0.
bool takes_gzip(std::string_view accepted) {
    while (!accepted.empty()) {
        std::string_view coding = accepted.substr(0, accepted.find(','));
        accepted.remove_prefix(std::min(coding.size() + 1, accepted.size()));
        coding.remove_prefix(std::min(coding.find_first_not_of(' '), coding.size()));
        const bool is_none = coding.ends_with(";q=0") || coding.ends_with(";q=0.0");
        if ((coding.starts_with("gzip") || coding.starts_with("*")) && !is_none) {
            return true;
        }
    }
    return false;
}

void replace(std::string& text, std::string_view mark, std::string_view by) {
    for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + by.size())) {
        text.replace(at, mark.size(), by);
    }
}

}  // namespace

std::optional<DeskReply> page_file(const DeskRequest& request) {
    // What browsers ask for by themselves where a page names no picture of its own, such as the one that goes
    // on to the desk.
    if (request.path == "/favicon.ico") {
        return DeskReply{204, "image/x-icon", "", {{"Cache-Control", "private, max-age=86400"}}};
    }
    const Asset* asset = request.path == shell_path ? nullptr : asset_at(request.path);
    if (asset == nullptr) {
        return std::nullopt;
    }
    DeskReply reply{200, std::string(asset->type), "", {}};
    const std::string tag = "\"" + std::string(asset->sha256.substr(0, 32)) + "\"";
    reply.headers = {
        {"ETag", tag},
        {"Vary", "Accept-Encoding"},
        {"Cache-Control", asset->is_immutable ? "private, max-age=31536000, immutable" : "no-cache"}};
    if (request.header("if-none-match").find(tag) != std::string_view::npos) {
        reply.status = 304;
        return reply;
    }
    if (!takes_gzip(request.header("accept-encoding"))) {
        reply.status = 406;
        return reply;
    }
    reply.headers.emplace_back("Content-Encoding", "gzip");
    reply.body = asset->bytes;
    return reply;
}

DeskReply shell(int status, Language language) {
    const Asset* asset = asset_at(shell_path);
    if (asset == nullptr) {
        return plain_page(501, language, "desk_title", say(language, "desk_no_pages"));
    }
    DeskReply reply{status, std::string(asset->type), std::string(asset->bytes), {}};
    replace(reply.body, "{{lang}}", language == Language::thai ? "th" : "en");
    replace(reply.body, "{{title}}", html_text(say(language, "desk_title")));
    replace(reply.body, "{{version}}", PHIRAP_VERSION);
    return reply;
}

bool is_page(std::string_view path) {
    static constexpr std::array<std::string_view, 6> plain = {"/",         "/months",  "/conflicts",
                                                              "/standing", "/welcome", "/settings"};
    static constexpr std::array<std::string_view, 4> of_months = {"/month/", "/submit/", "/receipt/",
                                                                  "/print/"};
    return std::ranges::find(plain, path) != plain.end() ||
           std::ranges::any_of(of_months, [&](std::string_view place) {
               return path.starts_with(place) && month_from_text(path.substr(place.size()));
           });
}

}  // namespace phirap::agent
