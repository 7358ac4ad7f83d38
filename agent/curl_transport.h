// The road to the server by HTTP, over libcurl.
//
// Trust stands on signatures, so all that this does for it is to keep the words secret and the line from
// being led astray: no redirects, no other protocols, no proxy that nobody configured. The connection and
// the TLS session are kept from one request to the next. One thread uses it at a time; cancel() may come
// from another.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "agent/transport.h"
#include "agent/upload_line.h"
#include "shared/core/ids.h"

namespace phirap::agent {

struct LineOptions {
    std::string url;            // "https://sync.example.org:8443"; http to this PC itself alone
    std::optional<Digest> pin;  // SHA-256 of the server's public key (SPKI); nothing: a public CA vouches
    std::string proxy;          // of curl's form; "": none, whatever the environment says
    std::int64_t stalled_ms = 30'000;  // without a byte either way, from the first moment on
    std::int64_t bytes_per_s_max = 0;  // that we take of the line, each way; 0: all
    std::int64_t whole_ms = 10 * 60 * 1'000;
};

// Error: line_url_unreadable, line_url_not_https {url}: plain http to another machine would show the
// office's reports to everybody between.
[[nodiscard]] Result<void> check_url(const std::string& url);

class CurlTransport : public Transport, public UploadLine {
  public:
    explicit CurlTransport(LineOptions options);
    ~CurlTransport() override;
    CurlTransport(const CurlTransport&) = delete;
    CurlTransport& operator=(const CurlTransport&) = delete;

    // Errors: line_unreachable {why}; line_another_answers {why} (kind unknown_outcome), when whoever
    // answers has not the server's certificate or does not speak HTTP at all.
    [[nodiscard]] Result<Answer> post(const std::string& path, BytesView body) override;

    void expect(std::int64_t bytes_per_s, std::uint64_t failures) override {
        bytes_per_s_ = bytes_per_s;
        failures_ = failures;
    }
    [[nodiscard]] std::optional<Passed> passed() const override { return passed_; }
    [[nodiscard]] Result<LineReply> ask(const LineRequest& request) override;

    // Ends the transfer under way within about a second, and every later one at once.
    void cancel() { cancelled_ = true; }
    // Another address or pin, from the next request on. From any thread.
    void use(LineOptions options);

  private:
    struct Handle;
    [[nodiscard]] Result<void> open();
    struct Receiving;
    [[nodiscard]] Result<LineReply> perform(const LineRequest& request, Receiving& receiving);

    std::mutex mutex_;  // of the next line's
    std::optional<LineOptions> next_options_;
    LineOptions options_;
    std::unique_ptr<Handle> handle_;
    std::atomic<bool> cancelled_ = false;
    std::int64_t bytes_per_s_ = 0;
    std::uint64_t failures_ = 0;
    std::optional<Passed> passed_;
};

}  // namespace phirap::agent
