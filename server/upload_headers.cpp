#include "server/upload_headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <set>

#include "shared/core/digest.h"
#include "shared/wire/base64.h"

namespace phirap::server {
namespace {

constexpr std::size_t metadata_bytes_max = 1024;

// A key is sent back as it came, so it must be nothing but a word.
bool is_key(std::string_view key) {
    return !key.empty() && std::ranges::all_of(key, [](char c) { return c > ' ' && c < 0x7f && c != ','; });
}

}  // namespace

std::optional<UploadMetadata> metadata_from_header(std::string_view text) {
    UploadMetadata metadata;
    std::set<std::string_view> keys;
    if (text.size() > metadata_bytes_max) {
        return std::nullopt;
    }
    while (!text.empty()) {
        std::string_view pair = text.substr(0, text.find(','));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        const std::size_t space = pair.find(' ');
        const std::string_view key = pair.substr(0, space);
        const std::optional<Bytes> value =
            from_base64(space == pair.npos ? std::string_view() : pair.substr(space + 1));
        if (!is_key(key) || !value || !keys.insert(key).second) {
            return std::nullopt;
        }
        if (key == "sha256") {
            metadata.sha256 = sha256_from_text(text_of(*value));
        }
    }
    return metadata;
}

std::string http_date(std::int64_t wall_ms) {
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = static_cast<std::time_t>(wall_ms / 1000);
    std::tm at{};
    ::gmtime_r(&seconds, &at);
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[at.tm_wday], at.tm_mday,
                       months[at.tm_mon], at.tm_year + 1900, at.tm_hour, at.tm_min, at.tm_sec);
}

}  // namespace phirap::server
