#include "server/uploads.h"

#include "server/upload_headers.h"
#include "server/upload_receiving.h"
#include "shared/host/disk_room.h"
#include "shared/host/files.h"
#include "shared/host/store_error.h"
#include "shared/http/request_head.h"

namespace phirap::server {
namespace {

constexpr const char* version = "1.0.0";
constexpr std::string_view door = "/v1/evidence/";
constexpr std::int64_t expire_every_ms = 60 * 60 * 1000;

UploadAnswer refuse(int status, std::string text) {
    UploadAnswer answer;
    answer.status = status;
    answer.text = std::move(text) + "\n";
    return answer;
}

UploadAnswer no_room(std::string why) {
    return refuse(507, std::move(why)).with("Retry-After", "3600");
}

UploadAnswer options(const UploadLimits& limits) {
    UploadAnswer answer;
    answer.with("Tus-Version", version)
        .with("Tus-Extension", "creation,creation-with-upload,checksum,expiration,termination")
        .with("Tus-Max-Size", std::to_string(limits.bytes_max))
        .with("Tus-Checksum-Algorithm", std::string(UploadChecksum::algorithms));
    return answer;
}

bool has_offset_type(const UploadRequest& request) {
    return request.header("Content-Type") == "application/offset+octet-stream";
}

// While a body comes, whoever takes the upload over makes durable what has come.
class HandingOver {
  public:
    HandingOver(UploadTurns::Turn& turn, UploadReceiving& receiving) : turn_(turn) {
        turn_.on_hand_over([&receiving] { receiving.record(); });
    }
    ~HandingOver() { turn_.on_hand_over(nullptr); }
    HandingOver(const HandingOver&) = delete;
    HandingOver& operator=(const HandingOver&) = delete;

