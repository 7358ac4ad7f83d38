#include "server/bundling.h"

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

// Of the office of an admitted agent that signed a request of this bundle; of nobody else's.
std::optional<Office> office_of(const ServerStore& store, const Bundle& bundle) {
    for (const BundlePart& part : bundle.parts) {
        const std::optional<ReceivedRequest> request =
            part.kind == BundlePart::Kind::round ? decode_request(part.bytes) : std::nullopt;
        const std::optional<AgentRow> agent =
            request ? store.agent(request->request.hello.agent) : std::nullopt;
        if (agent && !agent->revoked && hello_holds(*request, agent->key)) {
            return agent->office;
        }
    }
    return std::nullopt;
}

// One that finds no room is not held, and so the answer says.
bool take_picture(ServerStore& store, const PictureRoom& room, const Office& office, const Bytes& bytes) {
    UploadStore uploads(store.database(), room.data);
    Upload upload;
    upload.name = {office, sha256_of(bytes)};
    upload.length = upload.offset = bytes.size();
    const bool fits = bytes.size() <= room.limits.bytes_max &&
                      uploads.bytes_of(office) + bytes.size() <= room.limits.office_bytes_max &&
                      room_for_pictures(room.data, bytes.size());
    if (uploads.held(upload.name) || !fits) {
        return false;
    }
    uploads.evidence_of(office).put(bytes);
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
    std::optional<Office> office;  // the pictures'; "" when nobody signed for them
    for (const BundlePart& part : bundle->parts) {
        if (part.kind == BundlePart::Kind::picture) {
            if (!office) {
                office = office_of(store, *bundle).value_or("");
            }
            taken.pictures += !office->empty() && take_picture(store, room, *office, part.bytes) ? 1 : 0;
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
