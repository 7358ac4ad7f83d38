#include "shared/http/request_head.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace phirap {
namespace {

constexpr int bad_request = 400;
constexpr int length_required = 411;
constexpr int target_too_long = 414;
constexpr int unsupported_media = 415;
constexpr int head_too_large = 431;
constexpr int unknown_method = 501;
constexpr int other_version = 505;

constexpr std::array<std::string_view, 7> methods = {"GET",   "HEAD",   "POST",   "PUT",
                                                     "PATCH", "DELETE", "OPTIONS"};

// RFC 9110 section 5.6.2.
bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != marks.npos;
    });
}

// Neither controls, which end a line for somebody, nor what the library would decode into them.
bool is_value(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= ' ' && c != 0x7f) || c == '\t' || c < 0; });
}

std::string lowered(std::string_view text) {
    std::string low(text);
    std::ranges::transform(low, low.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return low;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(first);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

class Reading {
  public:
    explicit Reading(const HeadRules& rules) : rules_(rules) {}

    RequestHead read(std::string_view head) {
        if (head.size() > rules_.head_bytes_max || !head.ends_with("\r\n\r\n")) {
            return refused(head_too_large);
        }
        head.remove_suffix(2);
        std::size_t lines = 0;
        while (!head.empty() && head_.refused == 0) {
            const std::size_t end = head.find("\r\n");
            const std::string_view line = head.substr(0, end);
            head.remove_prefix(end + 2);
            if (++lines > head_lines_max) {
                return refused(head_too_large);
            }
            head_.refused = lines == 1 ? request_line(line) : header(line);
        }
        if (head_.refused == 0) {
            head_.refused = whole();
        }
        head_.text += "\r\n";
        return head_.refused == 0 ? std::move(head_) : refused(head_.refused);
    }

  private:
    static RequestHead refused(int status) {
        RequestHead head;
        head.refused = status;
        return head;
    }

    // method SP target SP version (RFC 9112 section 3); only targets that begin with "/".
    int request_line(std::string_view line) {
        const std::size_t first = line.find(' ');
        const std::size_t last = line.rfind(' ');
        if (first == line.npos || first == last) {
            return bad_request;
        }
        const std::string_view method = line.substr(0, first);
        const std::string_view target = line.substr(first + 1, last - first - 1);
        const std::string_view version = line.substr(last + 1);
        if (target.size() > rules_.target_bytes_max) {
            return target_too_long;
        }
        const bool plain = target.starts_with('/') && std::ranges::all_of(target, [](char c) {
                               return c > ' ' && c < 0x7f && c != '#';
                           });
        if (!plain || !is_token(method)) {
            return bad_request;
        }
        if (std::ranges::find(methods, method) == methods.end()) {
            return unknown_method;
        }
        if (version != "HTTP/1.1" && version != "HTTP/1.0") {
            return other_version;
        }
        head_.method = method;
        const std::size_t mark = std::min(target.find('?'), target.size());
        head_.path = target.substr(0, mark);
        head_.query =
            rules_.has_query ? target.substr(std::min(mark + 1, target.size())) : std::string_view();
        is_1_1_ = version == "HTTP/1.1";
        // Without the query: a library would take it to pieces.
        head_.text = head_.method + " " + head_.path + " " + std::string(version) + "\r\n";
        return 0;
    }

    // A line that begins with a blank would go on with the one before (obs-fold): its name is no token.
    int header(std::string_view line) {
        const std::size_t colon = line.find(':');
        const std::string_view name = line.substr(0, colon);
        if (colon == line.npos || !is_token(name) || !is_value(line)) {
            return bad_request;
        }
        const std::string low = lowered(name);
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (low == "transfer-encoding") {
            return length_required;  // PROTOCOL.md section 10: every body has a Content-Length
        }
        if (low == "content-encoding" ||
            (low == "content-type" && lowered(value).starts_with("multipart/"))) {
            return unsupported_media;
        }
        if (!rules_.goes_on(low)) {
            return 0;
        }
        if (low == "content-length") {
            const std::optional<std::uint64_t> bytes = number_from_header(value);
            if (!bytes || has_length_) {
                return bad_request;
            }
            has_length_ = true;
            head_.body_bytes = *bytes;
        }
        hosts_ += low == "host" ? 1 : 0;
        if (rules_.is_decoded && value.find('%') != value.npos) {
            return bad_request;
        }
        head_.headers.emplace_back(low, value);
        head_.text.append(name).append(": ").append(value).append("\r\n");
        return 0;
    }

    [[nodiscard]] int whole() const {
        if (hosts_ > 1 || (is_1_1_ && hosts_ == 0)) {
            return bad_request;
        }
        const bool brings = head_.method == "POST" || head_.method == "PUT" || head_.method == "PATCH";
        return brings && !has_length_ ? length_required : 0;
    }

    const HeadRules& rules_;
    RequestHead head_;
    bool is_1_1_ = false;
    bool has_length_ = false;
    int hosts_ = 0;
};

}  // namespace

RequestHead read_head(std::string_view head, const HeadRules& rules) {
    return Reading(rules).read(head);
}

std::optional<std::uint64_t> number_from_header(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size() && text.size() <= 18;
    return whole ? std::optional(number) : std::nullopt;
}

}  // namespace phirap
