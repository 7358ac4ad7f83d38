#include "shared/host/log.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace phirap {
namespace {

TEST_CASE("log: an entry says what was done, to what, why it failed and what to try") {
    const std::string lines = log_lines(
        LogLevel::error, {.doing = "send frame",
                          .what = "unreachable: connect to sync.example.org:443 timed out after 30 s",
                          .with = {{"office", "4305"},
                                   {"operations", "118-164"},
                                   {"name", "โพนพิสัย"},
                                   {"path", "a b"},
                                   {"none", ""}},
                          .hint = "look at this office's \"line\" first"});
    CHECK(lines ==
          "error send frame: unreachable: connect to sync.example.org:443 timed out after 30 s\n"
          "  office=4305 operations=118-164 name=โพนพิสัย path=\"a b\" none=\"\"\n"
          "  hint=\"look at this office's \\\"line\\\" first\"\n");
    CHECK(log_lines(LogLevel::info, {.doing = "stopped", .what = ""}) == "info stopped\n");
}

TEST_CASE("log: to the journal an entry is one line, with its priority before it") {
    const LogEntry entry{.doing = "sync",
                         .what = "no\nline",
                         .with = {{"office", "4305"}, {"next", "in a minute"}},
                         .hint = "look at the line"};
    CHECK(journal_line(LogLevel::warning, entry) ==
          "<4>sync: no\\nline office=4305 next=\"in a minute\" hint=\"look at the line\"\n");
    CHECK(journal_line(LogLevel::error, {.doing = "stop", .what = ""}) == "<3>stop\n");
    CHECK(journal_line(LogLevel::info, {.doing = "stop", .what = ""}) == "<6>stop\n");
}

// A file's name or a server's answer can hold anything.
TEST_CASE("log: nobody forges a line") {
    const std::string nasty =
        "x\nerror fake: y\r\n\x1b[2J\xe2\x80\xa8"
        "z\xc2\x85\xe2\x80\xae\x7f\xff\xc3";
    const std::string lines =
        log_lines(LogLevel::info, {.doing = "read", .what = nasty, .with = {{"file", nasty}}, .hint = nasty});

    CHECK(std::ranges::count(lines, '\n') == 3);
    for (const char letter : lines) {
        CHECK((letter == '\n' || (letter >= ' ' && letter < 0x7f)));
    }
    CHECK(lines.find("x\\nerror fake: y\\u{d}\\n\\u{1b}[2J\\u{2028}z\\u{85}\\u{202e}\\u{7f}\\xff\\xc3") !=
          lines.npos);
}

TEST_CASE("log: a value cannot pass for two") {
    CHECK(log_lines(LogLevel::info, {.doing = "read", .what = "", .with = {{"file", "a\" agent=\"b"}}}) ==
          "info read\n  file=\"a\\\" agent=\\\"b\"\n");
    CHECK(log_lines(LogLevel::info, {.doing = "read", .what = "", .with = {{"file", "a\\"}}}) ==
          "info read\n  file=\"a\\\\\"\n");
}

TEST_CASE("log: an endless value is cut, and said to be") {
    const std::string lines = log_lines(LogLevel::info, {.doing = "read", .what = std::string(100'000, 'x')});
    CHECK(lines.size() < 1200);
    CHECK(lines.find("... and 98976 bytes") != lines.npos);
}

TEST_CASE("log: what is below the level is not written") {
    std::vector<std::string> written;
    const Log log(LogLevel::warning, [&](std::string_view lines) { written.emplace_back(lines); });
    log.info({.doing = "a", .what = ""});
    log.warning({.doing = "b", .what = ""});
    CHECK(written == std::vector<std::string>{"warning b\n"});
    CHECK(log_level_from_text("error") == LogLevel::error);
    CHECK_FALSE(log_level_from_text("loud"));
}

}  // namespace
}  // namespace phirap
