// The door by which a command that finds the service running speaks to it: a socket in the data folder,
// its owner's alone.
//
// Whoever knocks may hang, send half a message or rubbish: it is given `patience_ms` for its whole
// request and as much to take the reply, and then let go. The service is never held longer.
#pragma once

#include <filesystem>
#include <functional>

#include "shared/core/result.h"
#include "shared/host/control_message.h"
#include "shared/host/data_folder.h"
#include "shared/host/file_descriptor.h"

namespace phirap {

enum class Served {
    answered,
    nobody_there,  // nobody was waiting, or whoever was has gone
    rubbish,       // not a request, or one over control_request_bytes_max
    too_slow,
    another_user,
};

class ControlSocket {
  public:
    // Only the folder's owner may listen, so a socket that is there was left behind: it is replaced.
    // Throws StoreError when the folder takes no socket.
    explicit ControlSocket(const DataFolder& folder, int patience_ms = 5000);
    ~ControlSocket();
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;

    // For poll(): readable when somebody knocks.
    [[nodiscard]] int descriptor() const { return socket_.number(); }
    // Serves whoever waits first. What `answer` throws is thrown on; the peer sees the connection end.
    Served serve_one(const std::function<ControlReply(const ControlRequest&)>& answer);
    // Whoever comes from now on finds nobody, and does the work itself; who knocked before is still there to
    // be served.
    void take_no_more();

  private:
    std::filesystem::path folder_;
    FileDescriptor socket_;
    int patience_ms_;
};

// Asks the service that owns `folder`, and waits for its answer. Keys: control_absent (nobody listens:
// nothing was done), control_too_large, control_other_version (nothing was done), control_no_answer
// (unknown_outcome: it may have been done).
[[nodiscard]] Result<ControlReply> call(const std::filesystem::path& folder, const ControlRequest& request,
                                        int wait_ms = 10 * 60 * 1000);

}  // namespace phirap
