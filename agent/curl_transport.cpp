#include "agent/curl_transport.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>
#include <string_view>
#include <vector>

#include "agent/line_use.h"
#include "shared/core/invariant.h"
#include "shared/wire/base64.h"
#include "shared/wire/limits.h"

namespace phirap::agent {
namespace {

// Of an answer; whoever sends more is not the server.
constexpr std::size_t headers_max = 64;

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

// A body given out in small pieces, so that a ceiling on the line's use holds within a second too.
struct Giving {
    BytesView body;
    std::size_t given = 0;
    std::size_t piece_max = 0;

    static std::size_t give(char* into, std::size_t, std::size_t room, void* self) {
        auto& giving = *static_cast<Giving*>(self);
        const std::size_t count = std::min({room, giving.piece_max, giving.body.size() - giving.given});
        std::copy_n(giving.body.begin() + static_cast<std::ptrdiff_t>(giving.given), count, into);
        giving.given += count;
        return count;
    }
    // curl sends a body again when a kept connection turns out to be dead.
    static int rewind(void* self, curl_off_t offset, int) {
        static_cast<Giving*>(self)->given = static_cast<std::size_t>(offset);
        return CURL_SEEKFUNC_OK;
    }
};

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
    LineUse use;  // outlives the handle, which closes its sockets through it

    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        curl_easy_cleanup(easy);
        curl_slist_free_all(headers);
    }

    // "Name:" takes a header out. What a body is, the path says; every byte here is paid on every round.
    // Body and `giving` must live until the transfer has ended.
    void ask_with(const LineRequest& request, Giving& giving) {
        curl_slist_free_all(headers);
        headers = nullptr;
        for (const char* header : {"Accept:", "Expect:", "User-Agent:", "Content-Type:"}) {
            headers = curl_slist_append(headers, header);
        }
        for (const auto& [name, value] : request.headers) {
            headers = curl_slist_append(headers, (name + ": " + value).c_str());
        }
        set(CURLOPT_HTTPHEADER, headers);
        const bool head = request.method == "HEAD";
        set(CURLOPT_READDATA, &giving);
        set(CURLOPT_SEEKDATA, &giving);
        const char* whole = request.body.empty() ? "" : reinterpret_cast<const char*>(request.body.data());
        set(CURLOPT_POSTFIELDS, giving.piece_max > 0 && !head ? nullptr : whole);
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_NOBODY, head ? 1L : 0L);
        if (!head) {
            set(CURLOPT_POST, 1L);
        }
        set(CURLOPT_CUSTOMREQUEST, request.method == "POST" || head ? nullptr : request.method.c_str());
    }

    template <typename Value>
    void set(CURLoption option, Value value) const {
        invariant(curl_easy_setopt(easy, option, value) == CURLE_OK, "libcurl knows the options we set");
    }
};

// The answer so far. A body past the bound is cut there and the transfer ended: it is not the server's.
struct CurlTransport::Receiving {
    Bytes body;
    bool cut = false;
    std::map<std::string, std::string> headers;

    static std::size_t take(char* data, std::size_t, std::size_t bytes, void* self) {
        auto& receiving = *static_cast<Receiving*>(self);
        const std::size_t room = limits::response_bytes_max - receiving.body.size();
        const auto* begin = reinterpret_cast<const std::uint8_t*>(data);
        append(receiving.body, {begin, std::min(bytes, room)});
        receiving.cut = bytes > room;
        return receiving.cut ? 0 : bytes;
    }

