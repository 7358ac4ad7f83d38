#include "server/sync_door.h"

#include <algorithm>

#include "server/enrol.h"
#include "server/feed_page.h"
#include "server/intake.h"
#include "server/rot.h"
#include "server/upload_store.h"
#include "server/upload_token.h"
#include "shared/core/mutant.h"
#include "shared/replica/join_frame.h"
#include "shared/wire/limits.h"

namespace phirap::server {
namespace {

// Beside the wants of the frames that came; an acknowledgement has room for frames_per_request_max in all.
constexpr std::size_t wanted_again_max = 4;

Acknowledgement word_to(const SigningKey& key, const WriterId& agent, const Nonce& nonce, BytesView request,
                        std::int64_t wall_ms) {
    Acknowledgement word;
    word.server = key.writer();
    word.agent = agent;
    word.nonce = nonce;
    word.request = digest_of({request});
    word.wall_ms = wall_ms;
    return word;
}

int status_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::unadmitted:
        case Verdict::other_office:
        case Verdict::code_refused:
            return 403;
        case Verdict::busy:
        case Verdict::store_trouble:
            return 503;
        default:
            return 200;
    }
}

DoorAnswer signed_answer(const SigningKey& key, Acknowledgement word, const std::vector<PageItem>& items) {
    SyncResponse response;
    response.page = encode_page(items);
    word.page = digest_of({response.page});
    response.acknowledgement = encode_acknowledgement(word, key);
    return {status_of(word.verdict), encode_response(response), 0};
}

// What we may say that we hold, up to a place: not what has rotted, nor what stands behind it, which nobody
// could be given without.
Held sound(const OperationLog& log, const Place& place) {
    const std::optional<Place> sound = log.sound_up_to(place);
    const std::optional<OperationId> id = sound ? log.id_at(*sound) : std::nullopt;
    return id ? Held{sound->sequence, *id} : Held{};
}

// The first that has rotted of each run: whoever holds it is asked to bring it again.
std::vector<Want> wanted_again(const OperationLog& log) {
    std::vector<Want> wants;
    std::optional<std::uint32_t> last_branch;
    for (const Place& place : log.damaged()) {
        if (place.branch != last_branch && wants.size() < wanted_again_max) {
            last_branch = place.branch;
            const std::optional<Place> before = log.before(place);
            const std::optional<OperationId> id = before ? log.id_at(*before) : std::nullopt;
            wants.push_back({log.branch(place.branch).lineage, place.sequence - 1,
                             id ? name_of(*id) : OperationName{0}, Want::Why::gap});
        }
    }
    return wants;
}

// The longest prefix of each offered tip that is held. Of a tip that we do not hold we know only its lineage
// and number: we name the longest run below it, and the agent checks that against its own.
std::vector<Held> held_of(const OperationLog& log, const std::vector<OfferedTip>& tips,
                          Frontier& reader_holds, const Ancestry& ancestry) {
    std::vector<Held> held;
    for (const OfferedTip& tip : tips) {
        if (tip.sequence == 0) {
            held.push_back({});
            continue;
        }
        std::optional<Place> place = log.find(tip.lineage, tip.sequence, tip.name);
        if (mutant(Mutant::tips_equal_by_number)) {
            for (const LoggedBranch& branch : log.branches()) {
                if (branch.lineage == tip.lineage && branch.tip == tip.sequence) {
                    place = Place{branch.number, tip.sequence};
                }
            }
        }
        if (place) {
            held.push_back(sound(log, *place));
            reader_holds.include(ancestry.up_to(*place));
            continue;
        }
        Held best;
        for (const LoggedBranch& branch : log.branches()) {
            const std::uint64_t below = std::min(branch.tip, tip.sequence - 1);
            if (branch.lineage == tip.lineage && below > best.sequence) {
                const Held there = sound(log, {branch.number, below});
                best = there.sequence > best.sequence ? there : best;
            }
        }
        held.push_back(best);
    }
    return held;
}

