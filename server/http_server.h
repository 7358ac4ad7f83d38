// The HTTP door: bytes of a request to whoever answers them, and bytes of the answer back.
//
// It decides nothing and trusts nothing: what carries trust is signed inside the body. It bounds what a
// stranger can cost us. A library (cpp-httplib) accepts and speaks HTTP; what it is lenient or boundless in
// is done before it: heads are read strictly (request_head.h), and slow peers wait where they cost no thread
// (porch.h). nginx before it (packaging/INSTALL.md) takes what is beyond one process: floods of handshakes,
// limits for each address.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "server/sync_door.h"
#include "server/upload_request.h"
#include "shared/core/result.h"
#include "shared/host/watchdog.h"

namespace phirap::server {

struct PlainAnswer {
    int status = 200;
    std::string text;
};

struct Asker {
    // Requests that nobody answers yet, so that whoever answers can be short.
    std::size_t waiting = 0;
    std::string address;  // the peer's, or the one that a proxy on this machine names
};

// Called from several threads at once. An exception out of one is answered with 500 and no words.
struct Doors {
    std::function<DoorAnswer(BytesView request, const Asker& asker)> sync;
    std::function<DoorAnswer(BytesView request, const Asker& asker)> enrol;
    // Pictures (/v1/evidence). Nothing: there is no such door.
    std::function<UploadAnswer(const UploadRequest& request, std::size_t waiting)> upload;
    std::function<PlainAnswer()> health;
    std::function<PlainAnswer()> ready;
    std::function<PlainAnswer()> metrics;
};

struct HttpOptions {
    std::string host;  // address to listen on
    int port = 0;      // 0: any free one
    // PEM; both empty for plain HTTP.
    std::string certificate;
    std::string key;
    // Watches the threads; nothing: nobody does.
    Watchdog* watchdog = nullptr;
};

class HttpServer {
  public:
    HttpServer(HttpOptions options, Doors doors);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    // The port that is now listened on. Errors: listen_failed {address} {why}, certificate_damaged.
    [[nodiscard]] Result<int> bind();
    // Serves until stop(), or until accepting fails: false then, and whoever runs it says so and ends.
    [[nodiscard]] bool run();
    // From any thread. Requests that are here are answered.
    void stop();

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace phirap::server
