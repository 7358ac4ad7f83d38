#include "agent/config.h"

#define TOML_EXCEPTIONS 0
// Version 3.3 asserts of "[=" what it checks, and says, some lines on.
#define TOML_ASSERT(expr) static_cast<void>(0)
#include <toml++/toml.h>

#include <set>

#include "agent/curl_transport.h"
#include "agent/desk/desk_address.h"
#include "shared/core/limits.h"
#include "shared/host/files.h"

namespace phirap::agent {
namespace {

constexpr std::size_t config_bytes_max = 64 * 1024;

class Reader {
  public:
    Reader(const toml::table& table, std::string file) : table_(table), file_(std::move(file)) {}

    Result<Config> read() {
        Config config;
        text("machine", config.machine, limits::author_bytes_max);
        text("author", config.author, limits::author_bytes_max);
        text("url", config.url, 512);
        text("proxy", config.proxy, 512);
        std::string language;
        text("language", language, 2);
        number("interval_minutes", 1, 1440, 60'000, config.interval_ms);
        number("stalled_seconds", 5, 600, 1'000, config.stalled_ms);
        number("bandwidth_ceiling", 1, 1'000'000, 1'000 / 8, config.line.bytes_per_s_max);
        text("desk", config.desk, 64);
        if (config.desk != "off" && !desk_address_from(config.desk)) {
            wrong("desk", "\"127.0.0.1:4380\", \"off\"");
        }
        flag("metered", config.line.metered);
        std::string quiet;
        text("quiet_hours", quiet, 11);
        config.line.quiet = quiet_hours_from(quiet);
        if (!quiet.empty() && !config.line.quiet) {
            wrong("quiet_hours", "\"22:00-05:00\"");
        }
        if (!language.empty() && language != "th" && language != "en") {
            wrong("language", "th, en");
        }
        if (!config.url.empty() && !check_url(config.url)) {
            wrong("url", "https://…");
        }
        for (const auto& [key, node] : table_) {
            if (!known_.contains(std::string(key.str()))) {
                refuse("settings_unknown", {{"file", file_}, {"key", std::string(key.str())}});
            }
        }
        if (fault_) {
            return tl::unexpected(*fault_);
        }
        if (!language.empty()) {
            config.language = language == "en" ? Language::english : Language::thai;
        }
        return config;
    }

  private:
    void text(const std::string& key, std::string& value, std::size_t bytes_max) {
        known_.insert(key);
        const toml::node* node = table_.get(key);
        if (node == nullptr) {
            return;
        }
        const auto found = node->value_exact<std::string>();
        if (!found || found->size() > bytes_max) {
            return wrong(key, "\"…\", 0-" + std::to_string(bytes_max) + " bytes");
        }
        value = *found;
    }
    void number(const std::string& key, std::int64_t min, std::int64_t max, std::int64_t unit,
                std::int64_t& value) {
        known_.insert(key);
        const toml::node* node = table_.get(key);
        if (node == nullptr) {
            return;
        }
        const auto found = node->value_exact<std::int64_t>();
        if (!found || *found < min || *found > max) {
            return wrong(key, std::to_string(min) + "-" + std::to_string(max));
        }
        value = *found * unit;
    }
    void flag(const std::string& key, bool& value) {
        known_.insert(key);
        const toml::node* node = table_.get(key);
        if (node == nullptr) {
            return;
        }
        const auto found = node->value_exact<bool>();
        if (!found) {
            return wrong(key, "true, false");
        }
        value = *found;
    }
    void wrong(const std::string& key, const std::string& expected) {
        refuse("settings_wrong", {{"file", file_}, {"key", key}, {"expected", expected}});
    }
    void refuse(std::string key, Arguments arguments) {
        if (!fault_) {
            fault_ = Error{ErrorKind::bad_input, std::move(key), std::move(arguments)};
        }
    }

    const toml::table& table_;
    std::string file_;
    std::set<std::string> known_;
    std::optional<Error> fault_;
};

}  // namespace

Result<Config> config_from_toml(std::string_view text, const std::string& file) {
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        return fail(ErrorKind::bad_input, "settings_unreadable",
                    {{"file", file},
                     {"line", std::to_string(parsed.error().source().begin.line)},
                     {"what", std::string(parsed.error().description())}});
    }
    return Reader(parsed.table(), file).read();
}

Result<Config> read_config(const std::filesystem::path& file) {
    const Result<Bytes> bytes = read_file(file, config_bytes_max);
    return bytes ? config_from_toml(text_of(*bytes), file.string()) : tl::unexpected(bytes.error());
}

}  // namespace phirap::agent
