// The seams through which time and chance come in. Production hands in the machine's own
// (shared/host/system_clock.h, random_bytes.h); tests and the simulation hand in theirs.
#pragma once

#include <cstdint>
#include <span>

namespace phirap {

class Clock {
  public:
    virtual ~Clock() = default;
    // The wall clock: milliseconds since 1970-01-01T00:00Z. May be wrong by years and may jump.
    [[nodiscard]] virtual std::int64_t wall_ms() = 0;
    // Never goes back while the process lives; from an arbitrary start. For delays.
    [[nodiscard]] virtual std::int64_t steady_ms() = 0;
};

class Chance {
  public:
    virtual ~Chance() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;

    // A number in [0, bound); 0 when bound is 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
        std::uint64_t number = 0;
        fill({reinterpret_cast<std::uint8_t*>(&number), sizeof number});
        return bound == 0 ? 0 : number % bound;
    }
    template <typename IdType>
    [[nodiscard]] IdType id() {
        IdType id;
        fill(id.bytes);
        return id;
    }
};

}  // namespace phirap
