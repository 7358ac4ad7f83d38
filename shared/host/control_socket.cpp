#include "shared/host/control_socket.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

#include "shared/host/socket_stream.h"
#include "shared/host/store_error.h"

namespace phirap {
namespace {

constexpr const char* socket_name = "control";
constexpr int waiting_max = 16;
constexpr int connect_seconds_max = 5;

// A socket's address holds 107 bytes of path. A folder that lies deeper is reached through its open
// descriptor; `folder` must stay open meanwhile.
struct Address {
    explicit Address(const std::filesystem::path& path)
        : folder(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
        std::string name = (path / socket_name).string();
        if (name.size() >= sizeof address.sun_path) {
            name = fmt::format("/proc/self/fd/{}/{}", folder.number(), socket_name);
        }
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
    }
    [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address); }

    FileDescriptor folder;
    sockaddr_un address{};
};

FileDescriptor new_socket(int flags) {
    return FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
}

// Root may ask for anybody: an admin's `sudo`.
bool is_owner_or_root(int socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           (peer.uid == ::geteuid() || peer.uid == 0);
}

tl::unexpected<Error> no_call(ErrorKind kind, const char* key, const std::filesystem::path& folder) {
    return fail(kind, key, {{"folder", folder.string()}});
}

}  // namespace

ControlSocket::ControlSocket(const DataFolder& folder, int patience_ms)
    : folder_(folder.path()), socket_(new_socket(SOCK_NONBLOCK)), patience_ms_(patience_ms) {
    const Address address(folder_);
    ::unlinkat(address.folder.number(), socket_name, 0);
    // The mode set before bind is the one that the file is born with.
    if (::fchmod(socket_.number(), 0600) != 0 ||
        ::bind(socket_.number(), address.get(), sizeof(sockaddr_un)) != 0 ||
        ::listen(socket_.number(), waiting_max) != 0) {
        const int number = errno;
        throw StoreError::from_errno("listen in " + folder_.string(), folder_.string(), number);
    }
}

ControlSocket::~ControlSocket() {
    take_no_more();
}

void ControlSocket::take_no_more() {
    ::unlink((folder_ / socket_name).c_str());
}

Served ControlSocket::serve_one(const std::function<ControlReply(const ControlRequest&)>& answer) {
    FileDescriptor peer(::accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!peer.is_open()) {
        return Served::nobody_there;
    }
    if (!is_owner_or_root(peer.number())) {
        return Served::another_user;
    }
    SocketStream stream(std::move(peer), patience_ms_);
    const auto size = control_body_bytes(stream.receive(control_header_bytes));
    const Bytes body = size && *size <= control_request_bytes_max ? stream.receive(*size) : Bytes();
    const auto request = size && body.size() == *size ? control_request_from(body) : std::nullopt;
    if (!request) {
        if (stream.is_over()) {
            return Served::too_slow;
        }
        // A header with nothing behind it: another version's command learns that it was not understood.
        stream.give(patience_ms_);
        (void)stream.send(Bytes(control_header_bytes));
        return Served::rubbish;
    }
    const Bytes reply = encode(answer(*request));
    stream.give(patience_ms_);
    if (stream.send(reply)) {
        return Served::answered;
    }
    return stream.is_over() ? Served::too_slow : Served::nobody_there;
}

Result<ControlReply> call(const std::filesystem::path& folder, const ControlRequest& request, int wait_ms) {
    const Bytes message = encode(request);
    if (message.size() - control_header_bytes > control_request_bytes_max) {
        return fail(ErrorKind::too_large, "control_too_large",
                    {{"bytes_max", std::to_string(control_request_bytes_max)}});
    }
    const Address address(folder);
    FileDescriptor socket = new_socket(0);
    // A full queue of waiting commands lets connect() wait; not for ever.
    const timeval patience{connect_seconds_max, 0};
    ::setsockopt(socket.number(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (!address.folder.is_open() || ::connect(socket.number(), address.get(), sizeof(sockaddr_un)) != 0) {
        return no_call(ErrorKind::busy, "control_absent", folder);
    }
    SocketStream stream(std::move(socket), wait_ms);
    // A service that would not hear it to the end may have said why.
    (void)stream.send(message);
    const Bytes header = stream.receive(control_header_bytes);
    if (header.size() != control_header_bytes) {
        return no_call(ErrorKind::unknown_outcome, "control_no_answer", folder);
    }
    const auto size = control_body_bytes(header);
    if (!size) {
        return no_call(ErrorKind::unsupported, "control_other_version", folder);
    }
    const Bytes body = *size <= control_reply_bytes_max ? stream.receive(*size) : Bytes();
    auto reply = body.size() == *size ? control_reply_from(body) : std::nullopt;
    if (!reply) {
        return no_call(ErrorKind::unknown_outcome, "control_no_answer", folder);
    }
    return *std::move(reply);
}

}  // namespace phirap
