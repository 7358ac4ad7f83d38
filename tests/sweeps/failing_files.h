// Files that fail: the n-th call that changes one or waits for the disk ends in an error.
//
// This program's own write, pwrite, fsync, fdatasync, ftruncate, mkostemp and rename stand before the C
// library's. They count and fail only between begin() and stop(), on the thread that called begin(); SQLite's
// files are not among them, for its disk is in memory.
#pragma once

#include <cstdint>
#include <filesystem>

namespace phirap::sweeps {

struct FailingFiles {
    // The `nth` call (0: none) ends in `error` (an errno), and all after it if `for_good`: as when the
    // process was killed there, for nothing reaches the disk any more.
    static void begin(std::int64_t nth, int error, bool for_good);
    // How many calls there were.
    static std::int64_t stop();

    // How long the file was when it was last synced, 0 when it never was: what a power cut leaves of a file
    // that only grows. Known since forget_synced().
    static std::uint64_t synced_bytes(const std::filesystem::path& file);
    static void forget_synced();
};

}  // namespace phirap::sweeps
