#include "agent/bundling.h"

#include <algorithm>

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

// Previews first, then what is sent of each: as many as one file holds.
std::vector<Sha256> pictures_for(UploadTable& uploads, std::size_t bytes_max, bool& all) {
    uploads.look_through_reports();
    std::vector<Sha256> names;
    std::uint64_t bytes = 0;
    const auto take = [&](const OutgoingPicture& picture) {
        const bool due = picture.bytes > 0 && picture.state != UploadState::delivered &&
                         std::ranges::find(names, picture.name) == names.end();
        if (!due) {
            return;
        }
        if (names.size() == limits::bundle_pictures_max || bytes + picture.bytes > bytes_max) {
            all = false;
            return;
        }
        bytes += picture.bytes;
        names.push_back(picture.name);
    };
    const std::vector<PictureUnderWay> under_way = uploads.under_way();
    std::ranges::for_each(under_way, take, &PictureUnderWay::preview);
    std::ranges::for_each(under_way, take, &PictureUnderWay::rendition);
    return names;
}

void learn_pictures(ReadAnswers& answers, UploadTable* uploads, const RoundOutcome& outcome) {
    if (uploads == nullptr || outcome.pictures_asked.size() != outcome.pictures_kept.size()) {
        return;
    }
    uploads->learn(outcome.pictures_asked, outcome.pictures_kept);
    answers.delivered += static_cast<std::size_t>(
        std::ranges::count_if(outcome.pictures_kept, [](Kept kept) { return kept != Kept::no; }));
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

MadeBundle make_bundle(AgentStore& store, UploadTable* uploads) {
    MadeBundle made;
    const std::vector<Sha256> pictures =
        uploads == nullptr ? std::vector<Sha256>()
                           : pictures_for(*uploads, limits::bundle_picture_bytes_max, made.all);
    const std::vector<PreparedRound> rounds = prepare_bundle(store, pictures);
    Bundle bundle;
    const auto add_rounds = [&](bool enrolment) {
        for (const PreparedRound& round : rounds) {
            if (round.enrolment == enrolment) {
                made.operations += round.operations;
                bundle.parts.push_back(
                    {enrolment ? BundlePart::Kind::enrolment : BundlePart::Kind::round, round.request});
            }
        }
    };
    add_rounds(true);
    for (const Sha256& name : pictures) {
        Result<Bytes> bytes = uploads->renditions().read(name, 0, limits::bundle_picture_bytes_max);
        if (bytes) {
            bundle.parts.push_back({BundlePart::Kind::picture, *std::move(bytes)});
            ++made.pictures;
        }
    }
    add_rounds(false);
    made.all &= made.operations >= store.outbox();
    remember(store, rounds);
    std::optional<Bytes> file = encode_bundle(bundle, store.enrolment().server_key, store.chance());
    invariant(file.has_value(), "a server's key, which signed for it, can be sealed to");
    made.file = *std::move(file);
    return made;
}

Result<ReadAnswers> read_answers(AgentStore& store, BytesView file, UploadTable* uploads) {
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
        learn_pictures(answers, uploads, outcome);
    }
    if (answers.obeyed + answers.passed_over == 0) {
        return fail(ErrorKind::bad_input, "bundle_answer_to_another");
    }
    const std::uint64_t outbox = store.outbox();
    answers.confirmed = outbox_before > outbox ? outbox_before - outbox : 0;
    return answers;
}

}  // namespace phirap::agent
