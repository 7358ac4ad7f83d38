// What a target holds a decoder to. A broken promise is thrown: libFuzzer takes that for a crash and keeps
// the input; in test_fuzz the test fails, and says which input it was.
#pragma once

#include <stdexcept>

namespace phirap::fuzz {

inline void promise(bool holds, const char* what) {
    if (!holds) {
        throw std::logic_error(what);
    }
}

}  // namespace phirap::fuzz
