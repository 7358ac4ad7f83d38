#include "tests/simulation/picture_disk.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <utility>

#include "shared/core/invariant.h"

namespace phirap::simulation {
namespace {

PictureDisk* the_disk = nullptr;

// While the disk itself writes, its calls are nobody's.
class Unheard {
  public:
    Unheard() : disk_(std::exchange(the_disk, nullptr)) {}
    ~Unheard() { the_disk = disk_; }
    Unheard(const Unheard&) = delete;
    Unheard& operator=(const Unheard&) = delete;

  private:
    PictureDisk* disk_;
};

std::string folder_of(const std::string& name) {
    return name.substr(0, name.find_last_of('/'));
}

void write_file_at(const std::string& name, const Bytes& bytes) {
    std::ofstream file(name, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    file.close();
    invariant(file.good(), "the machine that the tests run on has room");
}

}  // namespace

PictureDisk::PictureDisk(Chance& chance) : chance_(chance) {
    invariant(the_disk == nullptr, "one disk for pictures at a time");
    stand_before_the_c_library();
    the_disk = this;
}

PictureDisk::~PictureDisk() {
    the_disk = nullptr;
}

PictureDisk* PictureDisk::at_hand() {
    return the_disk;
}

std::filesystem::path PictureDisk::path(const std::string& folder) const {
    return root_.path().string() + folder.substr(0, folder.size() - 1);
}

std::optional<std::string> PictureDisk::ours(const char* name) const {
    const std::string_view root = root_.path().native();
    if (!std::string_view(name).starts_with(root)) {
        return std::nullopt;
    }
    std::string found = std::filesystem::path(name).lexically_normal().string();
    if (found.ends_with('/')) {
        found.pop_back();
    }
    return found;
}

bool PictureDisk::in(const std::string& name, const std::string& folder) const {
    const std::string whole = path(folder).string();
    return name.starts_with(whole) && (name.size() == whole.size() || name[whole.size()] == '/');
}

bool PictureDisk::is_down_at(const std::string& name) const {
    return std::ranges::any_of(down_, [&](const std::string& folder) { return in(name, folder); });
}

int PictureDisk::attempt(const std::string& name, bool writes) {
    if (until_crash_ > 0 && in(name, crash_folder_) && --until_crash_ == 0) {
        std::exchange(crash_, {})();
    }
    if (is_down_at(name)) {
        return EIO;
    }
    if (read_only_ && in(name, *read_only_)) {
        return EROFS;
    }
    return writes && is_full_at(name) ? ENOSPC : 0;
}

int PictureDisk::attempt_sync(int file) {
    const std::string name = name_of(file);
    if (const int error = attempt(name, false); error == EIO) {
        return error;
    }
    if (until_failed_sync_ > 0 && in(name, failing_folder_) && --until_failed_sync_ == 0) {
        Entry& entry = *open_.at(file).entry;
        if (!entry.is_folder) {
            entry.bytes.forget_unsynced(chance_);
            if (now_.contains(name) && now_.at(name) == open_.at(file).entry) {
                const Unheard quiet;
                write_file_at(name, entry.bytes.current());
            }
        }
        return EIO;
    }
    return is_dead(file) ? EIO : 0;
}

void PictureDisk::opened(int file, const std::string& name, bool truncated) {
    std::shared_ptr<Entry>& entry = now_[name];
    if (!entry) {
        entry = std::make_shared<Entry>();
        entry->is_folder = std::filesystem::is_directory(name);
        changes_.push_back({"", name, entry});
    } else if (truncated) {
        entry->bytes.truncate(0);
    }
    open_[file] = {name, entry};
}

void PictureDisk::written(int file, std::optional<std::size_t> offset, BytesView bytes) {
    Open& open = open_.at(file);
    open.entry->bytes.write(offset.value_or(open.position), bytes);
    open.position += offset ? 0 : bytes.size();
}

void PictureDisk::truncated(int file, std::size_t size) {
    open_.at(file).entry->bytes.truncate(size);
}

void PictureDisk::synced(int file) {
    const Open& open = open_.at(file);
    if (lying_ && in(open.name, *lying_)) {
        return;
    }
    if (!open.entry->is_folder) {
        open.entry->bytes.sync();
        return;
    }
    std::erase_if(changes_, [&](const Change& change) {
        const bool here = folder_of(change.from) == open.name || folder_of(change.to) == open.name;
        if (here) {
            apply(change, durable_);
        }
        return here;
    });
}

void PictureDisk::made_folder(const std::string& name) {
    auto entry = std::make_shared<Entry>();
    entry->is_folder = true;
    changes_.push_back({"", name, entry});
    now_[name] = std::move(entry);
}

void PictureDisk::renamed(const std::string& from, const std::string& to) {
    changes_.push_back({from, to, now_.at(from)});
    apply(changes_.back(), now_);
}

void PictureDisk::removed(const std::string& name) {
    changes_.push_back({name, "", nullptr});
    apply(changes_.back(), now_);
}

std::string PictureDisk::next_suffix() {
    return fmt::format("{:06}", ++suffixes_ % 1'000'000);
}

void PictureDisk::apply(const Change& change, Names& names) {
    names.erase(change.from);
    if (!change.to.empty()) {
        names[change.to] = change.entry;
    }
}

void PictureDisk::power_cut(const std::string& folder, bool losing_all) {
    Names left;
    for (const auto& [name, entry] : durable_) {
        if (in(name, folder)) {
            left.emplace(name, entry);
        }
    }
    // A rename is whole or not at all, as where the file system keeps a journal.
    for (const Change& change : changes_) {
        if (in(change.from + change.to, folder) && !losing_all && chance_.below(2) == 0) {
            apply(change, left);
        }
    }
    Names whole;
    for (const auto& [name, entry] : left) {
        const std::string above = folder_of(name);
        if (name == path(folder) || whole.contains(above)) {
            auto found = std::make_shared<Entry>();
            found->is_folder = entry->is_folder;
            found->bytes =
                MemoryFile(losing_all ? entry->bytes.durable() : entry->bytes.after_power_cut(chance_));
            whole.emplace(name, std::move(found));
        }
    }
    replace(folder, whole);
    down_.insert(folder);
}

void PictureDisk::power_cut_at(std::int64_t nth, const std::string& folder, std::function<void()> cut) {
    until_crash_ = nth;
    crash_folder_ = folder;
    crash_ = std::move(cut);
}

void PictureDisk::fail_sync(std::int64_t nth, const std::string& folder) {
    until_failed_sync_ = nth;
    failing_folder_ = folder;
}

void PictureDisk::stop_failing() {
    until_crash_ = until_failed_sync_ = 0;
    full_.reset();
    read_only_.reset();
}

// All of it durable; what was open there is no more.
void PictureDisk::replace(const std::string& folder, const Names& names) {
    const auto here = [&](const auto& named) { return in(named.first, folder); };
    std::erase_if(now_, here);
    std::erase_if(durable_, here);
    std::erase_if(changes_, [&](const Change& change) { return in(change.from + change.to, folder); });
    for (auto& [file, open] : open_) {
        open.dead = open.dead || in(open.name, folder);
    }
    now_.insert(names.begin(), names.end());
    durable_.insert(names.begin(), names.end());
    put_on_real_disk(folder);
}

void PictureDisk::put_on_real_disk(const std::string& folder) const {
    const Unheard quiet;
    std::filesystem::remove_all(path(folder));
    for (const auto& [name, entry] : now_) {
        if (in(name, folder) && entry->is_folder) {
            std::filesystem::create_directory(name);
        } else if (in(name, folder)) {
            write_file_at(name, entry->bytes.current());
        }
    }
}

PictureDisk::Files PictureDisk::snapshot(const std::string& folder) const {
    Files files;
    for (const auto& [name, entry] : now_) {
        if (in(name, folder) && !entry->is_folder) {
            files.emplace(name.substr(path(folder).native().size()), entry->bytes.current());
        }
    }
    return files;
}

void PictureDisk::restore(const std::string& folder, const Files& files) {
    const std::string top = path(folder).string();
    const auto folder_entry = std::make_shared<Entry>(Entry{true, {}});
    Names names = {{top, folder_entry}};
    for (const auto& [name, bytes] : files) {
        for (std::size_t stroke = 1; (stroke = name.find('/', stroke)) != std::string::npos; ++stroke) {
            names.emplace(top + name.substr(0, stroke), std::make_shared<Entry>(Entry{true, {}}));
        }
        names[top + name] = std::make_shared<Entry>(Entry{false, MemoryFile(bytes)});
    }
    replace(folder, names);
}

}  // namespace phirap::simulation
