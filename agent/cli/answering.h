// The process that has the data folder answers the commands of those that find it taken: the service as
// long as it lives, `sync --once` while it is on the line.
#pragma once

#include <thread>
#include <vector>

#include "agent/cli/run.h"
#include "agent/opening.h"
#include "shared/host/control_socket.h"
#include "shared/host/watchdog.h"

namespace phirap::agent {

class Answering {
  public:
    struct Parts {
        OpenAgent& agent;
        const Context& context;  // as the process itself was called
        Shares shares;
        // Makes a contact with the server, for a `sync --once` that is asked for here.
        std::function<Contact()> contact;
        // When the next contact comes by itself; nothing where none does.
        std::function<NextAttempt()> next_attempt = [] { return NextAttempt(); };
        // Called after each command, without the store's lock.
        std::function<void(const Invocation&)> after = [](const Invocation&) {};
        // Watches the answering threads; nothing: nobody does.
        Watchdog* watchdog = nullptr;
    };
    // Answers on `threads` threads from now on: one may wait for a contact to end while another records.
    Answering(Parts parts, std::size_t threads);
    // Answers who has knocked by now, and nobody else.
    ~Answering();
    Answering(const Answering&) = delete;
    Answering& operator=(const Answering&) = delete;

  private:
    void work();
    void serve_one();
    [[nodiscard]] ControlReply answer(const ControlRequest& request);

    Parts parts_;
    ControlSocket control_;
    FileDescriptor stopping_;
    std::vector<std::thread> threads_;
};

// What a request asks for, of whoever has the folder: its first argument is the caller's language, which goes
// into the context with --json; the rest is their command line.
[[nodiscard]] std::variant<Invocation, Leaving> asked_by(const ControlRequest& request, Context& context);

// What a command line becomes for the process that has the folder, and back.
[[nodiscard]] Result<ControlReply> ask_owner(const Invocation& invocation, const Context& context);

}  // namespace phirap::agent
