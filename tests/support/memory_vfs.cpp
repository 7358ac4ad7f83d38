#include "tests/support/memory_vfs.h"

#include <numeric>

#include "shared/core/invariant.h"
#include "tests/support/memory_vfs_glue.h"

namespace phirap {
namespace {

std::shared_ptr<MemoryVfs::File> new_file(MemoryFile bytes, bool name_is_durable) {
    auto file = std::make_shared<MemoryVfs::File>();
    file->bytes = std::move(bytes);
    file->name_is_durable = name_is_durable;
    return file;
}

}  // namespace

MemoryVfs::MemoryVfs(std::string name, Chance& chance, std::int64_t wall_ms)
    : name_(std::move(name)), chance_(chance), wall_ms_(wall_ms) {
    invariant(sqlite3_vfs_find(name_.c_str()) == nullptr, "a memory disk has a name of its own");
    vfs_ = std::make_unique<sqlite3_vfs>(Glue::table(*this));
    sqlite3_vfs_register(vfs_.get(), 0);
    // SQLite draws the salts of its logs from one source for the whole process.
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, static_cast<int>(1 + chance.below(1U << 30)), nullptr);
}

MemoryVfs::~MemoryVfs() {
    invariant(open_.empty(), "every connection is closed before its memory disk goes");
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, 0, nullptr);
    sqlite3_vfs_unregister(vfs_.get());
}

void MemoryVfs::power_cut(std::string_view folder) {
    lose_connections(folder);
    for (auto at = files_.begin(); at != files_.end();) {
        if (!at->first.starts_with(folder)) {
            ++at;
        } else if (at->second->name_is_durable || chance_.below(2) == 0) {
            at->second = new_file(MemoryFile(at->second->bytes.after_power_cut(chance_)), true);
            ghosts_.erase(at->first);
            ++at;
        } else {
            at = files_.erase(at);
        }
    }
    for (auto at = ghosts_.begin(); at != ghosts_.end();) {
        if (!at->first.starts_with(folder)) {
            ++at;
            continue;
        }
        if (chance_.below(2) == 0) {
            files_[at->first] = new_file(MemoryFile(at->second->bytes.after_power_cut(chance_)), true);
        }
        at = ghosts_.erase(at);
    }
    told_of_power_cut_(folder, false);
}

void MemoryVfs::power_cut_losing_all(std::string_view folder) {
    lose_connections(folder);
    const auto in_folder = [&](const auto& entry) { return entry.first.starts_with(folder); };
    std::erase_if(files_,
                  [&](const auto& entry) { return in_folder(entry) && !entry.second->name_is_durable; });
    for (const auto& [name, file] : ghosts_) {
        if (name.starts_with(folder)) {
            files_[name] = file;
        }
    }
    std::erase_if(ghosts_, in_folder);
    for (auto& [name, file] : files_) {
        if (name.starts_with(folder)) {
            file = new_file(MemoryFile(file->bytes.durable()), true);
        }
    }
    told_of_power_cut_(folder, true);
}

void MemoryVfs::power_cut_at(std::int64_t nth, std::string folder) {
    operations_until_crash_ = nth;
    crash_is_power_cut_ = true;
    crash_folder_ = std::move(folder);
}

void MemoryVfs::kill(std::string_view folder) {
    lose_connections(folder);
    for (auto& [name, file] : files_) {
        if (name.starts_with(folder)) {
            file = new_file(file->bytes, file->name_is_durable);
        }
    }
}

void MemoryVfs::kill_at(std::int64_t nth, std::string folder) {
    operations_until_crash_ = nth;
    crash_is_power_cut_ = false;
    crash_folder_ = std::move(folder);
}

void MemoryVfs::lose_connections(std::string_view folder) {
    for (Open* open : open_) {
        open->is_lost = open->is_lost || open->name.starts_with(folder);
    }
}

// SQLite's own disk syncs the folder when it first syncs a log that it made, and so do file systems that
// keep a journal. Without that a deleted rollback journal could come back over later commits.
void MemoryVfs::sync_folder_of(std::string_view name) {
    const std::string_view folder = name.substr(0, name.find_last_of('/') + 1);
    for (const auto& [other, file] : files_) {
        file->name_is_durable = file->name_is_durable || other.starts_with(folder);
    }
    std::erase_if(ghosts_, [&](const auto& ghost) { return ghost.first.starts_with(folder); });
}

void MemoryVfs::fail(DiskOperation operation, std::int64_t nth, int code, bool for_good) {
    fault_ = Fault{operation, count(operation) + nth, code, for_good};
}

void MemoryVfs::stop_failing() {
    fault_.reset();
    operations_until_crash_ = 0;
    disk_bytes_.reset();
    read_only_ = false;
    failed_sync_drops_ = false;
    faulty_folder_.clear();
}

int MemoryVfs::attempt(DiskOperation operation, std::string_view name) {
    std::int64_t& count = is_faulty(name) ? counts_[index(operation)] : elsewhere_;
    const std::int64_t number = ++count;
    if (operations_until_crash_ > 0 && --operations_until_crash_ == 0) {
        crash_is_power_cut_ ? power_cut(crash_folder_) : kill(crash_folder_);
        return SQLITE_IOERR;
    }
    if (!fault_ || fault_->operation != operation || !is_faulty(name)) {
        return SQLITE_OK;
    }
    return number == fault_->at || (fault_->for_good && number > fault_->at) ? fault_->code : SQLITE_OK;
}

std::int64_t MemoryVfs::operations() const {
    return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
}

std::uint64_t MemoryVfs::used_bytes(std::string_view folder) const {
    std::uint64_t bytes = 0;
    for (const auto& [name, file] : files_) {
        bytes += name.starts_with(folder) ? file->bytes.current().size() : 0;
    }
    return bytes;
}

MemoryVfs::Files MemoryVfs::snapshot(std::string_view folder) const {
    Files found;
    for (const auto& [name, file] : files_) {
        if (name.starts_with(folder)) {
            found.emplace(name.substr(folder.size()), file->bytes.current());
        }
    }
    return found;
}

void MemoryVfs::restore(std::string_view folder, const Files& files) {
    lose_connections(folder);
    const auto in_folder = [&](const auto& entry) { return entry.first.starts_with(folder); };
    std::erase_if(files_, in_folder);
    std::erase_if(ghosts_, in_folder);
    for (const auto& [name, bytes] : files) {
        files_[std::string(folder) + name] = new_file(MemoryFile(bytes), true);
    }
}

}  // namespace phirap
