// The machine's own clocks.
#pragma once

#include "shared/core/clock.h"

namespace phirap {

class SystemClock : public Clock {
  public:
    [[nodiscard]] std::int64_t wall_ms() override;
    // Counts while the machine sleeps too: a PC that was shut for the night is due at once.
    [[nodiscard]] std::int64_t steady_ms() override;
};

}  // namespace phirap
