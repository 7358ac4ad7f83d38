// A guest's request and its answer as the HTTP library reads and writes them.
#pragma once

#include <httplib.h>

#include <functional>
#include <string>

#include "server/guest.h"

namespace phirap::server {

class GuestStream : public httplib::Stream {
  public:
    // `others_wait`: patience is shorter then.
    GuestStream(Guest& guest, std::function<bool()> others_wait);

    // The head that was let in, what came of the body, and the rest of it as it comes; then the end.
    ssize_t read(char* into, size_t room) override;
    // Kept until flush(): head and body of an answer leave together.
    ssize_t write(const char* from, size_t size) override;
    // False: the peer is gone, or takes it too slowly.
    [[nodiscard]] bool flush();

    [[nodiscard]] bool is_readable() const override { return true; }
    [[nodiscard]] bool is_writable() const override { return true; }
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    [[nodiscard]] socket_t socket() const override { return guest_.socket.number(); }

  private:
    ssize_t from_memory(char* into, size_t room);
    ssize_t from_peer(char* into, size_t room);
    [[nodiscard]] bool wait(std::int64_t began_ms) const;

    Guest& guest_;
    std::function<bool()> others_wait_;
    std::size_t taken_ = 0;
    std::int64_t began_ms_;
    std::string answer_;
};

}  // namespace phirap::server
