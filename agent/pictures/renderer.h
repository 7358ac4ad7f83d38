// Renders a picture in a process of its own, and waits for it.
#pragma once

#include <filesystem>

#include "agent/pictures/render.h"

namespace phirap::agent {

class Renderer {
  public:
    // `program`: phirap-agent itself, which is the same as this process everywhere but in tests.
    explicit Renderer(std::filesystem::path program = "/proc/self/exe") : program_(std::move(program)) {}

    // `file`: an open regular file; the child gets it, and nothing else that this process has open. Errors:
    // those of render(); picture_needs_too_much also when the child crashed, or ran into a bound on memory
    // or time. Throws StoreError when no process can be made.
    [[nodiscard]] Result<Rendered> render(int file) const;

  private:
    std::filesystem::path program_;
};

}  // namespace phirap::agent
