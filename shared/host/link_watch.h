// Notices that this machine's line came up: a cable put in, a Wi-Fi joined, an address given.
//
// By the kernel's own word (rtnetlink(7)), so that nothing has to be polled. It knows the first hop alone;
// whether the server can be reached is for the next attempt to find out.
#pragma once

#include "shared/host/file_descriptor.h"

namespace phirap {

class LinkWatch {
  public:
    // Where the kernel gives no such word, descriptor() is -1, which poll() passes over.
    LinkWatch();

    // For poll(): readable when something about the line changed.
    [[nodiscard]] int descriptor() const { return socket_.number(); }
    // Reads what has come; true when an address was given to this machine.
    [[nodiscard]] bool came_up();

  private:
    FileDescriptor socket_;
};

}  // namespace phirap
