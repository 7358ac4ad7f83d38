#include "agent/curl_transport.h"

#include <curl/curl.h>

#include <array>
#include <mutex>
#include <string_view>

#include "shared/core/invariant.h"
#include "shared/host/watchdog.h"
#include "shared/wire/limits.h"

namespace phirap::agent {
namespace {

struct Url {
    std::string scheme;
    std::string host;
};

std::string part_of(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK) {
        return {};
    }
    std::string copy(text);
    curl_free(text);
    return copy;
}

std::optional<Url> parts_of(const std::string& text) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), curl_url_cleanup);
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) {
        return std::nullopt;
    }
    return Url{part_of(url.get(), CURLUPART_SCHEME), part_of(url.get(), CURLUPART_HOST)};
}

// Names are not resolved here: only what means this PC on every PC. curl itself never asks a name server
// for "localhost".
bool is_loopback(const std::string& host) {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

std::string base64(BytesView bytes) {
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t three = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            three = (three << 8) | (at + i < bytes.size() ? bytes[at + i] : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            const bool filled = at + i <= bytes.size();
            text += filled ? digits[(three >> (18 - 6 * i)) & 63] : '=';
        }
    }
    return text;
}

// The answer so far. A body past the bound is cut there and the transfer ended: it is not the server's.
struct Receiving {
    Bytes body;
    bool cut = false;

    static std::size_t take(char* data, std::size_t, std::size_t bytes, void* self) {
        auto& receiving = *static_cast<Receiving*>(self);
        const std::size_t room = limits::response_bytes_max - receiving.body.size();
        const auto* begin = reinterpret_cast<const std::uint8_t*>(data);
        append(receiving.body, {begin, std::min(bytes, room)});
        receiving.cut = bytes > room;
        return receiving.cut ? 0 : bytes;
    }
};

// Called about once a second while a transfer lasts: a slow line is no sign of death.
int check_cancelled(void* cancelled, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    beat();
    return *static_cast<std::atomic<bool>*>(cancelled) ? 1 : 0;
}

// Whoever answered is not the server: another certificate, no certificate that a CA knows, or no HTTP.
bool another_answers(CURLcode code, std::string_view why) {
    switch (code) {
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return true;
        case CURLE_SSL_CONNECT_ERROR:
            // OpenSSL's words for "that was not TLS": a portal that answers plain HTTP on our port.
            return why.find("wrong version number") != why.npos || why.find("http request") != why.npos;
        default:
            return false;
    }
}

}  // namespace

struct CurlTransport::Handle {
    CURL* easy = nullptr;
    curl_slist* headers = nullptr;
    std::array<char, CURL_ERROR_SIZE> why{};

    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        curl_easy_cleanup(easy);
        curl_slist_free_all(headers);
    }

    template <typename Value>
    void set(CURLoption option, Value value) const {
        invariant(curl_easy_setopt(easy, option, value) == CURLE_OK, "libcurl knows the options we set");
    }
};

Result<void> check_url(const std::string& url) {
    const std::optional<Url> parts = parts_of(url);
    if (!parts || parts->host.empty()) {
        return fail(ErrorKind::bad_input, "line_url_unreadable", {{"url", url}});
    }
    if (parts->scheme != "https" && !(parts->scheme == "http" && is_loopback(parts->host))) {
        return fail(ErrorKind::bad_input, "line_url_not_https", {{"url", url}});
    }
    return {};
}

CurlTransport::CurlTransport(LineOptions options) : options_(std::move(options)) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

CurlTransport::~CurlTransport() = default;

void CurlTransport::use(LineOptions options) {
    const std::lock_guard lock(mutex_);
    next_options_ = std::move(options);
}

