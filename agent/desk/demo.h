// A demo office, to try the desk with: an agent of its own in the folder `demo` of the data folder, enrolled
// with a code that the program makes for a server that is nowhere. Nothing of it is ever sent; leaving
// deletes it.
#pragma once

#include <memory>

#include "agent/desk/answers.h"
#include "agent/opening.h"

namespace phirap::agent {

class Demo {
  public:
    // Whether one was opened and not left.
    [[nodiscard]] static bool is_there(const std::filesystem::path& data_folder);
    // Opens it; one that is new gets some rows and pictures of this month and the last. Errors: those of
    // enrol_agent and open_agent. Throws StoreError.
    [[nodiscard]] static Result<std::unique_ptr<Demo>> open(const std::filesystem::path& data_folder,
                                                            const Config& config, Clock& clock,
                                                            Chance& chance);
    // Deletes it. The demo that is open is destroyed first.
    static void leave(std::unique_ptr<Demo> demo, const std::filesystem::path& data_folder);

    Demo(std::unique_ptr<OpenAgent> agent, const Config& config, Clock& clock, Chance& chance);
    [[nodiscard]] DeskParts& parts() { return parts_; }
    // Gives up what it can make again.
    void rest();

  private:
    std::unique_ptr<OpenAgent> agent_;
    std::mutex mutex_;
    DeskParts parts_;
};

}  // namespace phirap::agent
