#include "agent/desk/door.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>

#include "agent/desk/desk_limits.h"
#include "agent/desk/desk_message.h"

namespace phirap::agent {
namespace {

using Mac = std::array<std::uint8_t, 32>;

Mac mac_of(const DoorKey& key, std::string_view purpose, std::string_view until) {
    // The purpose holds no line feed, so no two pairs spell the same.
    const std::string text = std::string(purpose) + "\n" + std::string(until);
    Mac mac;
    crypto_generichash(mac.data(), mac.size(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), key.data(), key.size());
    return mac;
}

bool is_one_of(std::string_view text, const std::vector<std::string>& known) {
    return std::ranges::find(known, text) != known.end();
}

std::string_view media_type(std::string_view header) {
    std::string_view type = header.substr(0, header.find(';'));
    return type.substr(0, type.find_last_not_of(" \t") + 1);
}

// Those that a form cannot send: another page's script may not either, without asking us first (CORS).
bool is_content_of_ours(const DeskRequest& request) {
    const std::string_view type = media_type(request.header("content-type"));
    const bool takes_bytes = bytes_brought_max(request) > desk_limits::json_bytes_max;
    return takes_bytes ? type == "application/octet-stream" : type == "application/json";
}

bool changes(const DeskRequest& request) {
    return request.method != "GET";
}

// Which page asks, in the browser's words. Of a change one of the two has to say that it is ours; some
// browsers give Origin as "null" for a page that sends no Referer.
bool is_page_of_ours(const DeskRequest& request) {
    const std::string_view site = request.header("sec-fetch-site");
    const std::string_view origin = request.header("origin");
    if (changes(request)) {
        const bool is_said = origin == "http://" + std::string(request.header("host")) ||
                             ((origin.empty() || origin == "null") && site == "same-origin");
        return is_said && (site.empty() || site == "same-origin");
    }
    // A page may be opened from anywhere: it shows nothing without the cookie, which comes along from our own
    // pages alone (SameSite). What a page fetches, only a page of ours or the person may open.
    const bool is_fetched = request.path.starts_with("/api/");
    return !is_fetched || site.empty() || site == "same-origin" || site == "none";
}

}  // namespace

std::vector<std::string> hosts_of(const std::string& host, int port) {
    std::vector<std::string> hosts;
    for (const std::string& name : {host == "::1" ? std::string("[::1]") : host, std::string("localhost")}) {
        hosts.push_back(name + ":" + std::to_string(port));
        if (port == 80) {
            hosts.push_back(name);
        }
    }
    return hosts;
}

Entrance may_be_seen(const DeskRequest& request, const Threshold& threshold) {
    if (!is_one_of(request.header("host"), threshold.hosts)) {
        return Entrance::wrong_host;
    }
    if (request.method != "GET" && request.method != "POST") {
        return Entrance::wrong_method;
    }
    if (!is_page_of_ours(request)) {
        return Entrance::another_page;
    }
    return changes(request) && !is_content_of_ours(request) ? Entrance::wrong_content : Entrance::open;
}

Entrance entrance(const DeskRequest& request, const Threshold& threshold, std::int64_t now_ms) {
    const Entrance seen = may_be_seen(request, threshold);
    if (seen != Entrance::open) {
        return seen;
    }
    const auto values = cookie_values(request.header("cookie"), desk_cookie);
    return good_until(threshold.key, desk_cookie, values, now_ms) ? Entrance::open : Entrance::no_cookie;
}

int status_of(Entrance entrance, const DeskRequest& request) {
    switch (entrance) {
        case Entrance::open:
            return 200;
        case Entrance::wrong_host:
            return 421;
        case Entrance::wrong_method:
            return 405;
        case Entrance::another_page:
        case Entrance::wrong_content:
            return 403;
        case Entrance::no_cookie:
            return request.path.starts_with("/api/") ? 401 : 403;
    }
    return 403;
}

std::string sealed_until(const DoorKey& key, std::string_view purpose, std::int64_t until_ms) {
    const std::string until = std::to_string(until_ms);
    return until + "." + to_hex(mac_of(key, purpose, until));
}

std::optional<std::int64_t> good_until(const DoorKey& key, std::string_view purpose,
                                       const std::vector<std::string>& values, std::int64_t now_ms) {
    std::optional<std::int64_t> best;
    for (const std::string_view value : values) {
        const std::size_t dot = std::min(value.find('.'), value.size());
        const std::string_view until = value.substr(0, dot);
        std::int64_t until_ms = 0;
        const auto [end, error] = std::from_chars(until.data(), until.data() + until.size(), until_ms);
        const auto given = from_hex(value.substr(std::min(dot + 1, value.size())));
        const Mac right = mac_of(key, purpose, until);
        const bool is_ours = error == std::errc() && end == until.data() + until.size() && given &&
                             given->size() == right.size() &&
                             sodium_memcmp(given->data(), right.data(), right.size()) == 0;
        if (is_ours && until_ms > now_ms) {
            best = std::max(best.value_or(until_ms), until_ms);
        }
    }
    return best;
}

std::string cookie_line(std::string_view name, std::string_view value, std::int64_t lasts_ms) {
    return std::string(name) + "=" + std::string(value) + "; Max-Age=" + std::to_string(lasts_ms / 1000) +
           "; Path=/; HttpOnly; SameSite=Strict";
}

std::string Launches::issue(Chance& chance, std::int64_t now_ms) {
    std::array<std::uint8_t, 16> drawn{};
    chance.fill(drawn);
    if (issued_.size() == desk_limits::launches_max) {
        issued_.erase(issued_.begin());
    }
    issued_.push_back({to_hex(drawn), now_ms + desk_limits::launch_ms});
    return issued_.back().token;
}

bool Launches::redeem(std::string_view token, std::int64_t now_ms) {
    std::erase_if(issued_, [&](const Issued& issued) { return issued.until_ms <= now_ms; });
    const auto found = std::ranges::find_if(issued_, [&](const Issued& issued) {
        return issued.token.size() == token.size() &&
               sodium_memcmp(issued.token.data(), token.data(), token.size()) == 0;
    });
    if (found == issued_.end()) {
        return false;
    }
    issued_.erase(found);
    return true;
}

void add_headers_of_every_reply(DeskReply& reply) {
    const auto add = [&](std::string name, std::string value) {
        const bool has =
            std::ranges::any_of(reply.headers, [&](const auto& header) { return header.first == name; });
        if (!has) {
            reply.headers.emplace_back(std::move(name), std::move(value));
        }
    };
    add("Content-Security-Policy",
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'");
    add("X-Content-Type-Options", "nosniff");
    add("X-Frame-Options", "DENY");
    add("Referrer-Policy", "no-referrer");
    add("Cross-Origin-Resource-Policy", "same-origin");
    add("Cross-Origin-Opener-Policy", "same-origin");
    add("Cache-Control", "no-store");
}

}  // namespace phirap::agent
