// What comes in at the desk's sockets, read; what goes out, written.
#include "agent/desk/desk_message.h"

#include <doctest/doctest.h>

#include "agent/desk/desk_address.h"
#include "agent/desk/desk_limits.h"

namespace phirap::agent {
namespace {

std::optional<DeskRequest> read(const std::string& target, const std::string& headers = "") {
    const RequestHead head =
        read_head("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:4380\r\n" + headers + "\r\n", desk_rules());
    return head.refused == 0 ? desk_request_from(head) : std::nullopt;
}

}  // namespace

TEST_CASE("desk request: path and query are decoded once") {
    const auto request = read("/api/month/2024-04/picture?row=a%20b&name=%E0%B8%81+x&empty=&%2541=1");
    REQUIRE(request);
    CHECK(request->path == "/api/month/2024-04/picture");
    CHECK(request->asked("row") == "a b");
    CHECK(request->asked("name") == "ก x");
    CHECK(request->asked("%41") == "1");
    CHECK(read("/a%2Fb+c")->path == "/a/b+c");
}

TEST_CASE("desk request: what could be read in two ways is refused") {
    for (const char* target :
         {"/%", "/%4", "/%zz", "/%00", "/%ff", "/?a=1&a=2", "/?a=%", "/?%ff=1", "/?a=%00"}) {
        CAPTURE(target);
        CHECK_FALSE(read(target));
    }
    for (const char* headers :
         {"Origin: a\r\nOrigin: a\r\n", "Sec-Fetch-Site: none\r\nsec-fetch-site: none\r\n",
          "Content-Type: a\r\nContent-Type: b\r\n", "Host: 127.0.0.1:4380\r\n"}) {
        CAPTURE(headers);
        CHECK_FALSE(read("/", headers));
    }
}

TEST_CASE("desk request: a query has an end") {
    std::string query = "/?";
    for (std::size_t i = 0; i < desk_limits::query_names_max; ++i) {
        query += "n" + std::to_string(i) + "=1&";
    }
    CHECK(read(query));
    CHECK_FALSE(read(query + "one=more"));
    CHECK_FALSE(read("/" + std::string(desk_limits::target_bytes_max, 'a')));
}

TEST_CASE("desk request: cookies come from many, in as many headers as they like") {
    const auto request = read("/", "Cookie: a=1; b=x%\"y=z;c\r\nCookie: a=2\r\n");
    REQUIRE(request);
    CHECK(request->cookies.at("a") == "1");
    CHECK(request->cookies.at("b") == "x%\"y=z");
    CHECK(cookie_values(request->header("cookie"), "a") == std::vector<std::string>{"1", "2"});
}

TEST_CASE("desk request: what means nothing to us is not shown to anybody") {
    const auto request =
        read("/", "X-Other: 1\r\nReferer: http://a/\r\nRange: bytes=0-1\r\nIf-None-Match: \"a\"\r\n");
    REQUIRE(request);
    CHECK(request->headers.size() == 2);
    CHECK(request->header("if-none-match") == "\"a\"");
}

TEST_CASE("desk request: how much may be brought depends on what is asked") {
    DeskRequest request;
    request.method = "POST";
    const auto most = [&](const std::string& path) {
        request.path = path;
        return bytes_brought_max(request);
    };
    CHECK(most("/api/month/2024-04/row") == desk_limits::json_bytes_max);
    CHECK(most("/api/month/2024-04/picture") > desk_limits::json_bytes_max);
    CHECK(most("/api/bundle/import") == desk_limits::bundle_bytes_max);
    CHECK(most("/picture") == desk_limits::json_bytes_max);
    request.method = "GET";
    CHECK(most("/api/bundle/import") == 0);
}

TEST_CASE("desk reply: a header is one line, whatever is put into it") {
    DeskReply reply{200, "text/plain", "words", {{"A", "b\r\nSet-Cookie: c"}, {"D", "e"}}};
    CHECK(to_bytes(reply, false) ==
          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nD: "
          "e\r\n\r\nwords");
    CHECK(to_bytes(reply, true).ends_with("\r\n\r\n"));
    reply.status = 304;
    CHECK(to_bytes(reply, false) == "HTTP/1.1 304 Not Modified\r\nConnection: close\r\nD: e\r\n\r\n");
}

TEST_CASE("desk address: this PC alone") {
    CHECK(desk_address_from("127.0.0.1:4380") == DeskAddress{"127.0.0.1", 4380});
    CHECK(desk_address_from("localhost:0") == DeskAddress{"127.0.0.1", 0});
    CHECK(desk_address_from("[::1]:80") == DeskAddress{"::1", 80});
    CHECK(to_text(DeskAddress{"::1", 80}) == "[::1]:80");
    for (const char* text : {"0.0.0.0:4380", "192.168.1.5:4380", "[::]:4380", "::1:4380", "127.0.0.2:4380",
                             "4380", ":4380", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
                             "127.0.0.1:43a", "localhost.evil:1", "off", ""}) {
        CAPTURE(text);
        CHECK_FALSE(desk_address_from(text));
    }
}

}  // namespace phirap::agent
