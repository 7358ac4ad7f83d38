#include "tests/sweeps/failing_files.h"

#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <cerrno>
#include <cstddef>
#include <map>

#include "tests/support/unfailing_memory.h"

namespace phirap::sweeps {
namespace {

struct Want {
    bool counting = false;
    std::int64_t fails_at = 0;
    int error = 0;
    bool for_good = false;
    std::int64_t asked = 0;
};
thread_local Want want;
std::map<ino_t, std::uint64_t> synced;

int note_synced(int file, int outcome) {
    struct stat found {};
    if (outcome == 0 && ::fstat(file, &found) == 0) {
        const UnfailingMemory spared;
        synced[found.st_ino] = static_cast<std::uint64_t>(found.st_size);
    }
    return outcome;
}

bool fails() {
    if (!want.counting) {
        return false;
    }
    ++want.asked;
    const bool now =
        want.fails_at > 0 && (want.asked == want.fails_at || (want.for_good && want.asked > want.fails_at));
    errno = now ? want.error : errno;
    return now;
}

template <typename Function>
Function* next_of(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

void FailingFiles::begin(std::int64_t nth, int error, bool for_good) {
    want = {true, nth, error, for_good, 0};
}

std::int64_t FailingFiles::stop() {
    want.counting = false;
    return want.asked;
}

std::uint64_t FailingFiles::synced_bytes(const std::filesystem::path& file) {
    struct stat found {};
    const auto known = ::stat(file.c_str(), &found) == 0 ? synced.find(found.st_ino) : synced.end();
    return known == synced.end() ? 0 : known->second;
}

void FailingFiles::forget_synced() {
    synced.clear();
}

}  // namespace phirap::sweeps

using phirap::sweeps::fails;
using phirap::sweeps::next_of;
using phirap::sweeps::note_synced;

extern "C" {

ssize_t write(int file, const void* bytes, std::size_t count) {
    static auto* const next = next_of<ssize_t(int, const void*, std::size_t)>("write");
    return fails() ? -1 : next(file, bytes, count);
}
ssize_t pwrite(int file, const void* bytes, std::size_t count, off_t offset) {
    static auto* const next = next_of<ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
    return fails() ? -1 : next(file, bytes, count, offset);
}
int fsync(int file) {
    static auto* const next = next_of<int(int)>("fsync");
    return fails() ? -1 : note_synced(file, next(file));
}
int fdatasync(int file) {
    static auto* const next = next_of<int(int)>("fdatasync");
    return fails() ? -1 : note_synced(file, next(file));
}
int ftruncate(int file, off_t size) noexcept {
    static auto* const next = next_of<int(int, off_t)>("ftruncate");
    return fails() ? -1 : next(file, size);
}
int mkostemp(char* name, int flags) {
    static auto* const next = next_of<int(char*, int)>("mkostemp");
    return fails() ? -1 : next(name, flags);
}
int rename(const char* from, const char* to) noexcept {
    static auto* const next = next_of<int(const char*, const char*)>("rename");
    return fails() ? -1 : next(from, to);
}

}  // extern "C"
