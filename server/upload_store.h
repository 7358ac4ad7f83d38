// Pictures that are here and pictures that are coming, office by office.
//
// A picture that is coming is a file under `uploads/` and a row that says how many of its bytes count, with
// the state of the hash over them. The offset is a promise: the bytes are durable before the row is. What
// the file holds past the offset (a crash in between) is cut off before more is added, so nothing that the
// row does not vouch for is ever kept. A finished picture goes to `evidence/<office>/` and is named in
// `picture`; it is stored once for each office (sync-rules 26).
//
// Functions that touch rows need the writing connection; each is one transaction of its own. They throw
// StoreError when the machine is in trouble.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "server/running_sha256.h"
#include "shared/host/blob_store.h"
#include "shared/host/database.h"
#include "shared/host/file_descriptor.h"
#include "shared/wire/sync_message.h"

namespace phirap::server {

// Which upload: a picture is known by what it is, so two machines of an office that send the same one share
// an upload.
struct UploadName {
    Office office;
    Sha256 sha256;

    auto operator<=>(const UploadName&) const = default;
};

struct Upload {
    UploadName name;
    std::uint64_t length = 0;
    std::uint64_t offset = 0;
    RunningSha256 hash;    // of the first `offset` bytes
    std::string metadata;  // Upload-Metadata as it came, for whoever asks
    std::int64_t expires_ms = 0;

    [[nodiscard]] bool is_whole() const { return offset == length; }
};

struct HeldPicture {
    std::uint64_t bytes = 0;
    std::string metadata;
};

class UploadStore {
  public:
    // `data`: the server's folder, on one file system.
    UploadStore(Database& database, std::filesystem::path data);

    // One that is coming. A row whose file does not hold what it promises (somebody's hand, a lost disk) is
    // dropped: that upload begins again.
    [[nodiscard]] std::optional<Upload> unfinished(const UploadName& name);
    [[nodiscard]] std::optional<HeldPicture> held(const UploadName& name) const;
    // What the office takes up: pictures held and the whole lengths of those coming, in file-system blocks.
    [[nodiscard]] std::uint64_t bytes_of(const Office& office) const;

    void begin(const Upload& upload);
    // After sync() of its file.
    void note_progress(const Upload& upload);
    // After move_to_evidence(): from now on the picture is held.
    void finish(const Upload& upload);
    void drop(const UploadName& name);
    // Those that expired by `now_ms`; at the start also files that no row knows. Gives how many went.
    std::size_t remove_expired(std::int64_t now_ms);
    void remove_strays();
    // Pictures whose file is gone are not held any more, so that agents send them again.
    std::size_t forget_lost();

    // These two need no connection. The file of an upload, cut to its offset, for adding bytes; and a whole
    // one put where it belongs, durable: false when it is not what its name says.
    [[nodiscard]] static FileDescriptor open(const Upload& upload, const std::filesystem::path& data);
    [[nodiscard]] static bool move_to_evidence(const Upload& upload, const std::filesystem::path& data);
    [[nodiscard]] BlobStore evidence_of(const Office& office) const;

  private:
    [[nodiscard]] std::filesystem::path path(const UploadName& name) const;
    [[nodiscard]] std::filesystem::path folder() const;

    Database& database_;
    std::filesystem::path data_;
};

// For each, in order, what is kept of this office's copy.
[[nodiscard]] std::vector<Kept> pictures_kept(Database& database, const Office& office,
                                              const std::vector<Sha256>& pictures);

// Adds bytes at the end of an upload's file, and makes them durable. Throw StoreError.
void write_at(const FileDescriptor& file, std::uint64_t offset, BytesView bytes);
void sync_bytes(const FileDescriptor& file);

}  // namespace phirap::server
