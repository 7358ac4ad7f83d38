// libFuzzer's way into one target, PHIRAP_FUZZ_TARGET; and what a target may cost.
//
// Reading costs memory by what came, not by what it claims (design.md, promise 10). Of every input the most
// that is held at once is measured; what checks a target's promises is in it, so the factor is a wide one.
#include <sanitizer/allocator_interface.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/fuzz/targets.h"

namespace {

constexpr std::size_t bytes_a_byte = 256;
constexpr std::size_t bytes_always = 1024 * 1024;

// These hold a picture and a store; run bounds them with the whole process.
constexpr std::string_view name = PHIRAP_FUZZ_NAME;
constexpr bool is_measured = name != "picture" && name != "door";

std::size_t held = 0;
std::size_t most_held = 0;

void taken(const volatile void*, std::size_t size) {
    held += size;
    most_held = std::max(most_held, held);
}
void given_back(const volatile void* memory) {
    held -= std::min(held, __sanitizer_get_allocated_size(memory));
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    if (is_measured && __sanitizer_install_malloc_and_free_hooks(taken, given_back) == 0) {
        std::abort();
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::size_t before = held;
    most_held = held;
    phirap::fuzz::PHIRAP_FUZZ_TARGET({bytes, size});
    const std::size_t cost = most_held - before;
    if (cost > bytes_a_byte * size + bytes_always) {
        std::fprintf(stderr, "%zu bytes of input cost %zu of memory\n", size, cost);
        std::abort();
    }
    return 0;
}
