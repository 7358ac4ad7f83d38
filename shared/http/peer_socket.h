// One accepted connection, over TLS or not, that never waits by itself.
#pragma once

#include <memory>
#include <string>

#include "shared/core/bytes.h"
#include "shared/host/file_descriptor.h"

// OpenSSL's SSL and SSL_CTX.
struct ssl_st;
struct ssl_ctx_st;

namespace phirap {

class PeerSocket {
  public:
    // `context`: of the server's certificate; null for plain bytes.
    PeerSocket(FileDescriptor socket, ssl_ctx_st* context);

    enum class Came { done, not_yet, ended };
    // TLS's part before the first byte; done at once where there is no TLS.
    Came shake_hands();
    // Some bytes at least. ended: the peer closed, or broke a rule of TLS.
    Came read(char* into, std::size_t room, std::size_t& got);
    Came write(const char* from, std::size_t size, std::size_t& sent);
    // What poll() is to wait for after not_yet: POLLIN or POLLOUT.
    [[nodiscard]] short waits_for() const { return waits_for_; }
    // Nothing more is written: the peer learns it, and what it still sends can be read.
    void end_writing();

    [[nodiscard]] int number() const { return socket_.number(); }
    // Of the peer, as text.
    [[nodiscard]] std::string address() const;

  private:
    Came came(int result);

    struct Free {
        void operator()(ssl_st* tls) const;
    };
    FileDescriptor socket_;
    std::unique_ptr<ssl_st, Free> tls_;
    short waits_for_;
};

}  // namespace phirap
