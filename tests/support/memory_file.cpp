#include "tests/support/memory_file.h"

#include <algorithm>
#include <cstring>

namespace phirap {

void MemoryFile::write(std::size_t offset, BytesView bytes) {
    const std::size_t old_size = current_.size();
    if (offset + bytes.size() > old_size) {
        current_.resize(offset + bytes.size());
    }
    std::ranges::copy(bytes, current_.begin() + static_cast<std::ptrdiff_t>(offset));
    mark(std::min(offset, old_size), offset + bytes.size());
}

void MemoryFile::truncate(std::size_t size) {
    mark(std::min(size, current_.size()), std::max(size, current_.size()));
    current_.resize(size);
    least_size_ = std::min(least_size_, size);
}

void MemoryFile::sync() {
    durable_.resize(current_.size());
    for (const std::size_t sector : unsynced_) {
        const std::size_t from = std::min(sector * sector_bytes, current_.size());
        const std::size_t to = std::min(from + sector_bytes, current_.size());
        std::copy(current_.begin() + static_cast<std::ptrdiff_t>(from),
                  current_.begin() + static_cast<std::ptrdiff_t>(to),
                  durable_.begin() + static_cast<std::ptrdiff_t>(from));
        is_unsynced_[sector] = false;
    }
    unsynced_.clear();
    least_size_ = current_.size();
}

void MemoryFile::forget_unsynced(Chance& chance) {
    durable_.resize(current_.size());
    for (const std::size_t sector : unsynced_) {
        const std::size_t from = std::min(sector * sector_bytes, current_.size());
        const std::size_t to = std::min(from + sector_bytes, current_.size());
        if (chance.below(2) == 0) {
            std::copy(durable_.begin() + static_cast<std::ptrdiff_t>(from),
                      durable_.begin() + static_cast<std::ptrdiff_t>(to),
                      current_.begin() + static_cast<std::ptrdiff_t>(from));
        }
        is_unsynced_[sector] = false;
    }
    unsynced_.clear();
    least_size_ = current_.size();
}

Bytes MemoryFile::after_power_cut(Chance& chance) const {
    // A file system cuts a file off at once or not at all; what it was cut to is where the old bytes end.
    const bool was_cut = chance.below(2) == 0;
    const std::size_t kept = was_cut ? std::min(least_size_, durable_.size()) : durable_.size();
    const std::size_t most = std::max(kept, current_.size());
    const std::uint64_t draw = chance.below(3);
    const std::size_t size = draw == 0 ? kept : draw == 1 ? most : kept + chance.below(most - kept + 1);

    Bytes found(durable_.begin(), durable_.begin() + static_cast<std::ptrdiff_t>(kept));
    found.resize(size);
    for (const std::size_t sector : unsynced_) {
        const std::size_t from = sector * sector_bytes;
        const std::size_t to = std::min({from + sector_bytes, current_.size(), size});
        if (from < to && chance.below(2) == 0) {
            std::memcpy(found.data() + from, current_.data() + from, to - from);
        }
    }
    return found;
}

void MemoryFile::mark(std::size_t from, std::size_t to) {
    for (std::size_t sector = from / sector_bytes; sector * sector_bytes < to; ++sector) {
        if (sector >= is_unsynced_.size()) {
            is_unsynced_.resize(sector + 1);
        }
        if (!is_unsynced_[sector]) {
            is_unsynced_[sector] = true;
            unsynced_.push_back(sector);
        }
    }
}

}  // namespace phirap