Result<void> CurlTransport::open() {
    {
        const std::lock_guard lock(mutex_);
        if (next_options_) {
            options_ = *std::exchange(next_options_, std::nullopt);
            handle_.reset();
        }
    }
    if (handle_) {
        return {};
    }
    if (auto checked = check_url(options_.url); !checked) {
        return checked;
    }
    auto handle = std::make_unique<Handle>();
    handle->easy = curl_easy_init();
    invariant(handle->easy != nullptr, "libcurl gives a handle");
    // "Name:" takes a header out. What a body is, the path says; every byte here is paid on every round.
    for (const char* header : {"Accept:", "Expect:", "Content-Type:", "User-Agent:"}) {
        handle->headers = curl_slist_append(handle->headers, header);
    }
    const Handle& h = *handle;
    h.set(CURLOPT_ERRORBUFFER, handle->why.data());
    h.set(CURLOPT_HTTPHEADER, handle->headers);
    h.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    h.set(CURLOPT_FOLLOWLOCATION, 0L);
    h.set(CURLOPT_PROTOCOLS_STR, options_.url.starts_with("http:") ? "http,https" : "https");
    h.set(CURLOPT_PROXY, options_.proxy.c_str());
    h.set(CURLOPT_NOSIGNAL, 1L);
    h.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_ms));
    h.set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.whole_ms));
    h.set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    h.set(CURLOPT_LOW_SPEED_TIME, static_cast<long>((options_.stalled_ms + 999) / 1000));
    h.set(CURLOPT_TCP_KEEPALIVE, 1L);
    h.set(CURLOPT_WRITEFUNCTION, &Receiving::take);
    h.set(CURLOPT_NOPROGRESS, 0L);
    h.set(CURLOPT_XFERINFOFUNCTION, &check_cancelled);
    h.set(CURLOPT_XFERINFODATA, &cancelled_);
    if (options_.pin) {
        // The enrolment code brought this very key by a road that people trust, so the key itself is what
        // we check: stricter than any CA, and it holds on a PC whose clock stands in 2009. TLS 1.3, since
        // there a server cannot do without a certificate, and libcurl checks no pin where there is none.
        const std::string pin = "sha256//" + base64(options_.pin->view());
        h.set(CURLOPT_PINNEDPUBLICKEY, pin.c_str());
        h.set(CURLOPT_SSL_VERIFYPEER, 0L);
        h.set(CURLOPT_SSL_VERIFYHOST, 0L);
        h.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
        // Nobody asks the public CAs: reading them would cost 30 ms and 2 MB.
        h.set(CURLOPT_CAINFO, static_cast<char*>(nullptr));
        h.set(CURLOPT_CAPATH, static_cast<char*>(nullptr));
    } else {
        h.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    }
    handle_ = std::move(handle);
    return {};
}

Result<Answer> CurlTransport::post(const std::string& path, BytesView body) {
    if (auto opened = open(); !opened) {
        return tl::unexpected(opened.error());
    }
    Receiving receiving;
    const std::string url = options_.url + path;
    const Handle& h = *handle_;
    handle_->why.fill('\0');
    h.set(CURLOPT_URL, url.c_str());
    h.set(CURLOPT_POSTFIELDS, body.data());
    h.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    h.set(CURLOPT_WRITEDATA, &receiving);
    const CURLcode code = curl_easy_perform(h.easy);
    if (code != CURLE_OK && !(code == CURLE_WRITE_ERROR && receiving.cut)) {
        const std::string why = handle_->why[0] != '\0' ? handle_->why.data() : curl_easy_strerror(code);
        return another_answers(code, why)
                   ? fail(ErrorKind::unknown_outcome, "line_another_answers", {{"why", why}})
                   : fail(ErrorKind::unreachable, "line_unreachable", {{"why", why}});
    }
    long status = 0;
    curl_off_t whole_us = 0;
    curl_off_t before_us = 0;
    curl_easy_getinfo(h.easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(h.easy, CURLINFO_TOTAL_TIME_T, &whole_us);
    curl_easy_getinfo(h.easy, CURLINFO_PRETRANSFER_TIME_T, &before_us);
    return Answer{static_cast<int>(status), std::move(receiving.body), (whole_us - before_us) / 1000};
}

}  // namespace phirap::agent
