// What a power cut leaves of real files: pictures lie beside the stores, where SQLite's disk does not reach.
//
// The files are real and lie in a folder of this disk's own. The calls of this program that change one stand
// before the C library's (picture_calls.cpp) and are told here, so that it is known what was synced: a name
// that its folder was not synced for, and bytes that their file was not synced for, may be there after a cut
// or not. Nothing waits for the real disk. One disk at a time; one thread.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/support/memory_file.h"
#include "tests/support/temporary_folder.h"

namespace phirap::simulation {

class PictureDisk {
  public:
    using Files = std::map<std::string, Bytes>;

    explicit PictureDisk(Chance& chance);
    ~PictureDisk();
    PictureDisk(const PictureDisk&) = delete;
    PictureDisk& operator=(const PictureDisk&) = delete;

    // Where a machine's folder ("/pc0/") is; without the last stroke.
    [[nodiscard]] std::filesystem::path path(const std::string& folder) const;

    // Every call in the folder fails from then on, until come_back().
    void power_cut(const std::string& folder, bool losing_all);
    [[nodiscard]] bool is_down(const std::string& folder) const { return down_.contains(folder); }
    void come_back(const std::string& folder) { down_.erase(folder); }
    // In the middle of the n-th call from now in the folder, `cut` is called, which is to cut the power.
    void power_cut_at(std::int64_t nth, const std::string& folder, std::function<void()> cut);
    // The n-th sync from now in the folder fails, and what it should have written counts as written.
    void fail_sync(std::int64_t nth, const std::string& folder);
    void set_full(const std::string& folder) { full_ = folder; }
    void set_read_only(const std::string& folder) { read_only_ = folder; }
    void set_sync_lies(std::optional<std::string> folder) { lying_ = std::move(folder); }
    void stop_failing();

    [[nodiscard]] Files snapshot(const std::string& folder) const;
    void restore(const std::string& folder, const Files& files);

    // What the calls ask and tell. A name is absolute.
    [[nodiscard]] static PictureDisk* at_hand();
    [[nodiscard]] std::optional<std::string> ours(const char* name) const;
    // An errno that a changing call of this name ends in, or 0.
    [[nodiscard]] int attempt(const std::string& name, bool writes);
    [[nodiscard]] int attempt_sync(int file);
    [[nodiscard]] bool is_open(int file) const { return open_.contains(file); }
    [[nodiscard]] const std::string& name_of(int file) const { return open_.at(file).name; }
    [[nodiscard]] bool is_dead(int file) const { return open_.at(file).dead; }
    [[nodiscard]] bool is_down_at(const std::string& name) const;
    [[nodiscard]] bool is_full_at(const std::string& name) const { return full_ && in(name, *full_); }
    void opened(int file, const std::string& name, bool truncated);
    void closed(int file) { open_.erase(file); }
    void written(int file, std::optional<std::size_t> offset, BytesView bytes);
    void truncated(int file, std::size_t size);
    void synced(int file);
    void made_folder(const std::string& name);
    void renamed(const std::string& from, const std::string& to);
    void removed(const std::string& name);
    [[nodiscard]] std::string next_suffix();

  private:
    // Does nothing: whoever needs it is linked with picture_calls.cpp.
    static void stand_before_the_c_library();

    struct Entry {
        bool is_folder = false;
        MemoryFile bytes;
    };
    using Names = std::map<std::string, std::shared_ptr<Entry>>;
    // Of names, not durable yet. Made: no `from`; removed: no `to`; else renamed.
    struct Change {
        std::string from;
        std::string to;
        std::shared_ptr<Entry> entry;
    };
    struct Open {
        std::string name;
        std::shared_ptr<Entry> entry;
        std::size_t position = 0;
        bool dead = false;
    };

    [[nodiscard]] bool in(const std::string& name, const std::string& folder) const;
    static void apply(const Change& change, Names& names);
    void put_on_real_disk(const std::string& folder) const;
    void replace(const std::string& folder, const Names& names);

    Chance& chance_;
    TemporaryFolder root_;
    Names now_;
    Names durable_;
    std::vector<Change> changes_;
    std::map<int, Open> open_;
    std::set<std::string> down_;
    std::optional<std::string> full_;
    std::optional<std::string> read_only_;
    std::optional<std::string> lying_;
    std::string crash_folder_;
    std::int64_t until_crash_ = 0;
    std::function<void()> crash_;
    std::string failing_folder_;
    std::int64_t until_failed_sync_ = 0;
    std::size_t suffixes_ = 0;
};

}  // namespace phirap::simulation
