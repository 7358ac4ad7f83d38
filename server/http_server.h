// The HTTP door: bytes of a request to whoever answers them, and bytes of the answer back.
//
// It decides nothing and trusts nothing: what carries trust is signed inside the body. It bounds what a
// stranger can cost us: connections waiting, threads, bytes of a body, the time that a body may take.
// It must not face the internet bare (packaging/INSTALL.md): nginx stands before it.
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

// Called from several threads at once. An exception out of one is answered with 500 and no words.
struct Doors {
    // `waiting`: connections that nobody serves yet, so that whoever answers can be short.
    std::function<DoorAnswer(BytesView request, std::size_t waiting)> sync;
    std::function<DoorAnswer(BytesView request, std::size_t waiting)> enrol;
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
    // From any thread. Requests under way are finished; a client that drips can hold this up.
    void stop();

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace phirap::server
