// Bytes over a connected socket, by a deadline: a peer that hangs costs the time given to it and no more.
#pragma once

#include "shared/core/bytes.h"
#include "shared/host/file_descriptor.h"
#include "shared/host/system_clock.h"

namespace phirap {

class SocketStream {
  public:
    // `ms` for everything that follows, together.
    SocketStream(FileDescriptor socket, int ms) : socket_(std::move(socket)) { give(ms); }

    // A new deadline.
    void give(int ms) { until_ms_ = SystemClock().steady_ms() + ms; }

    // False when the peer has gone or the time is over.
    [[nodiscard]] bool send(BytesView bytes);
    // Exactly `size` bytes, or as many as came before the peer went or the time was over. Memory grows
    // with what has come, not with what was announced.
    [[nodiscard]] Bytes receive(std::size_t size);
    [[nodiscard]] bool is_over() const { return is_over_; }

  private:
    [[nodiscard]] bool wait_for(short event);

    FileDescriptor socket_;
    std::int64_t until_ms_ = 0;
    bool is_over_ = false;
};

}  // namespace phirap
