// Chance from the operating system, fit for keys (libsodium's randombytes: getrandom).
#pragma once

#include "shared/core/clock.h"

namespace phirap {

class RandomBytes : public Chance {
  public:
    RandomBytes();
    void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace phirap
