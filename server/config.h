// What the keeper of a server may set: a TOML file, --config or server.toml in the data folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/upload_limits.h"
#include "shared/core/result.h"

namespace phirap::server {

// The daily backup: [backup] in the configuration.
struct BackupPlan {
    std::string folder;                // where they lie; "": none is made
    std::int64_t minute_of_day = 150;  // Bangkok time, "02:30"
    std::size_t keep = 14;             // the newest so many whole ones stay
};

struct Config {
    // Where agents reach the server, for enrolment codes: "https://sync.example.org:8443". Empty: the
    // address that `serve` listens on.
    std::string public_url;
    std::string listen = "127.0.0.1:8443";
    // Agents that come back after an outage spread their first attempts over this window.
    std::int64_t spread_ms = 20'000;
    // Longer than this line of waiting connections, agents are told when to come back instead.
    std::int64_t waiting_max = 256;
    // How often one of those may come; 0: as often as requests were answered of late.
    std::int64_t slot_ms = 0;
    // Who answers at public_url has a certificate that a public authority vouches for: codes carry no pin.
    bool public_authority = false;
    UploadLimits uploads;
    BackupPlan backup;
    // "th" or "en"; empty: Thai.
    std::string language;
};

// Errors: server_config_unreadable {line} {why}, server_config_unknown {name}, config_bad_value {name}
// {expected}.
[[nodiscard]] Result<Config> config_from_toml(std::string_view text);

// "https://host[:port]", no path; http for a loopback host alone. Error: url_bad {url}.
[[nodiscard]] Result<void> check_public_url(const std::string& url);

struct Address {
    std::string host;  // without brackets
    int port = 0;
    [[nodiscard]] bool is_loopback() const;
    // "127.0.0.1:8443", "[::1]:8443".
    [[nodiscard]] std::string text() const;
};
// Error: address_bad {address}.
[[nodiscard]] Result<Address> address_from(std::string_view text);

// "14d", "12h", "30m", "90s"; more than nothing, at most ten years. Error: duration_bad {text}.
[[nodiscard]] Result<std::int64_t> duration_ms_from(std::string_view text);

}  // namespace phirap::server
