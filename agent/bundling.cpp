#include "agent/bundling.h"

#include "agent/bundled_rounds.h"
#include "shared/core/invariant.h"
#include "shared/wire/bundle.h"
#include "shared/wire/limits.h"

namespace phirap::agent {
namespace {

// Which of our rounds a part answers, if it is the server's word at all.
std::optional<Nonce> nonce_in(const AgentStore& store, const BundlePart& part) {
    const bool enrolment = part.kind == BundlePart::Kind::enrolment;
    const std::optional<SyncResponse> parts = enrolment ? std::nullopt : decode_response(part.bytes);
    const BytesView words = enrolment ? BytesView(part.bytes)
                            : parts   ? BytesView(parts->acknowledgement)
                                      : BytesView();
    const auto word = decode_acknowledgement(words, store.enrolment().server_key);
    return word && word->agent == store.enrolment().agent ? std::optional(word->nonce) : std::nullopt;
}

void add(ReadAnswers& answers, const RoundOutcome& outcome) {
    ++answers.obeyed;
    answers.fetched += outcome.fetched;
    answers.new_lineage |= outcome.new_lineage;
    if (outcome.ending == Ending::refused) {
        answers.refused = outcome;
    }
}

}  // namespace

MadeBundle make_bundle(AgentStore& store) {
    const std::vector<PreparedRound> rounds = prepare_bundle(store);
    MadeBundle made;
    Bundle bundle;
    for (const PreparedRound& round : rounds) {
        made.operations += round.operations;
        bundle.parts.push_back(
            {round.enrolment ? BundlePart::Kind::enrolment : BundlePart::Kind::round, round.request});
    }
    made.all = made.operations >= store.outbox();
    remember(store, rounds);
    std::optional<Bytes> file = encode_bundle(bundle, store.enrolment().server_key, store.chance());
    invariant(file.has_value(), "a server's key, which signed for it, can be sealed to");
    made.file = *std::move(file);
    return made;
}

Result<ReadAnswers> read_answers(AgentStore& store, BytesView file) {
    const Result<Bundle> bundle = decode_bundle(file, store.key(), Bundle::Way::to_agent);
    if (!bundle) {
        return tl::unexpected(bundle.error());
    }
    const std::uint64_t outbox_before = store.outbox();
    ReadAnswers answers;
    for (const BundlePart& part : bundle->parts) {
        const std::optional<Nonce> nonce = nonce_in(store, part);
        if (!nonce) {
            continue;
        }
        const std::optional<PreparedRound> round = remembered(store, *nonce);
        if (!round) {
            ++answers.passed_over;
            continue;
        }
        const RoundOutcome outcome = finish_round(store, *round, part.bytes);
        if (outcome.ending == Ending::not_the_server) {
            continue;
        }
        forget(store, *nonce);
        add(answers, outcome);
    }
    if (answers.obeyed + answers.passed_over == 0) {
        return fail(ErrorKind::bad_input, "bundle_answer_to_another");
    }
    const std::uint64_t outbox = store.outbox();
    answers.confirmed = outbox_before > outbox ? outbox_before - outbox : 0;
    return answers;
}

}  // namespace phirap::agent