  private:
    UploadTurns::Turn& turn_;
};

std::string bearer(const UploadRequest& request) {
    constexpr std::string_view scheme = "Bearer ";
    const std::string header = request.header("Authorization");
    return header.starts_with(scheme) ? header.substr(scheme.size()) : "";
}

}  // namespace

Uploads::Uploads(Centre& centre, const UploadLimits& limits, const Log& log)
    : Uploads({[&centre] { return centre.writing(); }, centre.folder(), centre.key(), centre.clock()}, limits,
              log) {}

Uploads::Uploads(UploadGround ground, const UploadLimits& limits, const Log& log)
    : ground_(std::move(ground)), limits_(limits), log_(log), tokens_(ground_.key) {
    with_store([&](UploadStore& store) {
        store.remove_expired(ground_.clock.wall_ms());
        store.remove_strays();
        if (const std::size_t lost = store.forget_lost(); lost > 0) {
            log_.warning({"look after pictures",
                          "files of pictures are missing",
                          {{"pictures", std::to_string(lost)}},
                          "agents that still have them send them again"});
        }
    });
    expired_at_ms_ = ground_.clock.steady_ms();
}

UploadAnswer Uploads::answer(const UploadRequest& request, bool busy) {
    UploadAnswer answer;
    try {
        const std::optional<UploadRight> right = tokens_.read(bearer(request), ground_.clock.wall_ms());
        if (request.method == "OPTIONS") {
            answer = options(limits_);
        } else if (request.header("Tus-Resumable") != version) {
            answer = refuse(412, "Tus-Resumable: 1.0.0 is spoken here").with("Tus-Version", version);
        } else if (!right || is_revoked(right->agent)) {
            answer = refuse(401, "a token of a fresh acknowledgement is asked for")
                         .with("WWW-Authenticate", "Bearer");
        } else if (busy) {
            answer = refuse(503, "busy; reports come first").with("Retry-After", "30");
        } else {
            answer = admitted(request, right->office);
        }
    } catch (const StoreError& error) {
        log_.error({"take a picture",
                    error.what(),
                    {{"folder", ground_.folder.string()}},
                    "what was acknowledged of it is safe; agents come back. Free disk space, then run "
                    "phirap-server doctor"});
        answer = error.trouble() == StoreTrouble::disk_full ? no_room("the disk is full")
                                                            : refuse(503, "the disk is in trouble");
    }
    return answer.with("Tus-Resumable", version);
}

UploadAnswer Uploads::admitted(const UploadRequest& request, const Office& office) {
    remove_expired_now_and_then();
    if (request.name.empty()) {
        return request.method == "POST"
                   ? create(request, office)
                   : refuse(405, "POST creates an upload here").with("Allow", "POST, OPTIONS");
    }
    const std::optional<Sha256> sha256 = sha256_from_text(request.name);
    if (!sha256) {
        return refuse(404, "an address ends in the SHA-256 of the picture");
    }
    const UploadName name{office, *sha256};
    if (request.method == "HEAD") {
        return head(name);
    }
    if (request.method == "PATCH") {
        return patch(request, name);
    }
    if (request.method == "DELETE") {
        return terminate(name);
    }
    return refuse(405, "no such method here").with("Allow", "HEAD, PATCH, DELETE, OPTIONS");
}

UploadAnswer Uploads::create(const UploadRequest& request, const Office& office) {
    const std::string header = request.header("Upload-Metadata");
    const std::optional<UploadMetadata> metadata = metadata_from_header(header);
    const std::optional<std::uint64_t> length = number_from_header(request.header("Upload-Length"));
    if (!metadata || !metadata->sha256 || !length) {
        return refuse(400, "Upload-Length, and Upload-Metadata with the picture's sha256, are asked for");
    }
    if (*length > limits_.bytes_max) {
        return refuse(413, "longer than Tus-Max-Size");
    }
    Upload upload;
    upload.name = {office, *metadata->sha256};
    upload.length = *length;
    upload.metadata = header;
    UploadAnswer answer = begin(request, std::move(upload));
    // Where it is, is so whatever became of a body that came along.
    if (answer.status == 204) {
        answer.status = 201;
        answer.with("Location", std::string(door) + metadata->sha256->hex());
    }
    return answer;
}

// An upload that is here already, or coming, is what was asked for: creating it twice is creating it once.
UploadAnswer Uploads::begin(const UploadRequest& request, Upload upload) {
    std::optional<UploadTurns::Turn> turn = turns_.take(upload.name, ground_.clock.steady_ms(), true);
    Standing standing = standing_of(upload.name);
    if (standing.held || standing.coming) {
        const std::uint64_t length = standing.held ? standing.held->bytes : standing.coming->length;
        if (length != upload.length) {
            return refuse(409, "this picture is known here with another length");
        }
        if (standing.held) {
            return UploadAnswer().with("Upload-Offset", std::to_string(length));
        }
        upload = *std::move(standing.coming);
    } else {
        upload.expires_ms = ground_.clock.wall_ms() + limits_.unfinished_ms;
        const bool begun = with_store([&](UploadStore& store) {
            const bool fits = has_room(upload.length) &&
                              store.bytes_of(upload.name.office) + upload.length <= limits_.office_bytes_max;
            if (fits) {
                store.begin(upload);
            }
            return fits;
        });
        if (!begun) {
            return no_room("no room for pictures; rows still go");
        }
    }
    if (upload.offset == 0 && (has_offset_type(request) || upload.length == 0)) {
        return receive(request, std::move(upload), *turn);
    }
    return UploadAnswer()
        .with("Upload-Offset", std::to_string(upload.offset))
        .with("Upload-Expires", http_date(upload.expires_ms));
}

UploadAnswer Uploads::head(const UploadName& name) {
    // Whoever asks where to go on has lost its line: what the dead one brought counts first.
    const auto turn = turns_.take(name, ground_.clock.steady_ms(), true);
    const Standing standing = standing_of(name);
    if (!standing.held && !standing.coming) {
        return refuse(404, "no such upload").with("Cache-Control", "no-store");
    }
    const std::uint64_t length = standing.held ? standing.held->bytes : standing.coming->length;
    const std::string metadata = standing.held ? standing.held->metadata : standing.coming->metadata;
    UploadAnswer answer;
    answer.status = 200;
    answer.with("Cache-Control", "no-store")
        .with("Upload-Offset", std::to_string(standing.held ? length : standing.coming->offset))
        .with("Upload-Length", std::to_string(length));
    if (!standing.held) {
        answer.with("Upload-Expires", http_date(standing.coming->expires_ms));
    }
    return metadata.empty() ? answer : answer.with("Upload-Metadata", metadata);
}

UploadAnswer Uploads::patch(const UploadRequest& request, const UploadName& name) {
    if (!has_offset_type(request)) {
        return refuse(415, "Content-Type: application/offset+octet-stream is asked for");
    }
    const std::optional<std::uint64_t> offset = number_from_header(request.header("Upload-Offset"));
    if (!offset) {
        return refuse(400, "Upload-Offset is asked for");
    }
    std::optional<UploadTurns::Turn> turn = turns_.take(name, ground_.clock.steady_ms(), false);
    if (!turn) {
        return refuse(423, "another request adds to this upload");
    }
    Standing standing = standing_of(name);
    if (!standing.held && !standing.coming) {
        return refuse(404, "no such upload");
    }
    const std::uint64_t here = standing.held ? standing.held->bytes : standing.coming->offset;
    if (*offset != here || (standing.held && request.body_bytes != 0)) {
        return refuse(409, "the offset is another one").with("Upload-Offset", std::to_string(here));
    }
    return standing.held ? UploadAnswer().with("Upload-Offset", std::to_string(here))
                         : receive(request, *std::move(standing.coming), *turn);
}

UploadAnswer Uploads::receive(const UploadRequest& request, Upload upload, UploadTurns::Turn& turn) {
    std::optional<UploadChecksum> checksum;
    if (const std::string header = request.header("Upload-Checksum"); !header.empty()) {
        checksum = UploadChecksum::from(header);
        if (!checksum) {
            return refuse(400, "Upload-Checksum: sha1 or sha256, and the sum in Base64");
        }
    }
    const std::uint64_t left = upload.length - upload.offset;
    if (request.body_bytes.value_or(0) > left) {
        return refuse(413, "longer than the upload was said to be");
    }
    if (!has_room(request.body_bytes.value_or(left))) {
        return no_room("no room for pictures; rows still go");
    }
    const UploadName name = upload.name;
    upload.expires_ms = ground_.clock.wall_ms() + limits_.unfinished_ms;
    FileDescriptor file = UploadStore::open(upload, ground_.folder);
    UploadReceiving receiving(
        std::move(upload), std::move(file), std::move(checksum),
        [this](const Upload& now) { with_store([&](UploadStore& store) { store.note_progress(now); }); });
    const HandingOver handing_over(turn, receiving);
    bool fits = true;
    const bool whole = request.body([&](BytesView piece) {
        return turn.run(ground_.clock.steady_ms(), [&] { fits = receiving.take(piece); }) && fits;
    });
    bool checks = true;
    bool held = false;
    const bool ours = turn.run(ground_.clock.steady_ms(), [&] {
        if (whole) {
            checks = receiving.ended();
        } else {
            receiving.record();
        }
        if (receiving.upload().is_whole() && checks) {
            checks = held = UploadStore::move_to_evidence(receiving.upload(), ground_.folder);
            with_store(
                [&](UploadStore& store) { held ? store.finish(receiving.upload()) : store.drop(name); });
        }
    });
    if (!ours) {
        return refuse(423, "another request went on with this upload");
    }
    if (!fits) {
        return refuse(413, "longer than the upload was said to be");
    }
    if (!checks) {
        return refuse(460, receiving.upload().is_whole() && !held
                               ? "the whole is not what its name says; the upload is void, begin again"
                               : "the body does not have the sum that was named; nothing of it was kept");
    }
    UploadAnswer answer;
    answer.with("Upload-Offset", std::to_string(receiving.upload().offset));
    return held ? answer : answer.with("Upload-Expires", http_date(receiving.upload().expires_ms));
}

// False: it is not what its name says, and is gone.
bool Uploads::complete(const Upload& upload) {
    const bool is_so = UploadStore::move_to_evidence(upload, ground_.folder);
    with_store([&](UploadStore& store) { is_so ? store.finish(upload) : store.drop(upload.name); });
    return is_so;
}

// What stands of an upload. One that was whole when we were killed is completed now.
Uploads::Standing Uploads::standing_of(const UploadName& name) {
    const auto look = [&] {
        return with_store([&](UploadStore& store) {
            Standing standing;
            standing.coming = store.unfinished(name);
            standing.held = store.held(name);
            return standing;
        });
    };
    Standing standing = look();
    if (!standing.held && standing.coming && standing.coming->is_whole()) {
        static_cast<void>(complete(*standing.coming));
        standing = look();
    }
    return standing;
}

// Evidence that has arrived stays: an agent can take back only what it has not finished.
UploadAnswer Uploads::terminate(const UploadName& name) {
    const auto turn = turns_.take(name, ground_.clock.steady_ms(), true);
    return with_store([&](UploadStore& store) {
        if (store.held(name)) {
            return refuse(403, "evidence that has arrived stays");
        }
        if (!store.unfinished(name)) {
            return refuse(404, "no such upload");
        }
        store.drop(name);
        return UploadAnswer();
    });
}

bool Uploads::is_revoked(const WriterId& agent) {
    const Centre::Writing writing = ground_.writing();
    const std::optional<AgentRow> known = writing.store().agent(agent);
    return known && known->revoked;
}

bool Uploads::has_room(std::uint64_t bytes) const {
    return room_for_pictures(ground_.folder, bytes) &&
           (limits_.free_bytes_min == 0 || free_bytes(ground_.folder) >= limits_.free_bytes_min + bytes);
}

void Uploads::remove_expired_now_and_then() {
    const std::int64_t now = ground_.clock.steady_ms();
    std::int64_t last = expired_at_ms_;
    if (now - last >= expire_every_ms && expired_at_ms_.compare_exchange_strong(last, now)) {
        with_store([&](UploadStore& store) { store.remove_expired(ground_.clock.wall_ms()); });
    }
}

}  // namespace phirap::server
