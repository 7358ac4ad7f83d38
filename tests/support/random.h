// Chance for tests: a seed tells the whole story again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace phirap::testing {

// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers on every platform.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31);
    }
    // In [0, bound); bound is at least 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    bool one_in(std::size_t chances) { return below(chances) == 0; }
    template <typename T>
    T& pick(std::vector<T>& from) {
        return from[below(from.size())];
    }
    template <typename T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t left = items.size(); left > 1; --left) {
            std::swap(items[left - 1], items[below(left)]);
        }
    }

  private:
    std::uint64_t state_;
};

}  // namespace phirap::testing
