// A file as a disk with a cache holds it: what programs read (current), and what a power cut cannot take
// away (durable). A sector that was written and not yet synced is either of the two after a cut.
#pragma once

#include <vector>

#include "shared/core/bytes.h"
#include "shared/core/clock.h"

namespace phirap {

class MemoryFile {
  public:
    // What one write reaches the disk in whole or not at all.
    static constexpr std::size_t sector_bytes = 512;

    MemoryFile() = default;
    // On disk already.
    explicit MemoryFile(Bytes contents)
        : current_(contents), durable_(std::move(contents)), least_size_(durable_.size()) {}

    [[nodiscard]] const Bytes& current() const { return current_; }
    void write(std::size_t offset, BytesView bytes);
    void truncate(std::size_t size);
    void sync();
    // A sync that failed, as Linux has it: what was not synced counts as clean from now on, and no later sync
    // writes it. What programs read of it is the new or, where the page was thrown away, the old.
    void forget_unsynced(Chance& chance);

    // What is found after the power came back: each sector not synced, and the size, the old or the new.
    [[nodiscard]] Bytes after_power_cut(Chance& chance) const;
    // The same when nothing at all was kept since it was last synced.
    [[nodiscard]] const Bytes& durable() const { return durable_; }

  private:
    void mark(std::size_t from, std::size_t to);

    Bytes current_;
    Bytes durable_;
    std::size_t least_size_ = 0;         // that it was cut to since it was last synced
    std::vector<std::size_t> unsynced_;  // sectors, each once
    std::vector<bool> is_unsynced_;
};

}  // namespace phirap
