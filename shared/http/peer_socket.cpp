#include "shared/http/peer_socket.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>

namespace phirap {

void PeerSocket::Free::operator()(SSL* tls) const {
    SSL_free(tls);
}

PeerSocket::PeerSocket(FileDescriptor socket, SSL_CTX* context)
    : socket_(std::move(socket)), waits_for_(POLLIN) {
    const int yes = 1;
    ::setsockopt(number(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ::fcntl(number(), F_SETFL, O_NONBLOCK);
    if (context != nullptr) {
        tls_.reset(SSL_new(context));
        if (tls_ != nullptr) {
            SSL_set_fd(tls_.get(), number());
            SSL_set_accept_state(tls_.get());
        } else {
            socket_ = FileDescriptor();  // out of memory: never plain bytes instead
        }
    }
}

PeerSocket::Came PeerSocket::came(int result) {
    switch (SSL_get_error(tls_.get(), result)) {
        case SSL_ERROR_NONE:
            return Came::done;
        case SSL_ERROR_WANT_READ:
            waits_for_ = POLLIN;
            return Came::not_yet;
        case SSL_ERROR_WANT_WRITE:
            waits_for_ = POLLOUT;
            return Came::not_yet;
        default:
            return Came::ended;
    }
}

PeerSocket::Came PeerSocket::shake_hands() {
    if (tls_ == nullptr) {
        return Came::done;
    }
    ERR_clear_error();
    return came(SSL_do_handshake(tls_.get()));
}

PeerSocket::Came PeerSocket::read(char* into, std::size_t room, std::size_t& got) {
    got = 0;
    if (tls_ != nullptr) {
        ERR_clear_error();
        return came(SSL_read_ex(tls_.get(), into, room, &got) == 1 ? 1 : 0);
    }
    const ssize_t result = ::recv(number(), into, room, 0);
    waits_for_ = POLLIN;
    if (result > 0) {
        got = static_cast<std::size_t>(result);
        return Came::done;
    }
    return result < 0 && (errno == EAGAIN || errno == EINTR) ? Came::not_yet : Came::ended;
}

PeerSocket::Came PeerSocket::write(const char* from, std::size_t size, std::size_t& sent) {
    sent = 0;
    if (tls_ != nullptr) {
        ERR_clear_error();
        return came(SSL_write_ex(tls_.get(), from, size, &sent) == 1 ? 1 : 0);
    }
    const ssize_t result = ::send(number(), from, size, MSG_NOSIGNAL);
    waits_for_ = POLLOUT;
    if (result >= 0) {
        sent = static_cast<std::size_t>(result);
        return Came::done;
    }
    return errno == EAGAIN || errno == EINTR ? Came::not_yet : Came::ended;
}

void PeerSocket::end_writing() {
    if (tls_ != nullptr) {
        ERR_clear_error();
        SSL_shutdown(tls_.get());
    }
    ::shutdown(number(), SHUT_WR);
}

std::string PeerSocket::address() const {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    char text[NI_MAXHOST] = {};
    const bool known = ::getpeername(number(), reinterpret_cast<sockaddr*>(&peer), &size) == 0 &&
                       ::getnameinfo(reinterpret_cast<const sockaddr*>(&peer), size, text, sizeof text,
                                     nullptr, 0, NI_NUMERICHOST) == 0;
    return known ? text : "";
}

}  // namespace phirap
