// What the keeper of a PC may set, in a file of TOML. Nothing of it is needed.
//
//     machine  = "ห้องธุรการ 2"       # what the centre's keeper sees
//     author   = "ชื่อ นามสกุล"        # who records on this PC, when --author does not say
//     language = "th"                # or "en"
//     url      = "https://10.1.2.3:8443"   # instead of the enrolment code's
//     proxy    = "http://proxy.local:3128" # else none, whatever the environment says
//     interval_minutes = 15          # between contacts when there is nothing to send: 1 to 1440
//     stalled_seconds  = 30          # without a byte either way before a transfer is given up: 5 to 600
//     bandwidth_ceiling = 64         # kbit/s that we may take of the line, each way: 1 to 1000000; else all
//     quiet_hours = "22:00-05:00"    # Bangkok time; nothing goes by itself then, but for what is due
//     desk = "127.0.0.1:4380"        # where the officer's pages are on this PC; "off": nowhere
//     metered = true                 # each byte is paid for: reports go by themselves, pictures do not
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "agent/line_policy.h"
#include "shared/core/result.h"
#include "shared/core/words.h"

namespace phirap::agent {

struct Config {
    std::string machine;
    std::string author;
    std::string url;
    std::string proxy;
    std::optional<Language> language;
    std::int64_t interval_ms = 15 * 60 * 1'000;
    std::int64_t stalled_ms = 30 * 1'000;
    LinePolicy line;
    std::string desk = "127.0.0.1:4380";
};

// Errors: settings_unreadable {file, line, what}, settings_unknown {file, key}, settings_wrong {file, key,
// expected}. A misspelled name is refused: it would be silently not obeyed. `file`: where the text stands.
[[nodiscard]] Result<Config> config_from_toml(std::string_view text, const std::string& file);
// Errors: those, and those of read_file.
[[nodiscard]] Result<Config> read_config(const std::filesystem::path& file);

}  // namespace phirap::agent
