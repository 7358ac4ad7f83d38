// Our own mistakes: stops the program in release builds too, before a wrong value is written down.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace phirap {

inline void invariant(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "phirap stopped itself: %s\n", what);
        std::abort();
    }
}

}  // namespace phirap
