// Operations drawn by chance from a seed: anything that a save may hold.
#pragma once

#include <random>

#include "shared/core/operation.h"

namespace phirap {

struct Random {
    explicit Random(std::uint32_t seed) : engine(seed) {}
    std::mt19937_64 engine;

    // 0 to `below` - 1.
    std::uint64_t pick(std::uint64_t below) { return engine() % below; }
    bool one_in(std::uint64_t n) { return pick(n) == 0; }
};

// Fields sorted by key, each once, as decode_body gives them.
[[nodiscard]] OperationBody random_body(Random& random);
[[nodiscard]] Bytes random_bytes(Random& random, std::size_t size);

}  // namespace phirap