// What merging holds back of this office for a reason that the server gave or that anyone can see: the
// officer is told with the acknowledgement, not only when the feed has come.
std::vector<EntityId> standing_holds(const Law& law) {
    std::vector<EntityId> holds;
    for (const auto& [operation, is_held] : law.holds) {
        if (is_held && holds.size() < limits::holds_max) {
            holds.push_back(operation);
        }
    }
    std::ranges::sort(holds);
    return holds;
}

class Round {
  public:
    Round(ServerStore& store, BytesView bytes, const ReceivedRequest& received, const Pace& pace)
        : store_(store), received_(received), pace_(pace), hello_(received.request.hello) {
        word_ = word_to(store.key(), hello_.agent, hello_.nonce, bytes, store.clock().wall_ms());
        word_.epoch = store.epoch();
        word_.spread_ms = pace.spread_ms;
        word_.come_back_ms = pace.come_back_ms;
    }

    DoorAnswer answer() {
        if (word_.come_back_ms > 0) {
            return refuse(Verdict::busy);
        }
        if (hello_.protocol_min > protocol_version) {
            return refuse(Verdict::unsupported);
        }
        Transaction transaction(store_.database());
        const std::optional<AgentRow> agent = carrier();
        if (!agent) {
            return refuse(Verdict::unadmitted);
        }
        if (!hello_holds(received_, agent->key)) {
            return refuse(Verdict::damaged);
        }
        if (mutant(Mutant::revoked_turned_away) && agent->revoked) {
            return refuse(Verdict::unadmitted);
        }
        const Intake intake = take(*agent);
        store_.heard_of(agent->agent, hello_, intake.appended);
        if (mutant(Mutant::acknowledged_before_commit)) {
            DoorAnswer hasty = acknowledge(*agent, intake);
            try {
                transaction.commit();
            } catch (const StoreError&) {
                return hasty;
            }
            return hasty;
        }
        transaction.commit();
        DoorAnswer answer = acknowledge(*agent, intake);
        answer.appended = intake.appended;
        return answer;
    }

  private:
    DoorAnswer refuse(Verdict verdict) {
        word_.verdict = verdict;
        return signed_answer(store_.key(), word_, {});
    }

    // Who brings it: as we know it, or by a paper that we signed before we were restored.
    std::optional<AgentRow> carrier() {
        if (std::optional<AgentRow> known = store_.agent(hello_.agent)) {
            return known;
        }
        for (const Bytes& paper : received_.request.papers) {
            const std::optional<Admission> admission = read_paper(paper, store_.key().public_key());
            if (admission && writer_of(admission->key) == hello_.agent &&
                hello_holds(received_, admission->key) && admit(store_, admission->office, paper, "")) {
                return store_.agent(hello_.agent);
            }
        }
        return std::nullopt;
    }

    Intake take(const AgentRow& agent) {
        OperationLog log = store_.log(agent.office);
        if (mutant(Mutant::rights_judged_by_carrier)) {
            std::vector<Bytes> own = received_.request.frames;
            std::erase_if(own, [&](const Bytes& encoded) {
                const std::optional<Frame> frame = decode_frame(encoded);
                return frame && frame->header.writer != agent.agent;
            });
            return take_in(store_, log, own, received_.request.papers);
        }
        return take_in(store_, log, received_.request.frames, received_.request.papers);
    }

