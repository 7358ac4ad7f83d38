// Pictures come in by tus 1.0.0 (https://tus.io/protocols/resumable-upload: core, creation,
// creation-with-upload, checksum, expiration, termination) at /v1/evidence.
//
// An upload's address ends in the SHA-256 of the picture, so that a PC that lost its memory, or another one
// of the office, goes on where the first one stopped, and what came wrong is known for it. Who may, a token
// says (server/upload_token.h). Rows come first: with little room left on the disk, or many connections
// waiting, pictures are sent away before any row is.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>

#include "server/centre.h"
#include "server/upload_limits.h"
#include "server/upload_request.h"
#include "server/upload_token.h"
#include "server/upload_turns.h"
#include "shared/host/log.h"

namespace phirap::server {

// Where uploads come to: the store's one writing connection, and the folder that the files lie in.
struct UploadGround {
    std::function<Centre::Writing()> writing;
    std::filesystem::path folder;
    const SigningKey& key;
    Clock& clock;
};

class Uploads {
  public:
    // Removes what a crash left behind and what has expired. Throws StoreError.
    Uploads(UploadGround ground, const UploadLimits& limits, const Log& log);
    Uploads(Centre& centre, const UploadLimits& limits, const Log& log);

    // From several threads at once. `busy`: too many wait for rows to be taken.
    [[nodiscard]] UploadAnswer answer(const UploadRequest& request, bool busy);

  private:
    UploadAnswer admitted(const UploadRequest& request, const Office& office);
    UploadAnswer create(const UploadRequest& request, const Office& office);
    UploadAnswer begin(const UploadRequest& request, Upload upload);
    UploadAnswer head(const UploadName& name);
    UploadAnswer patch(const UploadRequest& request, const UploadName& name);
    UploadAnswer receive(const UploadRequest& request, Upload upload, UploadTurns::Turn& turn);
    struct Standing {
        std::optional<HeldPicture> held;
        std::optional<Upload> coming;
    };
    [[nodiscard]] Standing standing_of(const UploadName& name);
    [[nodiscard]] bool complete(const Upload& upload);
    UploadAnswer terminate(const UploadName& name);
    // A token outlives the agent's right to it by less than an hour; not even so long.
    [[nodiscard]] bool is_revoked(const WriterId& agent);
    [[nodiscard]] bool has_room(std::uint64_t bytes) const;
    void remove_expired_now_and_then();

    template <typename Work>
    auto with_store(Work work) {
        const Centre::Writing writing = ground_.writing();
        UploadStore store(writing.store().database(), ground_.folder);
        return work(store);
    }

    UploadGround ground_;
    UploadLimits limits_;
    const Log& log_;
    UploadTokens tokens_;
    UploadTurns turns_;
    std::atomic<std::int64_t> expired_at_ms_ = 0;
};

}  // namespace phirap::server
