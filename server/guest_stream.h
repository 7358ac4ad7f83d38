// A guest's request and its answer as the HTTP library reads and writes them.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

#include "shared/http/guest.h"

namespace phirap::server {

struct Patience {
    // A peer may be silent for so long. A lost packet on EDGE is repeated after 3 to 6 s; on a line of 20
    // bytes a second a packet of 1500 bytes takes 75 s.
    std::int64_t silent_ms = 90 * 1000;
    // The whole of a body that is read as it comes: 1 MiB at 70 kbit/s while others wait, else what 20 bytes
    // a second take for the smallest.
    std::int64_t whole_ms = 120 * 1000;
    std::int64_t whole_alone_ms = 600 * 1000;
};

class GuestStream {
  public:
    // `others_wait`: patience is shorter then.
    GuestStream(Guest& guest, std::function<bool()> others_wait, const Patience& patience = {});

    // The head that was let in, what came of the body, and the rest of it as it comes; then the end.
    [[nodiscard]] ssize_t read(char* into, std::size_t room);
    // Kept: head and body of an answer leave together, and however slowly the peer takes it, that is the
    // porch's business.
    ssize_t write(const char* from, std::size_t size);
    [[nodiscard]] std::string take_answer() { return std::move(answer_); }
    [[nodiscard]] const PeerSocket& peer() const { return guest_.socket; }

  private:
    ssize_t from_memory(char* into, std::size_t room);
    ssize_t from_peer(char* into, std::size_t room);
    [[nodiscard]] bool wait() const;

    Guest& guest_;
    std::function<bool()> others_wait_;
    Patience patience_;
    std::size_t taken_ = 0;
    std::int64_t began_ms_;
    std::string answer_;
};

}  // namespace phirap::server
