#include "server/bundling.h"

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

DoorAnswer answer_to(ServerStore& store, const BundlePart& part, const Pace& pace) {
    return part.kind == BundlePart::Kind::enrolment ? answer_enrolment(store, part.bytes, pace)
                                                    : answer_sync(store, part.bytes, pace);
}

}  // namespace

Result<TakenBundle> take_bundle(ServerStore& store, BytesView file, const Pace& pace) {
    const Result<Bundle> bundle = decode_bundle(file, store.key(), Bundle::Way::to_server);
    if (!bundle) {
        return tl::unexpected(bundle.error());
    }
    TakenBundle taken;
    Bundle answers{Bundle::Way::to_agent, {}};
    std::optional<AgentRow> agent;
    for (const BundlePart& part : bundle->parts) {
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
