#include "server/upload_receiving.h"

#include "shared/core/mutant.h"

namespace phirap::server {
namespace {

// A client that sends all of a large file in one body loses at most this much when we are killed.
constexpr std::uint64_t unrecorded_bytes_max = 1024 * 1024;

}  // namespace

UploadReceiving::UploadReceiving(Upload upload, FileDescriptor file, std::optional<UploadChecksum> checksum,
                                 std::function<void(const Upload&)> note)
    : upload_(upload),
      recorded_(std::move(upload)),
      file_(std::move(file)),
      checksum_(std::move(checksum)),
      note_(std::move(note)) {}

bool UploadReceiving::take(BytesView piece) {
    if (piece.size() > upload_.length - upload_.offset) {
        take_back();
        return false;
    }
    write_at(file_, upload_.offset, piece);
    upload_.hash.add(piece);
    upload_.offset += piece.size();
    if (checksum_) {
        checksum_->add(piece);
    } else if (upload_.offset - recorded_.offset >= unrecorded_bytes_max) {
        record();
    }
    return true;
}

void UploadReceiving::record() {
    if (upload_.offset != recorded_.offset) {
        if (!mutant(Mutant::offset_before_bytes)) {
            sync_bytes(file_);
        }
        note_(upload_);
        recorded_ = upload_;
    }
}

bool UploadReceiving::ended() {
    if (checksum_ && !checksum_->holds()) {
        take_back();
        return false;
    }
    record();
    return true;
}

void UploadReceiving::take_back() {
    upload_ = recorded_;
}

}  // namespace phirap::server
