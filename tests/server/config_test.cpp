#include "server/config.h"

#include <doctest/doctest.h>

namespace phirap::server {

TEST_CASE("config: what is set is taken, the rest keeps its default") {
    const Result<Config> config =
        config_from_toml("public_url = \"https://sync.example.org:8443\"\nspread_seconds = 60\n");
    REQUIRE(config.has_value());
    CHECK(config->public_url == "https://sync.example.org:8443");
    CHECK(config->spread_ms == 60'000);
    CHECK(config->listen == Config{}.listen);
}

TEST_CASE("config: a misspelt name, a bad value and bad TOML are each named") {
    CHECK(config_from_toml("publik_url = \"x\"").error().key == "server_config_unknown");
    CHECK(config_from_toml("spread_seconds = \"soon\"").error().key == "config_bad_value");
    CHECK(config_from_toml("spread_seconds = -1").error().key == "config_bad_value");
    const Error error = config_from_toml("listen = \"a\"\nlisten = ").error();
    CHECK(error.key == "server_config_unreadable");
    CHECK(error.arguments.front().second == "2");
}

TEST_CASE("config: the daily backup: a folder of its own, an hour, how many") {
    const Result<Config> config =
        config_from_toml("[backup]\nfolder = \"/mnt/backup\"\nat = \"23:05\"\nkeep = 3\n");
    REQUIRE(config.has_value());
    CHECK(config->backup.folder == "/mnt/backup");
    CHECK(config->backup.minute_of_day == 23 * 60 + 5);
    CHECK(config->backup.keep == 3);
    CHECK(config_from_toml("").value().backup.folder.empty());
    for (const char* bad :
         {"folder = \"backup\"", "folder = 1", "at = \"24:00\"", "at = \"2:30\"", "at = \"02:3\"",
          "at = \"-1:30\"", "at = \"0230\"", "at = 2", "keep = 0", "keep = -1", "keep = \"14\""}) {
        CAPTURE(bad);
        CHECK(config_from_toml("[backup]\n" + std::string(bad)).error().key == "config_bad_value");
    }
    CHECK(config_from_toml("[backup]\nevery = 1").error().arguments.front().second == "backup.every");
    CHECK(config_from_toml("backup = \"/mnt\"").error().key == "config_bad_value");
}

TEST_CASE("public_url: https anywhere, http on this machine alone, no path, nothing odd") {
    for (const char* good : {"https://sync.example.org", "https://10.0.0.1:8443/", "http://127.0.0.1:80",
                             "http://localhost:1", "https://[2001:db8::1]:8443"}) {
        CAPTURE(good);
        CHECK(check_public_url(good).has_value());
    }
    for (const char* bad : {"", "sync.example.org", "http://sync.example.org", "https://", "https://a/b",
                            "https://a:99999", "ftp://127.0.0.1", "https://a b", "https://u@a"}) {
        CAPTURE(bad);
        CHECK_FALSE(check_public_url(bad).has_value());
    }
}

TEST_CASE("address: host and port, IPv6 in brackets") {
    CHECK(address_from("127.0.0.1:0")->is_loopback());
    CHECK_FALSE(address_from("0.0.0.0:8443")->is_loopback());
    CHECK(address_from("[::1]:8443")->text() == "[::1]:8443");
    for (const char* bad :
         {"", "8443", ":8443", "a:", "a:x", "a:70000", "[::1:8443", "::1", "::1:8443", "[[::1]:8443"}) {
        CAPTURE(bad);
        CHECK_FALSE(address_from(bad).has_value());
    }
}

TEST_CASE("duration: a number and its unit, nothing without an end") {
    CHECK(*duration_ms_from("14d") == 14LL * 24 * 60 * 60 * 1000);
    CHECK(*duration_ms_from("90s") == 90'000);
    for (const char* bad : {"", "d", "14", "0d", "-1d", "1w", "99999999d", "1.5h"}) {
        CAPTURE(bad);
        CHECK_FALSE(duration_ms_from(bad).has_value());
    }
}

}  // namespace phirap::server
