// Heads as somebody sends them who wants two programs to read them differently.
#include "shared/http/request_head.h"

#include <doctest/doctest.h>

#include "server/request_rules.h"

namespace phirap::server {
namespace {

RequestHead head_with(const std::string& headers, const std::string& line = "POST /v1/sync HTTP/1.1") {
    return read_head(line + "\r\nHost: a\r\n" + headers + "\r\n", request_rules());
}
int status_of(const std::string& headers) {
    return head_with(headers).refused;
}
int status_of_line(const std::string& line) {
    return head_with("Content-Length: 0\r\n", line).refused;
}

}  // namespace

TEST_CASE("head: what we understand goes on, and nothing else does") {
    const RequestHead head = head_with(
        "content-length:  12 \r\nRange: bytes=0-0\r\nX-Other: 1\r\nUpload-Offset: 7\r\nREMOTE_ADDR: b\r\n");
    REQUIRE(head.refused == 0);
    CHECK(head.method == "POST");
    CHECK(head.path == "/v1/sync");
    CHECK(head.body_bytes == 12);
    CHECK(head.text == "POST /v1/sync HTTP/1.1\r\nHost: a\r\ncontent-length: 12\r\nUpload-Offset: 7\r\n\r\n");
}

TEST_CASE("head: a body has one length, in digits") {
    CHECK(status_of("Content-Length: 5\r\nContent-Length: 5\r\n") == 400);
    CHECK(status_of("Content-Length: 5\r\nContent-Length: 6\r\n") == 400);
    CHECK(status_of("Content-Length: 5, 5\r\n") == 400);
    for (const char* length : {"-1", "+5", "0x5", "5 5", "5a", "", "1234567890123456789"}) {
        CAPTURE(length);
        CHECK(status_of(std::string("Content-Length: ") + length + "\r\n") == 400);
    }
    CHECK(status_of("") == 411);
    CHECK(status_of("Content-Length: 123456789012345678\r\n") == 0);
}

TEST_CASE("head: a body in chunks is refused, also beside a length or in disguise") {
    CHECK(status_of("Transfer-Encoding: chunked\r\n") == 411);
    CHECK(status_of("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") == 411);
    CHECK(status_of("transfer-encoding:\tx, identity\r\nContent-Length: 5\r\n") == 411);
    CHECK(status_of("Transfer-Encoding : chunked\r\nContent-Length: 5\r\n") == 400);
    CHECK(status_of("Content-Length: 5\r\n Transfer-Encoding: chunked\r\n") == 400);
    CHECK(status_of("Content-Length: 5\r\n\tgoes on\r\n") == 400);
}

TEST_CASE("head: what may end a line for somebody else stands in no header") {
    for (const std::string& bad :
         {std::string("X: a\nContent-Length: 9"), std::string("X: a\rb"), std::string("X: a\0b", 6),
          std::string("X: \x7f"), std::string("X: \x1b[2J"), std::string("Content-Type: a%0d%0aX: b"),
          std::string("no colon"), std::string(": no name"), std::string("na me: x"),
          std::string("n\xc3\xa4: x")}) {
        CAPTURE(bad);
        CHECK(status_of("Content-Length: 0\r\n" + bad + "\r\n") == 400);
    }
    CHECK(status_of("Content-Length: 0\r\nX: \xe0\xb8\x81\r\n") == 0);
}

TEST_CASE("head: a request line has three parts, a path of ours and a version that we speak") {
    CHECK(status_of_line("POST /v1/sync HTTP/1.0") == 0);
    CHECK(head_with("Content-Length: 0\r\n", "POST /v1/sync?a=b HTTP/1.1").path == "/v1/sync");
    for (const char* line : {"POST  /v1/sync HTTP/1.1", "POST http://a/ HTTP/1.1", "POST * HTTP/1.1",
                             "POST /a b HTTP/1.1", "POST /a\tb HTTP/1.1", "P(ST / HTTP/1.1", "POST", "",
                             "POST /#a HTTP/1.1", "POST /\xe0\xb8\x81 HTTP/1.1"}) {
        CAPTURE(line);
        CHECK(status_of_line(line) == 400);
    }
    CHECK(status_of_line("BREW / HTTP/1.1") == 501);
    CHECK(status_of_line("post / HTTP/1.1") == 501);
    CHECK(status_of_line("POST / HTTP/2.0") == 505);
    CHECK(status_of_line("POST / http/1.1") == 505);
}

TEST_CASE("head: one host, as the RFC has it") {
    CHECK(read_head("GET / HTTP/1.1\r\n\r\n", request_rules()).refused == 400);
    CHECK(read_head("GET / HTTP/1.0\r\n\r\n", request_rules()).refused == 0);
    CHECK(read_head("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", request_rules()).refused == 400);
}

TEST_CASE("head: its size, its lines and its path are bounded, to the byte") {
    const std::string rest = "POST /v1/sync HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nX: \r\n\r\n";
    const auto padded = [&](std::size_t bytes) {
        return head_with("Content-Length: 0\r\nX: " + std::string(bytes - rest.size(), 'x') + "\r\n").refused;
    };
    CHECK(padded(request_rules().head_bytes_max) == 0);
    CHECK(padded(request_rules().head_bytes_max + 1) == 431);
    const auto with_lines = [](std::size_t lines) {
        std::string headers = "Content-Length: 0\r\n";
        for (std::size_t line = 3; line < lines; ++line) {
            headers += "X: y\r\n";
        }
        return status_of(headers);
    };
    CHECK(with_lines(head_lines_max) == 0);
    CHECK(with_lines(head_lines_max + 1) == 431);
    CHECK(status_of_line("POST /" + std::string(request_rules().target_bytes_max - 1, 'a') + " HTTP/1.1") ==
          0);
    CHECK(status_of_line("POST /" + std::string(request_rules().target_bytes_max, 'a') + " HTTP/1.1") == 414);
    CHECK(read_head("GET / HTTP/1.1\r\nHost: a\r\n", request_rules()).refused == 431);
}

TEST_CASE("head: no body is unpacked or taken apart for anybody") {
    CHECK(status_of("Content-Length: 0\r\nContent-Encoding: gzip\r\n") == 415);
    CHECK(status_of("Content-Length: 0\r\nContent-Type: Multipart/form-data; boundary=a\r\n") == 415);
}

}  // namespace phirap::server
