#include "tests/sweeps/failing_memory.h"

#include <sqlite3.h>

#include <cstddef>
#include <cstdlib>
#include <new>

#include "tests/support/unfailing_memory.h"

namespace phirap::sweeps {
namespace {

struct Want {
    bool counting = false;
    Allocator which = Allocator::program;
    std::int64_t fails_at = 0;
    bool for_good = false;
    std::int64_t asked = 0;
};
thread_local Want want;

bool fails(Allocator which) {
    if (!want.counting || want.which != which || UnfailingMemory::wanted()) {
        return false;
    }
    ++want.asked;
    return want.fails_at > 0 &&
           (want.asked == want.fails_at || (want.for_good && want.asked > want.fails_at));
}

sqlite3_mem_methods sqlite_own;

void* sqlite_malloc(int size) {
    return fails(Allocator::sqlite) ? nullptr : sqlite_own.xMalloc(size);
}
void* sqlite_realloc(void* old, int size) {
    return fails(Allocator::sqlite) ? nullptr : sqlite_own.xRealloc(old, size);
}

// Before SQLite's first use, which is after main began.
[[maybe_unused]] const bool replaced = [] {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_own);
    sqlite3_mem_methods failing = sqlite_own;
    failing.xMalloc = sqlite_malloc;
    failing.xRealloc = sqlite_realloc;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) == SQLITE_OK;
}();

void* allocate(std::size_t size, std::size_t alignment) {
    if (fails(Allocator::program)) {
        return nullptr;
    }
    const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
    return alignment > alignof(std::max_align_t) ? std::aligned_alloc(alignment, rounded)
                                                 : std::malloc(size == 0 ? 1 : size);
}

void* allocate_or_throw(std::size_t size, std::size_t alignment) {
    void* memory = allocate(size, alignment);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}

}  // namespace

void FailingMemory::begin(Allocator which, std::int64_t nth, bool for_good) {
    want = {true, which, nth, for_good, 0};
}

std::int64_t FailingMemory::stop() {
    want.counting = false;
    return want.asked;
}

}  // namespace phirap::sweeps

// What the standard library lets a program replace ([replacement.functions]); the array forms call these.
void* operator new(std::size_t size) {
    return phirap::sweeps::allocate_or_throw(size, 1);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return phirap::sweeps::allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return phirap::sweeps::allocate(size, 1);
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    return phirap::sweeps::allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}
