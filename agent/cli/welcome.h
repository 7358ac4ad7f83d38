// A service on a folder that is not enrolled yet: its desk shows the welcome page, and `enrol`, typed in a
// terminal, is done here too. Once a code was taken, the full service goes on in the same process.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

#include "agent/cli/context.h"
#include "agent/cli/front.h"
#include "agent/cli/ground.h"
#include "agent/cli/invocation.h"
#include "agent/opening.h"
#include "shared/host/control_socket.h"

namespace phirap::agent {

class Welcome {
  public:
    // Holds the folder, which it makes when it is not there. Keys: those of DataFolder::open.
    [[nodiscard]] static Result<std::unique_ptr<Welcome>> open(const Context& context, Ground& ground,
                                                               Clock& clock, Chance& chance);
    Welcome(DataFolder folder, const Context& context, Ground& ground, Clock& clock, Chance& chance);

    // Waits until this PC is enrolled, by the page or by a command. Nothing: a signal came.
    [[nodiscard]] std::unique_ptr<OpenAgent> wait();
    // The same, for the desk: from any thread. The office's number.
    [[nodiscard]] Result<std::string> enrol(const std::string& code, const std::string& machine);
    void use(Front& front) { front_ = &front; }

  private:
    [[nodiscard]] ControlReply answer(const ControlRequest& request);

    std::optional<DataFolder> folder_;
    const Context& context_;
    Ground& ground_;
    Clock& clock_;
    Chance& chance_;
    Front* front_ = nullptr;
    std::unique_ptr<ControlSocket> control_;
    FileDescriptor enrolled_;  // readable once it is
    std::mutex mutex_;
    std::unique_ptr<OpenAgent> agent_;
};

}  // namespace phirap::agent