    static std::size_t take_header(char* data, std::size_t, std::size_t bytes, void* self) {
        auto& receiving = *static_cast<Receiving*>(self);
        const std::string_view line(data, bytes);
        const std::size_t colon = line.find(':');
        if (colon == line.npos || receiving.headers.size() >= headers_max) {
            return bytes;
        }
        std::string name(line.substr(0, colon));
        for (char& c : name) {
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        }
        const std::size_t begin = std::min(line.find_first_not_of(" \t", colon + 1), line.size());
        const std::size_t end = line.find_last_not_of(" \t\r\n") + 1;
        receiving.headers[name] = line.substr(begin, end > begin ? end - begin : 0);
        return bytes;
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
    const Handle& h = *handle;
    h.set(CURLOPT_ERRORBUFFER, handle->why.data());
    h.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    h.set(CURLOPT_FOLLOWLOCATION, 0L);
    h.set(CURLOPT_PROTOCOLS_STR, options_.url.starts_with("http:") ? "http,https" : "https");
    h.set(CURLOPT_PROXY, options_.proxy.c_str());
    h.set(CURLOPT_NOSIGNAL, 1L);
    // The stall is ours to see (LineUse); a handshake on a slow line takes minutes.
    h.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.whole_ms));
    h.set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.whole_ms));
    h.set(CURLOPT_SOCKOPTFUNCTION, &LineUse::opened);
    h.set(CURLOPT_SOCKOPTDATA, &handle->use);
    h.set(CURLOPT_CLOSESOCKETFUNCTION, &LineUse::closed);
    h.set(CURLOPT_CLOSESOCKETDATA, &handle->use);
    h.set(CURLOPT_MAX_SEND_SPEED_LARGE, static_cast<curl_off_t>(options_.bytes_per_s_max));
    h.set(CURLOPT_MAX_RECV_SPEED_LARGE, static_cast<curl_off_t>(options_.bytes_per_s_max));
    h.set(CURLOPT_TCP_KEEPALIVE, 1L);
    h.set(CURLOPT_WRITEFUNCTION, &Receiving::take);
    h.set(CURLOPT_HEADERFUNCTION, &Receiving::take_header);
    h.set(CURLOPT_READFUNCTION, &Giving::give);
    h.set(CURLOPT_SEEKFUNCTION, &Giving::rewind);
    h.set(CURLOPT_NOPROGRESS, 0L);
    h.set(CURLOPT_XFERINFOFUNCTION, &LineUse::check);
    h.set(CURLOPT_XFERINFODATA, &handle->use);
    if (options_.pin) {
        // The enrolment code brought this very key by a road that people trust, so the key itself is what
        // we check: stricter than any CA, and it holds on a PC whose clock stands in 2009. TLS 1.3, since
        // there a server cannot do without a certificate, and libcurl checks no pin where there is none.
        const std::string pin = "sha256//" + to_base64(options_.pin->view());
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

Result<LineReply> CurlTransport::perform(const LineRequest& request, Receiving& receiving) {
    if (auto opened = open(); !opened) {
        return tl::unexpected(opened.error());
    }
    const std::string url = options_.url + request.path;
    const Handle& h = *handle_;
    handle_->why.fill('\0');
    Giving giving{request.body};
    if (options_.bytes_per_s_max > 0) {
        giving.piece_max = static_cast<std::size_t>(std::max<std::int64_t>(options_.bytes_per_s_max / 8, 16));
    }
    handle_->ask_with(request, giving);
    h.set(CURLOPT_URL, url.c_str());
    h.set(CURLOPT_WRITEDATA, &receiving);
    h.set(CURLOPT_HEADERDATA, &receiving);
    handle_->use.begin(&cancelled_, patience_on(bytes_per_s_, failures_, options_.stalled_ms));
    const CURLcode code = curl_easy_perform(h.easy);
    passed_ = handle_->use.passed();
    if (code != CURLE_OK && !(code == CURLE_WRITE_ERROR && receiving.cut)) {
        const std::string why = handle_->use.stalled()    ? "no byte came or went for too long"
                                : handle_->why[0] != '\0' ? handle_->why.data()
                                                          : curl_easy_strerror(code);
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
    return LineReply{static_cast<int>(status), std::move(receiving.headers), (whole_us - before_us) / 1000};
}

Result<Answer> CurlTransport::post(const std::string& path, BytesView body) {
    Receiving receiving;
    const Result<LineReply> reply = perform({"POST", path, {}, body}, receiving);
    if (!reply) {
        return tl::unexpected(reply.error());
    }
    return Answer{reply->status, std::move(receiving.body), reply->took_ms};
}

Result<LineReply> CurlTransport::ask(const LineRequest& request) {
    Receiving receiving;
    return perform(request, receiving);
}

}  // namespace phirap::agent
