#include "server/bundling.h"

#include <set>

#include "server/upload_store.h"
#include "shared/host/disk_room.h"
#include "shared/wire/admission.h"
#include "shared/wire/bundle.h"
#include "shared/wire/sync_message.h"

namespace phirap::server {
namespace {

// Who made a part, and the key to answer to: an admitted agent's, or the one that asks to be.
std::optional<WriterId> maker_of(const BundlePart& part) {
    if (part.kind == BundlePart::Kind::enrolment) {
        const std::optional<EnrolmentRequest> request = decode_enrolment(part.bytes);
        return request ? std::optional(writer_of(request->key)) : std::nullopt;
    }
    const std::optional<ReceivedRequest> request = decode_request(part.bytes);
    return request ? std::optional(request->request.hello.agent) : std::nullopt;
}

// The pictures that an admitted agent of `office` asked about, under its signature. Others in the file are
// nobody's: whoever has an old request of an agent can seal it to us again with whatever beside it.
struct SignedFor {
    Office office;
    std::set<Sha256> pictures;
};
SignedFor signed_for(const ServerStore& store, const Bundle& bundle) {
    SignedFor found;
    for (const BundlePart& part : bundle.parts) {
        const std::optional<ReceivedRequest> request =
            part.kind == BundlePart::Kind::round ? decode_request(part.bytes) : std::nullopt;
        const std::optional<AgentRow> agent =
            request ? store.agent(request->request.hello.agent) : std::nullopt;
        const bool counts = agent && !agent->revoked && hello_holds(*request, agent->key) &&
                            (found.office.empty() || found.office == agent->office);
        if (counts) {
            found.office = agent->office;
            if (const auto& pictures = request->request.hello.pictures) {
                found.pictures.insert(pictures->begin(), pictures->end());
            }
        }
    }
    return found;
}

// One that nobody signed for, or that finds no room, is not held, and so the answer says.
bool take_picture(ServerStore& store, const PictureRoom& room, const SignedFor& by, const Bytes& bytes) {
    UploadStore uploads(store.database(), room.data);
    Upload upload;
    upload.name = {by.office, sha256_of(bytes)};
    upload.length = upload.offset = bytes.size();
    const bool fits = by.pictures.contains(upload.name.sha256) && bytes.size() <= room.limits.bytes_max &&
                      uploads.bytes_of(by.office) + bytes.size() <= room.limits.office_bytes_max &&
                      room_for_pictures(room.data, bytes.size());
    if (uploads.held(upload.name) || !fits) {
        return false;
    }
    uploads.evidence_of(by.office).put(bytes);
    uploads.finish(upload);
    return true;
}

DoorAnswer answer_to(ServerStore& store, const BundlePart& part, const Pace& pace) {
    return part.kind == BundlePart::Kind::enrolment ? answer_enrolment(store, part.bytes, pace)
                                                    : answer_sync(store, part.bytes, pace);
}

}  // namespace

Result<TakenBundle> take_bundle(ServerStore& store, const PictureRoom& room, BytesView file,
                                const Pace& pace) {
    const Result<Bundle> bundle = decode_bundle(file, store.key(), Bundle::Way::to_server);
    if (!bundle) {
        return tl::unexpected(bundle.error());
    }
    TakenBundle taken;
    Bundle answers{Bundle::Way::to_agent, {}};
    std::optional<AgentRow> agent;
    std::optional<SignedFor> by;
    for (const BundlePart& part : bundle->parts) {
        if (part.kind == BundlePart::Kind::picture) {
            if (!by) {
                by = signed_for(store, *bundle);
            }
            taken.pictures += take_picture(store, room, *by, part.bytes) ? 1 : 0;
            continue;
        }
        const std::optional<WriterId> maker = maker_of(part);
        DoorAnswer answer = answer_to(store, part, pace);
        if (!maker || answer.body.empty()) {
            continue;
        }
        answers.parts.push_back({part.kind, std::move(answer.body)});
        agent = store.agent(*maker);
        if (agent) {
            taken.agent = agent->agent;
            taken.office = agent->office;
        }
        taken.appended += answer.appended;
        ++taken.rounds;
    }
    if (!agent) {
        return fail(ErrorKind::refused, "bundle_from_unknown");
    }
    const std::optional<Bytes> sealed = encode_bundle(answers, agent->key, store.chance());
    if (!sealed) {
        return fail(ErrorKind::refused, "bundle_from_unknown");
    }
    taken.answer = *sealed;
    return taken;
}

}  // namespace phirap::server
