#include <algorithm>

#include "agent/page_reader.h"
#include "agent/sync_round.h"
#include "shared/core/invariant.h"
#include "shared/core/mutant.h"

namespace phirap::agent {
namespace {

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
        (!mutant(Mutant::late_answer_trusted) &&
         (word->nonce != prepared.nonce || word->request != prepared.digest))) {
        return fail(ErrorKind::unknown_outcome, "answer_to_another");
    }
    if (!prepared.enrolment && !mutant(Mutant::page_unchecked) && word->page != digest_of({page})) {
        return fail(ErrorKind::unknown_outcome, "answer_page_changed");
    }
    return *std::move(word);
}

void learn(Progress& progress, const AgentStore& store, const PreparedRound& prepared,
           const Acknowledgement& word, BytesView signed_words) {
    progress.contact_ms = store.clock().wall_ms();
    if (prepared.sent_steady_ms) {
        const std::int64_t half_trip =
            std::max<std::int64_t>(0, store.clock().steady_ms() - *prepared.sent_steady_ms) / 2;
        progress.clock_offset_ms = word.wall_ms + half_trip - *progress.contact_ms;
    }
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
        std::uint64_t offered = 0;  // the furthest
    };
    std::vector<Agreed> agreed(log.branches().size());
    for (std::size_t i = 0; i < prepared.offered.size() && i < word.held.size(); ++i) {
        const Place& offered = prepared.offered[i];
        const Held& held = word.held[i];
        Agreed& branch = agreed[offered.branch];
        branch.offered = std::max(branch.offered, offered.sequence);
        branch.asked_down |= offered.sequence < log.branch(offered.branch).tip;
        const std::optional<Place> place = on_chain(log, offered, held.sequence);
        if (place && (log.id_at(*place) == held.id || mutant(Mutant::own_id_unchecked))) {
            branch.through = std::max(branch.through, held.sequence);
            branch.any = true;
        } else if (held.sequence == 0) {
            branch.any = true;
        }
    }
    for (const Place& offered : prepared.offered) {
        const LoggedBranch& branch = log.branch(offered.branch);
        Confirmation confirmation = store.confirmation(branch.number);
        // An answer to all that was offered says nothing of what came after: a bundle's was offered long ago.
        const Agreed& found = agreed[branch.number];
        const std::uint64_t through =
            found.through == found.offered ? std::max(found.through, confirmation.acked) : found.through;
        const std::uint64_t least = mutant(Mutant::acknowledgement_never_down) ? confirmation.acked : 0;
        confirmation.acked = std::clamp(std::max(through, least), start_of(branch), branch.tip);
        confirmation.ladder = !found.any && !found.asked_down;
        store.put(branch.number, confirmation);
    }
}

void obey_wants(AgentStore& store, const OperationLog& log, const Acknowledgement& word) {
    for (const LoggedBranch& branch : log.branches()) {
        Confirmation confirmation = store.confirmation(branch.number);
        const Confirmation before = confirmation;
        confirmation.plain = false;
        confirmation.again.reset();
        for (const Want& want : word.wants) {
            // Another writer's run may bear the same name: what is asked for behind our last one is of that.
            if (want.lineage != branch.lineage || want.from > branch.tip) {
                continue;
            }
            if (want.why == Want::Why::no_history) {
                confirmation.plain = true;
            } else if (want.from < confirmation.fed) {
                // It stands in the feed, and its bytes there are lost: sent again, and still confirmed by the
                // feed once they are back.
                if (!mutant(Mutant::gap_leaves_fed)) {
                    confirmation.again = std::min(want.from, confirmation.again.value_or(want.from));
                }
            } else {
                confirmation.fed = confirmation.acked =
                    std::clamp(want.from, start_of(branch), std::max(start_of(branch), confirmation.acked));
            }
        }
        if (confirmation.plain != before.plain || confirmation.acked != before.acked ||
            confirmation.fed != before.fed || confirmation.again != before.again) {
            store.put(branch.number, confirmation);
        }
    }
}

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
        if (mutant(Mutant::deleted_on_acknowledgement)) {
            const LoggedBranch& own = log.branch(progress.own_branch);
            store.database().run("DELETE FROM operation WHERE branch = ? AND sequence < ?", own.number,
                                 store.confirmed(own, progress));
        }
        store.ask_for_papers(!word->unknown_writers.empty());
        // Another road may have moved the cursor meanwhile: then this page does not go on from it.
        if (progress.cursor != prepared.cursor) {
            outcome.detail = "the feed went on by another road";
        } else if (word->cursor_unknown) {
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
    if (outcome.ending == Ending::reached) {
        outcome.pictures_asked = prepared.pictures_asked;
        outcome.pictures_kept = word->pictures;
        outcome.upload_token = word->upload_token;
    }
    const std::uint64_t outbox = store.outbox();
    outcome.progressed = outbox < outbox_before || outcome.fetched > 0 || progress.cursor != cursor_before;
    if (outcome.ending == Ending::reached && outcome.detail.empty() && progress.cursor) {
        outcome.again |= progress.cursor->position < progress.head || outbox > 0;
    }
    return outcome;
}

}  // namespace phirap::agent
