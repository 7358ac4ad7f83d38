// The desk's door, and each way round it that is known.
#include "agent/desk/door.h"

#include <doctest/doctest.h>

#include "agent/desk/desk_limits.h"
#include "agent/desk/desk_message.h"
#include "tests/support/seeded.h"

namespace phirap::agent {
namespace {

constexpr std::int64_t now_ms = 1'714'003'200'000;

DoorKey key_of(std::uint8_t first) {
    DoorKey key{};
    key[0] = first;
    return key;
}

Threshold threshold() {
    return {key_of(7), hosts_of("127.0.0.1", 4380)};
}

std::string cookie_of(const Threshold& door, std::int64_t until_ms = now_ms + 1000) {
    return std::string(desk_cookie) + "=" + sealed_until(door.key, desk_cookie, until_ms);
}

// As the browser of a page that was let in sends it.
DeskRequest look(const std::string& path = "/api/where") {
    DeskRequest request;
    request.method = "GET";
    request.path = path;
    request.headers = {
        {"host", "127.0.0.1:4380"}, {"sec-fetch-site", "same-origin"}, {"cookie", cookie_of(threshold())}};
    return request;
}
DeskRequest change(const std::string& path = "/api/month/2024-04/row") {
    DeskRequest request = look(path);
    request.method = "POST";
    request.headers["origin"] = "http://127.0.0.1:4380";
    request.headers["content-type"] = "application/json";
    return request;
}
DeskRequest with(DeskRequest request, const std::string& name, const std::string& value) {
    request.headers[name] = value;
    return request;
}
DeskRequest without(DeskRequest request, const std::string& name) {
    request.headers.erase(name);
    return request;
}

Entrance at_the_door(const DeskRequest& request) {
    return entrance(request, threshold(), now_ms);
}

}  // namespace

TEST_CASE("door: a page that was let in looks and changes") {
    CHECK(at_the_door(look()) == Entrance::open);
    CHECK(at_the_door(look("/month/2024-04")) == Entrance::open);
    CHECK(at_the_door(change()) == Entrance::open);
    CHECK(at_the_door(with(look(), "host", "localhost:4380")) == Entrance::open);
}

// DNS rebinding: evil.example comes to mean 127.0.0.1, and its page is then of one origin with us.
TEST_CASE("door: under another name than this PC's own, nobody is answered") {
    for (const char* host : {"evil.example:4380",
                             "evil.example",
                             "127.0.0.1",
                             "127.0.0.1:4381",
                             "127.0.0.1:43800",
                             "127.0.0.1:4380.evil.example",
                             "evil.example@127.0.0.1:4380",
                             "127.0.0.1:4380@evil.example",
                             "localhost",
                             "localhost.evil.example:4380",
                             "127.0.0.1.:4380",
                             "127.1:4380",
                             "0.0.0.0:4380",
                             "2130706433:4380",
                             "[::1]:4380",
                             "[::ffff:127.0.0.1]:4380",
                             "127.0.0.1:4380 ",
                             "127.0.0.1:04380",
                             "LOCALHOST.:4380",
                             ""}) {
        CAPTURE(host);
        const DeskRequest request = with(change(), "host", host);
        CHECK(at_the_door(request) == Entrance::wrong_host);
        CHECK(status_of(Entrance::wrong_host, request) == 421);
    }
    CHECK(at_the_door(without(look(), "host")) == Entrance::wrong_host);
}

TEST_CASE("door: each address has its own names") {
    CHECK(hosts_of("::1", 5000) == std::vector<std::string>{"[::1]:5000", "localhost:5000"});
    CHECK(hosts_of("127.0.0.1", 80) ==
          std::vector<std::string>{"127.0.0.1:80", "127.0.0.1", "localhost:80", "localhost"});
}

TEST_CASE("door: a page of another place changes nothing, whatever it sends along") {
    for (const char* origin : {"http://evil.example", "https://127.0.0.1:4380", "http://127.0.0.1:4381",
                               "http://127.0.0.1", "http://127.0.0.1:4380.evil.example",
                               "http://127.0.0.1:4380/", "http://localhost:4380", "file://"}) {
        CAPTURE(origin);
        CHECK(at_the_door(with(change(), "origin", origin)) == Entrance::another_page);
    }
    for (const char* site : {"cross-site", "same-site", "none", "Same-Origin", "same-origin, cross-site"}) {
        CAPTURE(site);
        CHECK(at_the_door(with(change(), "sec-fetch-site", site)) == Entrance::another_page);
    }
    CHECK(at_the_door(without(change(), "sec-fetch-site")) == Entrance::open);
}

TEST_CASE("door: of a change, one header at least says that a page of ours makes it") {
    CHECK(at_the_door(without(change(), "origin")) == Entrance::open);
    CHECK(at_the_door(with(change(), "origin", "null")) == Entrance::open);
    CHECK(at_the_door(without(without(change(), "origin"), "sec-fetch-site")) == Entrance::another_page);
    CHECK(at_the_door(with(without(change(), "sec-fetch-site"), "origin", "null")) == Entrance::another_page);
}

// A form of any page in the world can send these three without asking.
TEST_CASE("door: what a form could have sent changes nothing") {
    for (const char* type :
         {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a",
          "text/plain; application/json", "application/json-patch", "application/octet-stream", " ", ""}) {
        CAPTURE(type);
        CHECK(at_the_door(with(change(), "content-type", type)) == Entrance::wrong_content);
    }
    CHECK(at_the_door(without(change(), "content-type")) == Entrance::wrong_content);
    CHECK(at_the_door(with(change(), "content-type", "application/json; charset=utf-8")) == Entrance::open);
}

TEST_CASE("door: a picture and a bundle come as bytes, and nothing else does") {
    for (const char* path : {"/api/month/2024-04/picture", "/api/bundle/import"}) {
        CHECK(at_the_door(with(change(path), "content-type", "application/octet-stream")) == Entrance::open);
        CHECK(at_the_door(change(path)) == Entrance::wrong_content);
    }
}

TEST_CASE("door: what a page fetches, another page of this PC may not fetch either") {
    CHECK(at_the_door(with(look(), "sec-fetch-site", "same-site")) == Entrance::another_page);
    CHECK(at_the_door(with(look(), "sec-fetch-site", "cross-site")) == Entrance::another_page);
    CHECK(at_the_door(with(look(), "sec-fetch-site", "none")) == Entrance::open);
    // A link from elsewhere opens the page, which is empty without the cookie.
    CHECK(at_the_door(with(look("/"), "sec-fetch-site", "cross-site")) == Entrance::open);
}

TEST_CASE("door: other methods than two are not ours") {
    for (const char* method : {"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", ""}) {
        DeskRequest request = change();
        request.method = method;
        CAPTURE(method);
        CHECK(at_the_door(request) == Entrance::wrong_method);
    }
}

TEST_CASE("door: without our cookie nobody comes in") {
    const Threshold door = threshold();
    for (const std::string& cookie :
         {std::string(), std::string("phirap_desk="), std::string("phirap_desk=."),
          std::string("phirap_desk=9."), std::string("phirap_desk=9999999999999.") + std::string(64, '0'),
          "other=" + sealed_until(door.key, desk_cookie, now_ms + 1000),
          "phirap_desk=" + sealed_until(door.key, "phirap_pin", now_ms + 1000),
          "phirap_desk=" + sealed_until(door.key, "phirap_des", now_ms + 1000),
          "phirap_desk=1" + sealed_until(door.key, desk_cookie, now_ms + 1000),
          "phirap_desk=+" + sealed_until(door.key, desk_cookie, now_ms + 1000), cookie_of(door) + "0",
          "xphirap_desk=" + cookie_of(door).substr(12)}) {
        CAPTURE(cookie);
        CHECK(at_the_door(with(look(), "cookie", cookie)) == Entrance::no_cookie);
    }
    CHECK(status_of(Entrance::no_cookie, look("/api/where")) == 401);
    CHECK(status_of(Entrance::no_cookie, look("/months")) == 403);
}

TEST_CASE("door: the cookie of another folder is none") {
    const Threshold other{key_of(8), threshold().hosts};
    CHECK(at_the_door(with(look(), "cookie", cookie_of(other))) == Entrance::no_cookie);
}

TEST_CASE("door: a cookie ends when it says, and its end is under our seal") {
    CHECK(at_the_door(with(look(), "cookie", cookie_of(threshold(), now_ms))) == Entrance::no_cookie);
    std::string later = cookie_of(threshold(), now_ms);
    later.replace(later.find('=') + 1, 13, std::to_string(now_ms + 1));
    CHECK(at_the_door(with(look(), "cookie", later)) == Entrance::no_cookie);
}

// Any program on this PC may leave cookies for its host, whatever its port.
TEST_CASE("door: what another program leaves under the same name shuts nobody out") {
    CHECK(at_the_door(with(look(), "cookie", "phirap_desk=rubbish; a=b; " + cookie_of(threshold()))) ==
          Entrance::open);
    CHECK(at_the_door(with(look(), "cookie", cookie_of(threshold()) + ";phirap_desk=")) == Entrance::open);
}

TEST_CASE("door: the cookie is for our pages alone, and for no script") {
    CHECK(cookie_line("phirap_desk", "9.ab", 60'000) ==
          "phirap_desk=9.ab; Max-Age=60; Path=/; HttpOnly; SameSite=Strict");
}

TEST_CASE("launch: a token lets in once, and only while it is fresh") {
    SeededChance chance(1);
    Launches launches;
    const std::string token = launches.issue(chance, 0);
    const std::string late = launches.issue(chance, 0);
    CHECK(token.size() == 32);
    CHECK(token != late);
    CHECK_FALSE(launches.redeem("", 1));
    CHECK_FALSE(launches.redeem(token.substr(1), 1));
    CHECK_FALSE(launches.redeem(std::string(32, '0'), 1));
    CHECK(launches.redeem(token, desk_limits::launch_ms - 1));
    CHECK_FALSE(launches.redeem(token, desk_limits::launch_ms - 1));
    CHECK_FALSE(launches.redeem(late, desk_limits::launch_ms));
}

TEST_CASE("launch: whoever asks for tokens without end has the last ones") {
    SeededChance chance(1);
    Launches launches;
    const std::string first = launches.issue(chance, 0);
    std::string last;
    for (std::size_t i = 0; i < desk_limits::launches_max; ++i) {
        last = launches.issue(chance, 0);
    }
    CHECK_FALSE(launches.redeem(first, 1));
    CHECK(launches.redeem(last, 1));
}

TEST_CASE("door: every reply says what a page may load, and is kept by nobody unless it says so") {
    DeskReply reply;
    add_headers_of_every_reply(reply);
    const std::string bytes = to_bytes(reply, true);
    for (const char* line :
         {"\r\nContent-Security-Policy: default-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
          "form-action 'self'; object-src 'none'\r\n",
          "\r\nX-Content-Type-Options: nosniff\r\n", "\r\nReferrer-Policy: no-referrer\r\n",
          "\r\nCross-Origin-Resource-Policy: same-origin\r\n", "\r\nCache-Control: no-store\r\n",
          "\r\nConnection: close\r\n"}) {
        CAPTURE(line);
        CHECK(bytes.find(line) != bytes.npos);
    }
    CHECK(bytes.find("Access-Control") == bytes.npos);
    DeskReply kept;
    kept.headers = {{"Cache-Control", "private, max-age=31536000, immutable"}};
    add_headers_of_every_reply(kept);
    CHECK(to_bytes(kept, true).find("no-store") == std::string::npos);
}

}  // namespace phirap::agent
