#include "agent/sync_round.h"

#include <algorithm>

#include "shared/core/invariant.h"
#include "shared/replica/join_frame.h"
#include "shared/wire/limits.h"
#include "shared/wire/operation_body.h"

namespace phirap::agent {
namespace {

constexpr std::string_view program_version = "0.1.0";

std::uint64_t start_of(const LoggedBranch& branch) {
    return branch.fork ? branch.fork->sequence : 0;
}

// Names of an agreed place may lie on the branch or on those that it forked from.
std::optional<Place> on_chain(const OperationLog& log, Place place, std::uint64_t sequence) {
    if (sequence == 0 || sequence > place.sequence) {
        return std::nullopt;
    }
    while (sequence <= start_of(log.branch(place.branch))) {
        place = *log.branch(place.branch).fork;
    }
    return Place{place.branch, sequence};
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
        const bool own = branch.number == progress.own_branch;
        if (branch.tip == start || (!own && store.confirmed(branch, progress) >= branch.tip)) {
            continue;
        }
        offer.add(log, {branch.number, branch.tip});
        if (store.confirmation(branch.number).ladder) {
            for (std::uint64_t back = 1; back < branch.tip - start; back *= 2) {
                offer.add(log, {branch.number, branch.tip - back});
            }
        }
    }
    return offer;
}

// A run that forked goes up after the run that it forked from, and the server's words before those of the
// writers that they admit: log order gives both.
void add_frames(const AgentStore& store, const OperationLog& log, const CutSize& size, SyncRequest& request,
                std::size_t& operations) {
    std::size_t bytes = 0;
    for (const LoggedBranch& branch : log.branches()) {
        const Confirmation confirmation = store.confirmation(branch.number);
        if (confirmation.ladder) {
            continue;  // names first: the server holds some of it, we do not know how much
        }
        std::uint64_t after = std::max({confirmation.fed, confirmation.acked, start_of(branch)});
        while (after < branch.tip && bytes < size.bytes_max &&
               request.frames.size() < limits::frames_per_request_max) {
            const std::optional<Frame> frame =
                cut_frame(log, branch, after, branch.tip, {size.bytes_max - bytes, size.operations_max},
                          !confirmation.plain, store.enrolment().server(), &store.key());
            if (!frame) {
                break;
            }
            Bytes encoded = encode_frame(*frame);
            if (!request.frames.empty() && bytes + encoded.size() > limits::request_bytes_max / 2) {
                return;
            }
            bytes += encoded.size();
            after += frame->header.count;
            operations += frame->header.count;
            request.frames.push_back(std::move(encoded));
        }
    }
}

// The papers of those whose operations we hold unconfirmed, and our own: the server may have lost them.
std::vector<Bytes> papers_to_show(const AgentStore& store) {
    std::vector<Bytes> papers = {store.enrolment().paper};
    const Report office_file = store.office_file();
    for (const EntityState* admission : office_file.visible(EntityKind::admission)) {
        const Bytes* paper = std::get_if<Bytes>(&admission->shown("paper"));
        if (paper != nullptr && *paper != papers.front() && papers.size() < limits::papers_max) {
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

}  // namespace

PreparedRound prepare_round(AgentStore& store, const CutSize& size) {
    if (store.enrolment().paper.empty()) {
        return prepare_enrolment(store);
    }
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
    // Without a cursor we do not know what the server holds: names first, bodies when it has answered.
    if (progress.cursor) {
        add_frames(store, log, size, request, prepared.operations);
    }
    if (!progress.cursor || progress.verdict == Verdict::unadmitted || store.papers_asked_for()) {
        request.papers = papers_to_show(store);
    }
    prepared.request = encode_request(request, store.key());
    prepared.digest = digest_of({prepared.request});
    prepared.sent_steady_ms = store.clock().steady_ms();
    return prepared;
}

namespace {

RoundOutcome not_the_server(std::string detail) {
    RoundOutcome outcome;
    outcome.detail = std::move(detail);
    return outcome;
}

// The answer's acknowledgement when every sign of it agrees; what did not agree otherwise.
Result<Acknowledgement> own_answer(const AgentStore& store, const PreparedRound& prepared,
                                   BytesView signed_words, BytesView page) {
    const Enrolment& enrolment = store.enrolment();
    std::optional<Acknowledgement> word = decode_acknowledgement(signed_words, enrolment.server_key);
    if (!word) {
        return fail(ErrorKind::unknown_outcome, "answer_not_signed");
    }
    if (word->server != enrolment.server() || word->agent != enrolment.agent ||
        word->nonce != prepared.nonce || word->request != prepared.digest) {
        return fail(ErrorKind::unknown_outcome, "answer_to_another");
    }
    if (!prepared.enrolment && word->page != digest_of({page})) {
        return fail(ErrorKind::unknown_outcome, "answer_page_changed");
    }
    return *std::move(word);
}

void learn(Progress& progress, const AgentStore& store, const PreparedRound& prepared,
           const Acknowledgement& word, BytesView signed_words) {
    const std::int64_t half_trip =
        std::max<std::int64_t>(0, store.clock().steady_ms() - prepared.sent_steady_ms) / 2;
    progress.contact_ms = store.clock().wall_ms();
    progress.clock_offset_ms = word.wall_ms + half_trip - *progress.contact_ms;
    progress.head = word.head;
    progress.verdict = word.verdict;
    progress.holds = word.holds;
    progress.acknowledgement.assign(signed_words.begin(), signed_words.end());
}

// What the server holds of each run that we offered. Only a place at which our own id agrees counts; the
// word may be less than last time.
void obey_held(AgentStore& store, const OperationLog& log, const PreparedRound& prepared,
               const Acknowledgement& word) {
    struct Agreed {
        std::uint64_t through = 0;
        bool asked_down = false;  // we had offered a ladder
        bool any = false;
    };
    std::vector<Agreed> agreed(log.branches().size());
    for (std::size_t i = 0; i < prepared.offered.size() && i < word.held.size(); ++i) {
        const Place& offered = prepared.offered[i];
        const Held& held = word.held[i];
        Agreed& branch = agreed[offered.branch];
        branch.asked_down |= offered.sequence < log.branch(offered.branch).tip;
        const std::optional<Place> place = on_chain(log, offered, held.sequence);
        if (place && log.id_at(*place) == held.id) {
            branch.through = std::max(branch.through, held.sequence);
            branch.any = true;
        } else if (held.sequence == 0) {
            branch.any = true;
        }
    }
    for (const Place& offered : prepared.offered) {
        const LoggedBranch& branch = log.branch(offered.branch);
        Confirmation confirmation = store.confirmation(branch.number);
        confirmation.acked = std::clamp(agreed[branch.number].through, start_of(branch), branch.tip);
        confirmation.ladder = !agreed[branch.number].any && !agreed[branch.number].asked_down;
        store.put(branch.number, confirmation);
    }
}

void obey_wants(AgentStore& store, const OperationLog& log, const Acknowledgement& word) {
    for (const LoggedBranch& branch : log.branches()) {
        Confirmation confirmation = store.confirmation(branch.number);
        const Confirmation before = confirmation;
        confirmation.plain = false;
        for (const Want& want : word.wants) {
            if (want.lineage != branch.lineage) {
                continue;
            }
            if (want.why == Want::Why::no_history) {
                confirmation.plain = true;
            } else {
                confirmation.fed = confirmation.acked =
                    std::clamp(want.from, start_of(branch), confirmation.acked);
            }
        }
        if (confirmation.plain != before.plain || confirmation.acked != before.acked) {
            store.put(branch.number, confirmation);
        }
    }
}

// Everything up to `place` stands in the feed at or before the cursor, its ancestors with it.
void note_fed(AgentStore& store, const OperationLog& log, std::optional<Place> place) {
    while (place) {
        Confirmation confirmation = store.confirmation(place->branch);
        if (confirmation.fed >= place->sequence) {
            return;
        }
        confirmation.fed = place->sequence;
        store.put(place->branch, confirmation);
        place = log.branch(place->branch).fork;
    }
}

class PageReader {
  public:
    PageReader(AgentStore& store, OperationLog& log, Progress& progress)
        : store_(store),
          log_(log),
          progress_(progress),
          own_lineage_(log.branch(progress.own_branch).lineage) {}

    // False when an item cannot be joined: what was joined before it stays, the cursor does not move, and
    // the page is asked for again.
    bool read(const std::vector<PageItem>& items) {
        const bool all = std::ranges::all_of(items, [&](const PageItem& item) {
            return item.frame.empty() ? read_run(item.run) : read_frame(item.frame);
        });
        if (all) {
            for (const Place& place : fed_) {
                note_fed(store_, log_, place);
            }
        }
        return all;
    }
    [[nodiscard]] std::size_t fetched() const { return fetched_; }
    [[nodiscard]] bool forked() const { return forked_; }
    [[nodiscard]] const std::string& trouble() const { return trouble_; }

  private:
    bool read_run(const NamedRun& run) {
        const std::optional<Place> last = log_.find(run.lineage, run.first + run.count - 1, run.last);
        if (!last) {
            trouble_ = "the feed names a run that is not held here";
            return false;
        }
        fed_.push_back(*last);
        return true;
    }

    bool read_frame(const Bytes& encoded) {
        const std::optional<Frame> frame = decode_frame(encoded);
        const std::optional<PublicKey> key = frame ? key_of(frame->header.writer) : std::nullopt;
        if (!key) {
            trouble_ =
                frame ? "the feed has a writer whose admission is not held here" : "the feed has no frame";
            return false;
        }
        const FrameHeader& header = frame->header;
        const LineageRoot root{store_.enrolment().server(), log_.office(), header.writer, header.lineage};
        const Join join = join_frame(log_, *frame, root, *key);
        if (join.outcome != Join::Outcome::held) {
            trouble_ =
                "a frame of the feed cannot be joined: " + std::to_string(static_cast<int>(join.outcome));
            return false;
        }
        fed_.push_back(join.last);
        fetched_ += join.added.count;
        // Sync-rules 14: somebody else went on with our run, a clone of this PC or this PC before it was
        // restored. We never go on with operations that we did not write.
        forked_ |= join.added.count > 0 && header.lineage == own_lineage_;
        for (const NewOperation& operation : join.operations) {
            adopt_time(operation.body);
        }
        keys_known_ &= header.writer != store_.enrolment().server();
        return true;
    }

    void adopt_time(BytesView body) {
        if (const std::optional<HybridTime> time = time_of_body(body)) {
            const std::int64_t best = store_.clock().wall_ms() + progress_.clock_offset_ms.value_or(0);
            progress_.time = adopt(progress_.time, *time, best);
        }
    }

    std::optional<PublicKey> key_of(const WriterId& writer) {
        const Enrolment& enrolment = store_.enrolment();
        if (writer == enrolment.server()) {
            return enrolment.server_key;
        }
        if (writer == enrolment.agent) {
            return store_.key().public_key();
        }
        if (!keys_known_) {
            admissions_ = store_.office_file();
            keys_known_ = true;
        }
        for (const EntityState* admission : admissions_.visible(EntityKind::admission)) {
            const Bytes* paper = std::get_if<Bytes>(&admission->shown("paper"));
            const std::optional<Admission> read =
                paper == nullptr ? std::nullopt : read_paper(*paper, enrolment.server_key);
            if (read && writer_of(read->key) == writer && read->office == enrolment.office) {
                return read->key;
            }
        }
        return std::nullopt;
    }

    AgentStore& store_;
    OperationLog& log_;
    Progress& progress_;
    LineageId own_lineage_;
    Report admissions_;
    bool keys_known_ = false;
    std::vector<Place> fed_;
    std::size_t fetched_ = 0;
    bool forked_ = false;
    std::string trouble_;
};

RoundOutcome outcome_of(const Acknowledgement& word) {
    RoundOutcome outcome;
    outcome.come_back_ms = word.come_back_ms;
    outcome.spread_ms = word.spread_ms;
    switch (word.verdict) {
        case Verdict::taken:
        case Verdict::damaged:
            outcome.ending = Ending::reached;
            return outcome;
        case Verdict::busy:
        case Verdict::store_trouble:
            outcome.ending = Ending::come_back;
            outcome.detail = word.verdict == Verdict::busy ? "busy" : "store_trouble";
            return outcome;
        case Verdict::unsupported:
            outcome.ending = Ending::unsupported;
            return outcome;
        case Verdict::unadmitted:
            outcome.detail = "unadmitted";
            break;
        case Verdict::other_office:
            outcome.detail = "other_office";
            break;
        case Verdict::code_refused:
            outcome.detail = "code_refused";
            break;
        case Verdict::revoked:
            outcome.detail = "revoked";
            break;
    }
    outcome.ending = Ending::refused;
    return outcome;
}

RoundOutcome finish_enrolment(AgentStore& store, const PreparedRound& prepared, BytesView response) {
    const Result<Acknowledgement> word = own_answer(store, prepared, response, {});
    if (!word) {
        return not_the_server(word.error().key);
    }
    RoundOutcome outcome = outcome_of(*word);
    const std::optional<Admission> admission = read_paper(word->paper, store.enrolment().server_key);
    Transaction transaction(store.database());
    Progress progress = store.progress();
    learn(progress, store, prepared, *word, response);
    store.put(progress);
    if (outcome.ending == Ending::reached) {
        if (!admission || admission->key != store.key().public_key() ||
            admission->office != store.enrolment().office) {
            return not_the_server("answer_without_paper");
        }
        store.put_paper(word->paper);
        outcome.again = true;
    }
    transaction.commit();
    store.refresh();
    return outcome;
}

}  // namespace

RoundOutcome finish_round(AgentStore& store, const PreparedRound& prepared, BytesView response) {
    if (prepared.enrolment) {
        return finish_enrolment(store, prepared, response);
    }
    const std::optional<SyncResponse> parts = decode_response(response);
    if (!parts) {
        return not_the_server("answer_not_signed");
    }
    const Result<Acknowledgement> word = own_answer(store, prepared, parts->acknowledgement, parts->page);
    if (!word) {
        return not_the_server(word.error().key);
    }
    RoundOutcome outcome = outcome_of(*word);
    Transaction transaction(store.database());
    OperationLog log = store.log();
    Progress progress = store.progress();
    const Verdict before = progress.verdict;
    const std::optional<Cursor> cursor_before = progress.cursor;
    const std::uint64_t outbox_before = store.outbox();
    learn(progress, store, prepared, *word, parts->acknowledgement);
    if (outcome.ending == Ending::refused && word->verdict != Verdict::revoked) {
        // Once more, with our paper: the server may have been restored from before it admitted us.
        outcome.again = word->verdict == Verdict::unadmitted && before != Verdict::unadmitted;
    } else if (outcome.ending == Ending::reached || word->verdict == Verdict::revoked) {
        const bool had_cursor = progress.cursor.has_value();
        obey_held(store, log, prepared, *word);
        obey_wants(store, log, *word);
        store.ask_for_papers(!word->unknown_writers.empty());
        if (word->cursor_unknown) {
            store.drop_confirmations(log, progress);
            outcome.again = had_cursor;
        } else if (const auto items = decode_page(parts->page)) {
            PageReader reader(store, log, progress);
            if (reader.read(*items)) {
                progress.cursor = word->cursor;
            } else {
                outcome.detail = reader.trouble();
                if (progress.cursor && reader.fetched() == 0) {
                    store.drop_confirmations(log, progress);
                }
            }
            outcome.fetched = reader.fetched();
            if (reader.forked()) {
                store.begin_lineage(log, progress);
                outcome.new_lineage = true;
            }
        }
    }
    store.put(progress);
    transaction.commit();
    const std::uint64_t outbox = store.outbox();
    outcome.progressed = outbox < outbox_before || outcome.fetched > 0 || progress.cursor != cursor_before;
    if (outcome.ending == Ending::reached && outcome.detail.empty() && progress.cursor) {
        outcome.again |= progress.cursor->position < progress.head || outbox > 0;
    }
    return outcome;
}

}  // namespace phirap::agent
