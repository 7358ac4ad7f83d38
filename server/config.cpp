#include "server/config.h"

// As in agent/config.cpp: toml++ built both ways in one program is two classes of one name.
#define TOML_EXCEPTIONS 0
// Version 3.3 asserts of "[=" what it checks, and says, some lines on.
#define TOML_ASSERT(expr) static_cast<void>(0)
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "shared/wire/limits.h"

namespace phirap::server {
namespace {

constexpr std::int64_t second_ms = 1000;
constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
constexpr std::int64_t mib_max = 1LL << 30;
constexpr std::int64_t spread_seconds_max = 60 * 60;
constexpr std::int64_t ten_years_ms = 10LL * 366 * 24 * 60 * 60 * 1000;

tl::unexpected<Error> bad(std::string_view name, std::string expected) {
    return fail(ErrorKind::bad_input, "config_bad_value",
                {{"name", std::string(name)}, {"expected", std::move(expected)}});
}

Result<void> take_number(const toml::node& node, std::string_view name, std::int64_t max, std::int64_t factor,
                         std::int64_t& into) {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < 0 || *value > max) {
        return bad(name, "0.." + std::to_string(max));
    }
    into = *value * factor;
    return {};
}

Result<void> take_size(const toml::node& node, std::string_view name, std::uint64_t& into) {
    std::int64_t bytes = 0;
    const Result<void> taken = take_number(node, name, mib_max, 1024 * 1024, bytes);
    into = taken ? static_cast<std::uint64_t>(bytes) : into;
    return taken;
}

Result<void> take_text(const toml::node& node, std::string_view name, std::string& into) {
    const auto value = node.value_exact<std::string>();
    if (!value || value->size() > limits::url_bytes_max) {
        return bad(name, "\"...\"");
    }
    into = *value;
    return {};
}

template <typename Number>
std::optional<Number> whole_number(std::string_view text) {
    Number number = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    return wrong == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(number)
                                                                                     : std::nullopt;
}

// "02:30".
Result<void> take_time_of_day(const toml::node& node, std::string_view name, std::int64_t& into) {
    const std::string text = node.value_exact<std::string>().value_or("");
    const bool shaped = text.size() == 5 && text[2] == ':';
    const auto hour = shaped ? whole_number<int>(text.substr(0, 2)) : std::nullopt;
    const auto minute = shaped ? whole_number<int>(text.substr(3)) : std::nullopt;
    if (!hour || !minute || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59) {
        return bad(name, "\"00:00\"..\"23:59\"");
    }
    into = *hour * 60 + *minute;
    return {};
}

Result<void> take_backup(BackupPlan& plan, std::string_view name, const toml::node& node) {
    if (name == "folder") {
        const Result<void> taken = take_text(node, "backup.folder", plan.folder);
        return taken && !plan.folder.empty() && plan.folder[0] != '/' ? bad("backup.folder", "\"/...\"")
                                                                      : taken;
    }
    if (name == "at") {
        return take_time_of_day(node, "backup.at", plan.minute_of_day);
    }
    if (name == "keep") {
        std::int64_t keep = 0;
        const Result<void> taken = take_number(node, "backup.keep", 10'000, 1, keep);
        plan.keep = static_cast<std::size_t>(keep);
        return taken && keep == 0 ? bad("backup.keep", "1..10000") : taken;
    }
    return fail(ErrorKind::bad_input, "server_config_unknown", {{"name", "backup." + std::string(name)}});
}

Result<void> take(Config& config, std::string_view name, const toml::node& node) {
    if (name == "backup") {
        if (!node.is_table()) {
            return bad(name, "[backup]");
        }
        for (const auto& [key, value] : *node.as_table()) {
            if (const Result<void> taken = take_backup(config.backup, key.str(), value); !taken) {
                return taken;
            }
        }
        return {};
    }
    if (name == "public_url") {
        const Result<void> taken = take_text(node, name, config.public_url);
        return taken ? check_public_url(config.public_url) : taken;
    }
    if (name == "listen") {
        return take_text(node, name, config.listen);
    }
    if (name == "language") {
        const Result<void> taken = take_text(node, name, config.language);
        return taken && config.language != "th" && config.language != "en" ? bad(name, "\"th\", \"en\"")
                                                                           : taken;
    }
    if (name == "public_authority") {
        const auto value = node.value_exact<bool>();
        if (!value) {
            return bad(name, "true, false");
        }
        config.public_authority = *value;
        return {};
    }
    if (name == "spread_seconds") {
        return take_number(node, name, spread_seconds_max, second_ms, config.spread_ms);
    }
    if (name == "waiting_max") {
        return take_number(node, name, 100'000, 1, config.waiting_max);
    }
    if (name == "picture_mib_max") {
        return take_size(node, name, config.uploads.bytes_max);
    }
    if (name == "office_pictures_mib_max") {
        return take_size(node, name, config.uploads.office_bytes_max);
    }
    if (name == "free_mib_min") {
        return take_size(node, name, config.uploads.free_bytes_min);
    }
    if (name == "unfinished_upload_days") {
        return take_number(node, name, 366, day_ms, config.uploads.unfinished_ms);
    }
    if (name == "slot_ms") {
        return take_number(node, name, 10'000, 1, config.slot_ms);
    }
    return fail(ErrorKind::bad_input, "server_config_unknown", {{"name", std::string(name)}});
}

}  // namespace

Result<Config> config_from_toml(std::string_view text) {
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        return fail(ErrorKind::bad_input, "server_config_unreadable",
                    {{"line", std::to_string(parsed.error().source().begin.line)},
                     {"why", std::string(parsed.error().description())}});
    }
    Config config;
    for (const auto& [name, node] : parsed.table()) {
        if (const Result<void> taken = take(config, name.str(), node); !taken) {
            return tl::unexpected(taken.error());
        }
    }
    return config;
}

Result<void> check_public_url(const std::string& url) {
    const auto bad_url = [&] { return fail(ErrorKind::bad_input, "url_bad", {{"url", url}}); };
    const bool tls = url.starts_with("https://");
    if ((!tls && !url.starts_with("http://")) || url.size() > limits::url_bytes_max) {
        return bad_url();
    }
    std::string rest = url.substr(tls ? 8 : 7);
    if (rest.ends_with('/')) {
        rest.pop_back();
    }
    const bool plain_host = std::ranges::all_of(rest, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-' || c == ':' || c == '[' || c == ']';
    });
    if (rest.empty() || !plain_host) {
        return bad_url();
    }
    const bool has_port = rest.rfind(':') != rest.npos && !rest.ends_with(']');
    const Result<Address> address = address_from(has_port ? rest : rest + ":443");
    if (!address || (!tls && !address->is_loopback())) {
        return bad_url();
    }
    return {};
}

bool Address::is_loopback() const {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::string Address::text() const {
    const bool six = host.find(':') != host.npos;
    return (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<Address> address_from(std::string_view text) {
    const auto bad_address = [&] {
        return fail(ErrorKind::bad_input, "address_bad", {{"address", std::string(text)}});
    };
    const std::size_t colon = text.rfind(':');
    if (colon == text.npos || colon == 0) {
        return bad_address();
    }
    std::string_view host = text.substr(0, colon);
    const bool in_brackets = host.front() == '[' && host.back() == ']' && host.size() >= 4;
    host = in_brackets ? host.substr(1, host.size() - 2) : host;
    // Without brackets nobody knows where an IPv6 address ends: "::1" is one, or port 1 of another.
    if (host.find_first_of(in_brackets ? "[]" : "[]:") != host.npos) {
        return bad_address();
    }
    const std::optional<int> port = whole_number<int>(text.substr(colon + 1));
    if (!port || *port < 0 || *port > 65535) {
        return bad_address();
    }
    return Address{std::string(host), *port};
}

Result<std::int64_t> duration_ms_from(std::string_view text) {
    const auto bad_duration = [&] {
        return fail(ErrorKind::bad_input, "duration_bad", {{"text", std::string(text)}});
    };
    if (text.size() < 2 || text.size() > 9) {
        return bad_duration();
    }
    const std::optional<std::int64_t> count = whole_number<std::int64_t>(text.substr(0, text.size() - 1));
    const std::int64_t unit = text.back() == 'd'   ? 24 * 60 * 60 * second_ms
                              : text.back() == 'h' ? 60 * 60 * second_ms
                              : text.back() == 'm' ? 60 * second_ms
                              : text.back() == 's' ? second_ms
                                                   : 0;
    if (!count || *count <= 0 || unit == 0 || *count > ten_years_ms / unit) {
        return bad_duration();
    }
    return *count * unit;
}

}  // namespace phirap::server
