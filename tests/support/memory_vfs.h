// A disk for SQLite that lives in memory and does what disks do: lose unsynced sectors when the power is
// cut, fill up, fail the n-th write, turn read-only. Same chance, same story. One thread.
//
// Hand name() to DatabaseOptions::vfs. Several machines share one disk under different folders ("/a/",
// "/b/"): what takes a `folder` touches the files whose names begin with it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/bytes.h"
#include "shared/core/clock.h"

struct sqlite3_vfs;

namespace phirap {

enum class DiskOperation { read, write, sync, truncate, open, remove };
inline constexpr std::size_t disk_operation_count = 6;

class MemoryVfs {
  public:
    using Files = std::map<std::string, Bytes>;

    // `name` must be no other VFS's. `chance` must live as long.
    MemoryVfs(std::string name, Chance& chance, std::int64_t wall_ms = 1'714'003'200'000);
    // Every connection must be closed before.
    ~MemoryVfs();
    MemoryVfs(const MemoryVfs&) = delete;
    MemoryVfs& operator=(const MemoryVfs&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    void set_wall_ms(std::int64_t wall_ms) { wall_ms_ = wall_ms; }

    // Trouble. Open connections of the folder fail with I/O errors from then on, and do no harm when closed.
    void power_cut(std::string_view folder = "");
    // The same when everything since the last true sync is lost: what a disk that lied about syncs leaves.
    void power_cut_losing_all(std::string_view folder = "");
    // Told of every cut of either kind, for what else stands on that machine.
    void tell_power_cuts_to(std::function<void(std::string_view folder, bool losing_all)> whom) {
        told_of_power_cut_ = std::move(whom);
    }
    // The same, in the middle of the n-th operation of any kind from now (1: the next).
    void power_cut_at(std::int64_t nth, std::string folder = "");
    // The process is gone, the machine goes on: all that was written stays, synced or not.
    void kill(std::string_view folder = "");
    void kill_at(std::int64_t nth, std::string folder = "");

    // The n-th operation of this kind from now (1: the next) fails with SQLite's `code`, and all after it
    // too if `for_good`. A failed write may have written some of its sectors.
    void fail(DiskOperation operation, std::int64_t nth, int code, bool for_good = false);
    // A sync that fails drops what it should have written (MemoryFile::forget_unsynced).
    void set_failed_sync_drops(bool drops) { failed_sync_drops_ = drops; }
    // Syncs say that they are done and do nothing.
    void set_sync_lies(std::string folder) { lying_folder_ = std::move(folder); }
    void stop_lying() { lying_folder_.reset(); }
    // fail(), set_disk_bytes() and set_read_only() concern this folder's files alone.
    void confine_faults(std::string folder) { faulty_folder_ = std::move(folder); }
    // No faults, and no crash to come; syncs that lie go on lying.
    void stop_failing();
    // What the files may be together; a write that lengthens a file past it fails as on a full disk.
    void set_disk_bytes(std::optional<std::uint64_t> bytes) { disk_bytes_ = bytes; }
    void set_read_only(bool read_only) { read_only_ = read_only; }

    // Operations tried since the start in the folder that faults are confined to, the failed ones included.
    [[nodiscard]] std::int64_t count(DiskOperation operation) const { return counts_[index(operation)]; }
    [[nodiscard]] std::int64_t operations() const;  // of every kind
    [[nodiscard]] std::uint64_t used_bytes(std::string_view folder = "") const;

    // A folder's files as a program reads them now, log files included; and put back, on disk, in place of
    // whatever is there (an older copy, a backup). Names in Files are without the folder.
    [[nodiscard]] Files snapshot(std::string_view folder) const;
    void restore(std::string_view folder, const Files& files);
    // A clone. What stands under `to_folder` is replaced.
    void copy_files(std::string_view from_folder, std::string_view to_folder) {
        restore(to_folder, snapshot(from_folder));
    }

    struct File;
    struct Open;
    struct Glue;  // the C functions that SQLite calls

  private:
    static std::size_t index(DiskOperation operation) { return static_cast<std::size_t>(operation); }
    void sync_folder_of(std::string_view name);
    void lose_connections(std::string_view folder);
    // The code that this operation fails with, or 0.
    [[nodiscard]] int attempt(DiskOperation operation, std::string_view name);
    [[nodiscard]] bool is_faulty(std::string_view name) const { return name.starts_with(faulty_folder_); }
    [[nodiscard]] bool is_read_only(std::string_view name) const { return read_only_ && is_faulty(name); }

    struct Fault {
        DiskOperation operation;
        std::int64_t at;  // count of the operation
        int code;
        bool for_good;
    };

    std::string name_;
    Chance& chance_;
    std::int64_t wall_ms_;
    std::unique_ptr<sqlite3_vfs> vfs_;
    std::map<std::string, std::shared_ptr<File>, std::less<>> files_;
    // Deleted, but the folder is not synced yet: may be there again after a power cut.
    std::map<std::string, std::shared_ptr<File>, std::less<>> ghosts_;
    std::set<Open*> open_;
    std::array<std::int64_t, disk_operation_count> counts_{};
    std::int64_t elsewhere_ = 0;  // operations outside of the folder that faults are confined to
    std::optional<Fault> fault_;
    std::string faulty_folder_;
    std::optional<std::string> lying_folder_;
    bool failed_sync_drops_ = false;
    std::int64_t operations_until_crash_ = 0;  // 0: none is coming
    bool crash_is_power_cut_ = true;           // else a kill
    std::string crash_folder_;
    std::optional<std::uint64_t> disk_bytes_;
    std::function<void(std::string_view, bool)> told_of_power_cut_ = [](std::string_view, bool) {};
    bool read_only_ = false;
    int last_errno_ = 0;
};

}  // namespace phirap
