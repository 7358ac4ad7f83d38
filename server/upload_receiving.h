// The body of one PATCH on its way into an upload's file.
//
// Pieces are written and hashed as they come; they count once record() has made them durable and has noted
// them. Whatever ends the body, a cut line too, what came is kept: that is what resuming is for. Only a sum
// that was promised and does not hold takes the whole body back.
#pragma once

#include <optional>

#include "server/upload_checksum.h"
#include "server/upload_store.h"

namespace phirap::server {

class UploadReceiving {
  public:
    // `note` writes progress down, in a transaction (UploadStore::note_progress on the writing connection).
    UploadReceiving(Upload upload, FileDescriptor file, std::optional<UploadChecksum> checksum,
                    std::function<void(const Upload&)> note);

    // False: more than the upload's length; nothing of this body counts then.
    [[nodiscard]] bool take(BytesView piece);
    // What came so far counts from now on. On disk when it returns; throws StoreError.
    void record();
    // The body is here to its end. False: its sum is not the promised one, and nothing of it counts.
    [[nodiscard]] bool ended();

    [[nodiscard]] const Upload& upload() const { return upload_; }

  private:
    void take_back();

    Upload upload_;
    Upload recorded_;
    FileDescriptor file_;
    std::optional<UploadChecksum> checksum_;
    std::function<void(const Upload&)> note_;
};

}  // namespace phirap::server
