#include "agent/desk/desk_message.h"

#include <algorithm>
#include <array>

#include "agent/desk/desk_limits.h"
#include "agent/pictures/limits.h"
#include "shared/core/text.h"

namespace phirap::agent {
namespace {

constexpr std::array<std::string_view, 9> known = {"host",   "content-length", "content-type",
                                                   "origin", "sec-fetch-site", "sec-fetch-mode",
                                                   "cookie", "if-none-match",  "accept-encoding"};

bool goes_on(std::string_view name) {
    return std::ranges::find(known, name) != known.end();
}

constexpr HeadRules rules = {desk_limits::head_bytes_max, desk_limits::target_bytes_max, &goes_on, true,
                             false};

std::optional<std::uint8_t> digit(char c) {
    const auto code = static_cast<std::uint8_t>(c);
    return c >= '0' && c <= '9'   ? std::optional<std::uint8_t>(code - '0')
           : c >= 'a' && c <= 'f' ? std::optional<std::uint8_t>(code - 'a' + 10)
           : c >= 'A' && c <= 'F' ? std::optional<std::uint8_t>(code - 'A' + 10)
                                  : std::nullopt;
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            plain += text[at] == '+' && plus_is_blank ? ' ' : text[at];
            continue;
        }
        const auto high = at + 2 < text.size() ? digit(text[at + 1]) : std::nullopt;
        const auto low = high ? digit(text[at + 2]) : std::nullopt;
        if (!low) {
            return std::nullopt;
        }
        plain += static_cast<char>(*high * 16 + *low);
        at += 2;
    }
    return is_utf8(plain) && plain.find('\0') == plain.npos ? std::optional(plain) : std::nullopt;
}

std::string_view taken_until(std::string_view& text, char mark) {
    const std::string_view part = text.substr(0, text.find(mark));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    return part;
}

bool read_query(std::string_view query, DeskRequest& request) {
    while (!query.empty()) {
        std::string_view pair = taken_until(query, '&');
        const auto name = decoded(taken_until(pair, '='), true);
        const auto value = decoded(pair, true);
        if (!name || !value || request.query.size() == desk_limits::query_names_max ||
            !request.query.emplace(*name, *value).second) {
            return false;
        }
    }
    return true;
}

// Name and value of each, in their order (RFC 6265 section 4.2.1).
template <typename Take>
void each_cookie(std::string_view header, const Take& take) {
    for (std::size_t count = 0; !header.empty() && count < desk_limits::cookies_max; ++count) {
        std::string_view pair = taken_until(header, ';');
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        const std::string_view name = taken_until(pair, '=');
        take(name, pair);
    }
}

std::string_view reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        default:
            return status < 400 ? "Answered" : "Refused";
    }
}

bool is_line(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos;
}

}  // namespace

const HeadRules& desk_rules() {
    return rules;
}

std::vector<std::string> cookie_values(std::string_view header, std::string_view name) {
    std::vector<std::string> values;
    each_cookie(header, [&](std::string_view its_name, std::string_view value) {
        if (its_name == name) {
            values.emplace_back(value);
        }
    });
    return values;
}

std::optional<DeskRequest> desk_request_from(const RequestHead& head) {
    DeskRequest request;
    request.method = head.method == "HEAD" ? "GET" : head.method;
    const auto path = decoded(head.path, false);
    if (!path || !read_query(head.query, request)) {
        return std::nullopt;
    }
    request.path = *path;
    for (const auto& [name, value] : head.headers) {
        if (name == "cookie" && request.headers.contains(name)) {
            request.headers[name] += "; " + value;
        } else if (!request.headers.emplace(name, value).second) {
            return std::nullopt;
        }
    }
    each_cookie(request.header("cookie"),
                [&](std::string_view name, std::string_view value) { request.cookies.emplace(name, value); });
    return request;
}

std::size_t bytes_brought_max(const DeskRequest& request) {
    if (request.method != "POST") {
        return 0;
    }
    if (request.path == "/api/bundle/import") {
        return desk_limits::bundle_bytes_max;
    }
    return request.path.starts_with("/api/month/") && request.path.ends_with("/picture")
               ? limits::picture_bytes_max
               : desk_limits::json_bytes_max;
}

std::string to_bytes(const DeskReply& reply, bool head_alone) {
    std::string text =
        "HTTP/1.1 " + std::to_string(reply.status) + " " + std::string(reason(reply.status)) + "\r\n";
    const auto line = [&](std::string_view name, std::string_view value) {
        if (is_line(name) && is_line(value)) {
            text.append(name).append(": ").append(value).append("\r\n");
        }
    };
    line("Connection", "close");
    const bool has_body = reply.status != 304 && reply.status != 204;  // RFC 9110 sections 15.3.5, 15.4.5
    if (has_body) {
        line("Content-Type", reply.type);
        line("Content-Length", std::to_string(reply.body.size()));
    }
    for (const auto& [name, value] : reply.headers) {
        line(name, value);
    }
    text += "\r\n";
    if (!head_alone && has_body) {
        text += reply.body;
    }
    return text;
}

}  // namespace phirap::agent
