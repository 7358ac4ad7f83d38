// Memory that runs out is the program's under test. What stands in for the machine (a disk in memory) is
// called by SQLite's C code, through which no exception may pass: it says that it wants to be spared.
#pragma once

namespace phirap {

class UnfailingMemory {
  public:
    UnfailingMemory() { ++depth; }
    ~UnfailingMemory() { --depth; }
    UnfailingMemory(const UnfailingMemory&) = delete;
    UnfailingMemory& operator=(const UnfailingMemory&) = delete;

    // Whether this thread is to be spared now.
    [[nodiscard]] static bool wanted() { return depth > 0; }

  private:
    static inline thread_local int depth = 0;
};

}  // namespace phirap
