// Records in a file that only grows, each under a keyed checksum.
//
//     marker (4) | length (4) | check of the length (8) | the record | BLAKE2b-256 of all that (32)
//
// Every hash begins with a secret of the file's owner, so that nothing a person can type into a record looks
// like one. A record that was torn by a power cut, or has rotted, is none; reading goes on at the next whole
// one, so that rot costs only the records it hits. Memory: the longest record, and 64 KiB.
#pragma once

#include <functional>
#include <optional>

#include "shared/core/ids.h"
#include "shared/host/vfs_file.h"

namespace phirap {

class RecordFile {
  public:
    // A whole import in one record: 64 MiB of JSON (limits::import_bytes_max) and what surrounds it. A length
    // past this is not believed.
    static constexpr std::size_t record_bytes_max = 256 * 1024 * 1024;

    // Makes the file unless it is there. Throws StoreError, as all that follows.
    RecordFile(const std::filesystem::path& path, const std::string& vfs, const Digest& secret);

    struct Found {
        std::uint64_t records = 0;       // whole ones
        std::uint64_t rotten_bytes = 0;  // between them, or before the first
        std::uint64_t torn_bytes = 0;    // after the last, or all of a file without any
    };
    // Hands every whole record to `take`, oldest first; the view is good during the call.
    Found read(const std::function<void(BytesView)>& take) const;
    // Cuts off what a power cut left of the last record, if anything. Of a file of more than 1 KiB without a
    // whole record nothing is cut: it may not be ours.
    Found read_and_cut(const std::function<void(BytesView)>& take);

    // Behind all that is there: one write and one wait for the disk. When it throws, it is cut off before the
    // next one is written; when the wait failed, it may be found whole by whoever opens the file before that,
    // and the error says so (StoreError::perhaps_saved).
    void append(BytesView record);

    // Writes each whole record for which `change` gives another of the same length in its place, for what is
    // to be forgotten. A power cut in between may cost that record.
    void rewrite(const std::function<std::optional<Bytes>(BytesView)>& change);

    [[nodiscard]] const std::filesystem::path& path() const { return file_.path(); }

  private:
    class Reading;
    struct Scan {
        Found found;
        std::uint64_t end = 0;  // of the last whole record
    };
    // `take`: a record, and where what is written of it begins.
    Scan scan(const std::function<void(BytesView, std::uint64_t)>& take) const;
    [[nodiscard]] Bytes written(BytesView record) const;

    VfsFile file_;
    Digest secret_;
    std::optional<std::uint64_t> cut_to_;  // the last append failed: the file ends here
};

}  // namespace phirap
