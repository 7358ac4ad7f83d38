#include "agent/sync_round.h"

#include <algorithm>

#include "shared/core/invariant.h"
#include "shared/core/mutant.h"
#include "shared/wire/limits.h"

namespace phirap::agent {
namespace {

constexpr std::string_view program_version = "0.1.0";

std::uint64_t start_of(const LoggedBranch& branch) {
    return branch.fork ? branch.fork->sequence : 0;
}

struct Offer {
    std::vector<OfferedTip> tips;
    std::vector<Place> places;

    void add(const OperationLog& log, const Place& place) {
        if (tips.size() < limits::tips_max) {
            tips.push_back({log.branch(place.branch).lineage, place.sequence, name_of(*log.id_at(place))});
            places.push_back(place);
        }
    }
};

// Our own run always; every other one while something of it is not confirmed. A run of which the server
// knows no part by the names it gave is offered by names further and further back.
Offer offer_of(const AgentStore& store, const OperationLog& log, const Progress& progress) {
    Offer offer;
    for (const LoggedBranch& branch : log.branches()) {
        const std::uint64_t start = start_of(branch);
        const bool own = branch.number == progress.own_branch && !mutant(Mutant::own_tip_not_audited);
        if (mutant(Mutant::foreign_not_offered) && branch.writer != store.enrolment().agent) {
            continue;
        }
        if (branch.tip == start || (!own && store.confirmed(branch, progress) >= branch.tip)) {
            continue;
        }
        // What has rotted here is not offered: the server sends again what it cannot take for held.
        const std::optional<Place> sound = log.sound_up_to({branch.number, branch.tip});
        if (!sound || sound->branch != branch.number) {
            continue;
        }
        offer.add(log, *sound);
        if (store.confirmation(branch.number).ladder) {
            for (std::uint64_t back = 1; back < sound->sequence - start; back *= 2) {
                offer.add(log, {branch.number, sound->sequence - back});
            }
        }
    }
    return offer;
}

std::optional<FrameAhead> next_frame(const AgentStore& store, const OperationLog& log,
                                     const LoggedBranch& branch, std::uint64_t after, const CutSize& size,
                                     bool with_history) {
    const std::optional<Frame> frame = cut_frame(log, branch, after, branch.tip, size, with_history,
                                                 store.enrolment().server(), &store.key());
    if (!frame) {
        return std::nullopt;
    }
    return FrameAhead{branch.number, after, frame->header.count, encode_frame(*frame)};
}

// A run that forked goes up after the run that it forked from, and the server's words before those of the
// writers that they admit: log order gives both.
struct Cut {
    CutSize size;
    std::vector<FrameAhead> ahead;
    bool blind = false;       // by bundle: bodies at once, whatever the server may hold
    std::vector<Place> sent;  // by the rounds of the same bundle before this one