    // Read after the commit, so that it speaks only of what is on the disk. Begins anew when it met rot: the
    // second time all of it is noted.
    DoorAnswer acknowledge(const AgentRow& agent, const Intake& intake) {
        const OperationLog log = store_.log(agent.office);
        Frontier reader_holds;
        word_.cursor_unknown = false;
        word_.verdict = agent.revoked         ? Verdict::revoked
                        : intake.damaged      ? Verdict::damaged
                        : intake.other_office ? Verdict::other_office
                                              : Verdict::taken;
        const Ancestry ancestry = log.ancestry();
        word_.held = held_of(log, hello_.tips, reader_holds, ancestry);
        // In the midst of a backlog we do not hold the tips that it offers; what it brought, it holds too.
        for (const Place& brought : intake.brought.places()) {
            reader_holds.include(ancestry.up_to(brought));
        }
        word_.wants = intake.wants;
        std::ranges::copy(wanted_again(log), std::back_inserter(word_.wants));
        word_.wants.resize(std::min(word_.wants.size(), limits::frames_per_request_max));
        word_.unknown_writers = intake.unknown_writers;
        word_.holds = standing_holds(store_.law(agent.office));
        word_.head = store_.feed(agent.office).position;
        if (agent.revoked) {
            // It is given no feed, but must learn when we were put back: others' work that it holds may be
            // nowhere else.
            word_.cursor = hello_.cursor;
            word_.cursor_unknown = hello_.cursor && !is_of_this_feed(store_, agent.office, *hello_.cursor);
            return signed_answer(store_.key(), word_, {});
        }
        tell_of_pictures(agent);
        std::optional<FeedPage> page =
            feed_page(store_, log, hello_.cursor, reader_holds, pace_.page_bytes_max);
        if (!log.rot_met().empty()) {
            // Where one has rotted, others will have. What was said above was said before this was known.
            const std::size_t met = look_for_rot(store_, agent.office);
            DoorAnswer answer = acknowledge(agent, intake);
            answer.rotten += met;
            return answer;
        }
        if (!page) {
            word_.cursor_unknown = true;
            return signed_answer(store_.key(), word_, {});
        }
        word_.cursor = page->after;
        return signed_answer(store_.key(), word_, page->items);
    }

    // Only our signed word makes a picture delivered: what the upload's door says, anybody between could say.
    void tell_of_pictures(const AgentRow& agent) {
        if (hello_.pictures) {
            word_.upload_token =
                UploadTokens(store_.key())
                    .give({agent.agent, agent.office, store_.clock().wall_ms() + upload_token_ms});
            word_.pictures = pictures_kept(store_.database(), agent.office, *hello_.pictures);
        }
    }

    ServerStore& store_;
    const ReceivedRequest& received_;
    const Pace& pace_;
    const Hello& hello_;
    Acknowledgement word_;
};

}  // namespace

DoorAnswer answer_sync(ServerStore& store, BytesView request, const Pace& pace) {
    const std::optional<ReceivedRequest> received = decode_request(request);
    if (!received) {
        return {400, {}, 0};
    }
    return Round(store, request, *received, pace).answer();
}

DoorAnswer answer_enrolment(ServerStore& store, BytesView request, const Pace& pace) {
    const std::optional<EnrolmentRequest> enrolment = decode_enrolment(request);
    if (!enrolment) {
        return {400, {}, 0};
    }
    Acknowledgement word =
        word_to(store.key(), writer_of(enrolment->key), enrolment->nonce, request, store.clock().wall_ms());
    word.epoch = store.epoch();
    word.spread_ms = pace.spread_ms;
    word.come_back_ms = pace.come_back_ms;
    if (pace.come_back_ms > 0) {
        word.verdict = Verdict::busy;
    } else {
        Transaction transaction(store.database());
        const std::optional<Bytes> paper = redeem(store, *enrolment);
        transaction.commit();
        word.verdict = paper ? Verdict::taken : Verdict::code_refused;
        word.paper = paper.value_or(Bytes{});
    }
    return {status_of(word.verdict), encode_acknowledgement(word, store.key()), 0};
}

DoorAnswer trouble_answer(const SigningKey& key, BytesView request, std::int64_t wall_ms, Verdict verdict,
                          std::int64_t come_back_ms) {
    if (const std::optional<EnrolmentRequest> enrolment = decode_enrolment(request)) {
        Acknowledgement word = word_to(key, writer_of(enrolment->key), enrolment->nonce, request, wall_ms);
        word.verdict = verdict;
        word.come_back_ms = come_back_ms;
        return {503, encode_acknowledgement(word, key), 0};
    }
    const std::optional<ReceivedRequest> received = decode_request(request);
    if (!received) {
        return {400, {}, 0};
    }
    const Hello& hello = received->request.hello;
    Acknowledgement word = word_to(key, hello.agent, hello.nonce, request, wall_ms);
    word.verdict = verdict;
    word.come_back_ms = come_back_ms;
    return signed_answer(key, word, {});
}

}  // namespace phirap::server
