#include "shared/host/record_file.h"

#include <algorithm>
#include <array>
#include <optional>

#include "shared/core/digest.h"
#include "shared/core/invariant.h"
#include "shared/host/store_error.h"

namespace phirap {
namespace {

// No byte of UTF-8 text begins with 0x89: text is passed over quickly in search of the next record.
constexpr std::array<std::uint8_t, 4> marker = {0x89, 'P', 'H', 'J'};
constexpr std::size_t length_bytes = 4;
constexpr std::size_t check_bytes = 8;
constexpr std::size_t head_bytes = marker.size() + length_bytes + check_bytes;
constexpr std::size_t digest_bytes = sizeof(Digest);
constexpr std::size_t block_bytes = 64 * 1024;
// A file that is no longer and holds no record was new when the power went.
constexpr std::size_t first_record_bytes_max = 1024;

// Unless the length is vouched for, a flipped bit in it would have us read megabytes for every record.
Bytes head_of(const Digest& secret, std::size_t record_bytes) {
    Bytes head(marker.begin(), marker.end());
    for (int shift = 24; shift >= 0; shift -= 8) {
        head.push_back(static_cast<std::uint8_t>(record_bytes >> shift));
    }
    const Digest check = digest_of({secret.view(), head});
    append(head, check.view().first(check_bytes));
    return head;
}

// Nothing unless these bytes are the head of a record.
std::optional<std::size_t> length_in(BytesView head, const Digest& secret) {
    if (head.size() != head_bytes || !std::ranges::equal(head.first(marker.size()), marker)) {
        return std::nullopt;
    }
    std::size_t length = 0;
    for (const std::uint8_t byte : head.subspan(marker.size(), length_bytes)) {
        length = (length << 8) | byte;
    }
    const bool vouched_for = std::ranges::equal(head, head_of(secret, length));
    return vouched_for && length <= RecordFile::record_bytes_max ? std::optional(length) : std::nullopt;
}

}  // namespace

// A window on the file that moves along it.
class RecordFile::Reading {
  public:
    explicit Reading(const VfsFile& file) : file_(file), size_(file.size()) {}

    [[nodiscard]] std::uint64_t size() const { return size_; }
    // Bytes from `offset` on, as many as are there up to `count`.
    [[nodiscard]] BytesView at(std::uint64_t offset, std::size_t count) {
        count = static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - offset));
        if (offset < begin_ || offset + count > begin_ + window_.size()) {
            begin_ = offset;
            window_.resize(static_cast<std::size_t>(
                std::min<std::uint64_t>(std::max(count, block_bytes), size_ - offset)));
            file_.read(begin_, window_);
        }
        return BytesView(window_).subspan(static_cast<std::size_t>(offset - begin_), count);
    }

  private:
    const VfsFile& file_;
    std::uint64_t size_;
    std::uint64_t begin_ = 0;
    Bytes window_;
};

RecordFile::RecordFile(const std::filesystem::path& path, const std::string& vfs, const Digest& secret)
    : file_(path, vfs), secret_(secret) {}

RecordFile::Scan RecordFile::scan(const std::function<void(BytesView, std::uint64_t)>& take) const {
    Scan scan;
    Reading reading(file_);
    std::uint64_t at = 0;
    while (at < reading.size()) {
        const BytesView head = reading.at(at, head_bytes);
        const std::optional<std::size_t> length = length_in(head, secret_);
        if (length && reading.size() - at - head_bytes >= *length + digest_bytes) {
            const BytesView whole = reading.at(at, head_bytes + *length + digest_bytes);
            const Digest digest = digest_of({secret_.view(), whole.first(head_bytes + *length)});
            if (std::ranges::equal(whole.last(digest_bytes), digest.view())) {
                take(whole.subspan(head_bytes, *length), at);
                ++scan.found.records;
                scan.found.rotten_bytes += at - scan.end;
                scan.end = at = at + whole.size();
                continue;
            }
        }
        const BytesView ahead = reading.at(at + 1, block_bytes);
        at += 1 + static_cast<std::uint64_t>(std::ranges::find(ahead, marker.front()) - ahead.begin());
    }
    scan.found.torn_bytes = reading.size() - scan.end;
    return scan;
}

RecordFile::Found RecordFile::read(const std::function<void(BytesView)>& take) const {
    return scan([&](BytesView record, std::uint64_t) { take(record); }).found;
}

RecordFile::Found RecordFile::read_and_cut(const std::function<void(BytesView)>& take) {
    const Scan scanned = scan([&](BytesView record, std::uint64_t) { take(record); });
    const bool ours = scanned.found.records > 0 || scanned.found.torn_bytes <= first_record_bytes_max;
    if (ours && scanned.found.torn_bytes > 0) {
        file_.truncate(scanned.end);
        file_.sync();
    }
    return scanned.found;
}

void RecordFile::rewrite(const std::function<std::optional<Bytes>(BytesView)>& change) {
    std::vector<std::pair<std::uint64_t, Bytes>> changed;
    scan([&](BytesView record, std::uint64_t at) {
        if (const std::optional<Bytes> other = change(record)) {
            invariant(other->size() == record.size(), "a record is written over by one of its length");
            changed.emplace_back(at, written(*other));
        }
    });
    for (const auto& [at, whole] : changed) {
        file_.write(at, whole);
    }
    if (!changed.empty()) {
        file_.sync();
    }
}

Bytes RecordFile::written(BytesView record) const {
    Bytes whole = head_of(secret_, record.size());
    whole.reserve(whole.size() + record.size() + digest_bytes);
    phirap::append(whole, record);
    phirap::append(whole, digest_of({secret_.view(), whole}).view());
    return whole;
}

void RecordFile::append(BytesView record) {
    invariant(record.size() <= record_bytes_max, "whoever makes a record keeps to its limit");
    if (cut_to_) {
        file_.truncate(*cut_to_);
        cut_to_.reset();
    }
    const Bytes whole = written(record);
    const std::uint64_t end = file_.size();
    cut_to_ = end;
    file_.write(end, whole);  // half of it, when that fails: no record
    try {
        file_.sync();
    } catch (const StoreError& error) {
        throw error.perhaps_saved();
    }
    cut_to_.reset();
}

}  // namespace phirap