    [[nodiscard]] std::uint64_t start(const LoggedBranch& branch, const Confirmation& confirmation) const {
        const auto found = std::ranges::find(sent, branch.number, &Place::branch);
        const std::uint64_t confirmed = std::max(confirmation.fed, confirmation.acked);
        const std::uint64_t known =
            std::max(std::min(confirmed, confirmation.again.value_or(confirmed)), start_of(branch));
        return found == sent.end() ? known : std::max(known, found->sequence);
    }
};

void add_frames(const AgentStore& store, const OperationLog& log, const Cut& cut, SyncRequest& request,
                PreparedRound& prepared) {
    const CutSize& size = cut.size;
    std::size_t bytes = 0;
    for (const LoggedBranch& branch : log.branches()) {
        if (mutant(Mutant::foreign_not_offered) && branch.writer != store.enrolment().agent) {
            continue;
        }
        const Confirmation confirmation = store.confirmation(branch.number);
        if (confirmation.ladder && !cut.blind) {
            continue;  // names first: the server holds some of it, we do not know how much
        }
        std::uint64_t after = cut.start(branch, confirmation);
        while (after < branch.tip && bytes < size.bytes_max &&
               request.frames.size() < limits::frames_per_request_max) {
            const auto ready = std::ranges::find_if(cut.ahead, [&](const FrameAhead& frame) {
                return frame.branch == branch.number && frame.after == after && !confirmation.plain;
            });
            std::optional<FrameAhead> frame =
                ready != cut.ahead.end()
                    ? *ready
                    : next_frame(store, log, branch, after, {size.bytes_max - bytes, size.operations_max},
                                 !confirmation.plain);
            const bool fits = frame && (request.frames.empty() ||
                                        bytes + frame->encoded.size() <= limits::request_bytes_max / 2);
            if (!fits) {
                break;
            }
            bytes += frame->encoded.size();
            after += frame->count;
            prepared.operations += frame->count;
            std::erase_if(prepared.sent, [&](const Place& sent) { return sent.branch == branch.number; });
            prepared.sent.push_back({branch.number, after});
            request.frames.push_back(std::move(frame->encoded));
        }
    }
}

// The papers of those whose operations we hold unconfirmed, and our own: the server may have lost them.
std::vector<Bytes> papers_to_show(const AgentStore& store) {
    std::vector<Bytes> papers;
    if (!store.enrolment().paper.empty()) {
        papers.push_back(store.enrolment().paper);
    }
    const Report office_file = store.office_file();
    for (const EntityState* admission : office_file.visible(EntityKind::admission)) {
        const Bytes* paper = std::get_if<Bytes>(&admission->shown("paper"));
        if (paper != nullptr && std::ranges::find(papers, *paper) == papers.end() &&
            papers.size() < limits::papers_max) {
            papers.push_back(*paper);
        }
    }
    return papers;
}

PreparedRound prepare_enrolment(AgentStore& store) {
    PreparedRound prepared;
    const Enrolment& enrolment = store.enrolment();
    prepared.enrolment = true;
    prepared.nonce = store.chance().id<Nonce>();
    EnrolmentRequest request;
    request.key = store.key().public_key();
    request.nonce = prepared.nonce;
    request.office = enrolment.office;
    request.secret = *enrolment.secret;
    request.wall_ms = store.clock().wall_ms();
    request.machine = enrolment.machine;
    prepared.request = encode_enrolment(request, store.key());
    prepared.digest = digest_of({prepared.request});
    prepared.sent_steady_ms = store.clock().steady_ms();
    return prepared;
}

PreparedRound prepare_sync(AgentStore& store, const Cut& cut,
                           const std::optional<std::vector<Sha256>>& pictures = std::nullopt) {
    PreparedRound prepared;
    const OperationLog log = store.log();
    const Progress progress = store.progress();
    Offer offer = offer_of(store, log, progress);
    SyncRequest request;
    Hello& hello = request.hello;
    prepared.nonce = hello.nonce = store.chance().id<Nonce>();
    prepared.offered = offer.places;
    hello.agent = store.enrolment().agent;
    hello.wall_ms = store.clock().wall_ms();
    hello.cursor = progress.cursor;
    hello.tips = std::move(offer.tips);
    hello.queue = store.outbox();
    hello.version = program_version;
    hello.pictures = pictures;
    prepared.pictures_asked = pictures.value_or(std::vector<Sha256>());
    // Without a cursor we do not know what the server holds: names first, bodies when it has answered. Who is
    // revoked gets no cursor, but the answer to the names.
    if (progress.cursor || cut.blind || progress.verdict == Verdict::revoked) {
        add_frames(store, log, cut, request, prepared);
    }
    prepared.cursor = progress.cursor;
    if (!progress.cursor || progress.verdict == Verdict::unadmitted || store.papers_asked_for()) {
        request.papers = papers_to_show(store);
    }
    prepared.request = encode_request(request, store.key());
    prepared.digest = digest_of({prepared.request});
    prepared.sent_steady_ms = store.clock().steady_ms();
    store.note_rot_met(log);
    return prepared;
}

}  // namespace

bool has_code_to_redeem(const AgentStore& store) {
    return store.enrolment().paper.empty() && store.enrolment().secret;
}

PreparedRound prepare_round(AgentStore& store, const CutSize& size, const std::vector<FrameAhead>& ahead,
                            const std::optional<std::vector<Sha256>>& pictures) {
    store.mend_what_was_met();
    return has_code_to_redeem(store) ? prepare_enrolment(store)
                                     : prepare_sync(store, {size, ahead, false, {}}, pictures);
}

std::vector<PreparedRound> prepare_bundle(AgentStore& store, std::span<const Sha256> pictures) {
    store.mend_what_was_met();
    std::vector<PreparedRound> rounds;
    if (has_code_to_redeem(store)) {
        rounds.push_back(prepare_enrolment(store));
    }
    Cut cut{{limits::request_bytes_max / 2, limits::frame_operations_max}, {}, true, {}};
    do {
        const auto asked = pictures.first(std::min(pictures.size(), limits::pictures_asked_max));
        pictures = pictures.subspan(asked.size());
        std::optional<std::vector<Sha256>> names;
        if (!asked.empty()) {
            names.emplace(asked.begin(), asked.end());
        }
        rounds.push_back(prepare_sync(store, cut, names));
        for (const Place& sent : rounds.back().sent) {
            std::erase_if(cut.sent, [&](const Place& before) { return before.branch == sent.branch; });
            cut.sent.push_back(sent);
        }
    } while (rounds.size() < limits::bundle_rounds_max &&
             (rounds.back().operations > 0 || !pictures.empty()));
    const bool idle = rounds.back().operations == 0 && rounds.back().pictures_asked.empty();
    if (!cut.sent.empty() && idle) {
        rounds.pop_back();  // the one before it has the last of them
    }
    for (PreparedRound& round : rounds) {
        round.sent_steady_ms.reset();
    }
    return rounds;
}

std::vector<FrameAhead> cut_ahead(const AgentStore& store, const PreparedRound& prepared,
                                  const CutSize& size) {
    std::vector<FrameAhead> ahead;
    std::size_t bytes = 0;
    const OperationLog log = store.log();
    for (const Place& sent : prepared.sent) {
        const LoggedBranch& branch = log.branch(sent.branch);
        std::uint64_t after = sent.sequence;
        while (after < branch.tip && bytes < size.bytes_max &&
               ahead.size() < limits::frames_per_request_max) {
            std::optional<FrameAhead> frame =
                next_frame(store, log, branch, after, {size.bytes_max - bytes, size.operations_max}, true);
            if (!frame) {
                break;
            }
            bytes += frame->encoded.size();
            after += frame->count;
            ahead.push_back(*std::move(frame));
        }
    }
    return ahead;
}

}  // namespace phirap::agent
