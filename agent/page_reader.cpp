#include "agent/page_reader.h"

#include <algorithm>

#include "shared/core/mutant.h"
#include "shared/replica/join_frame.h"
#include "shared/wire/operation_body.h"

namespace phirap::agent {
namespace {

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

}  // namespace

PageReader::PageReader(AgentStore& store, OperationLog& log, Progress& progress)
    : store_(store), log_(log), progress_(progress), own_lineage_(log.branch(progress.own_branch).lineage) {}

bool PageReader::read(const std::vector<PageItem>& items) {
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

bool PageReader::read_run(const NamedRun& run) {
    const std::optional<Place> last = log_.find(run.lineage, run.first + run.count - 1, run.last);
    if (!last) {
        trouble_ = "the feed names a run that is not held here";
        return false;
    }
    fed_.push_back(*last);
    return true;
}

bool PageReader::read_frame(const Bytes& encoded) {
    const std::optional<Frame> frame = decode_frame(encoded);
    const std::optional<PublicKey> key = frame ? key_of(frame->header.writer) : std::nullopt;
    if (!key) {
        trouble_ = frame ? "the feed has a writer whose admission is not held here" : "the feed has no frame";
        return false;
    }
    const FrameHeader& header = frame->header;
    if (mutant(Mutant::feed_without_own) && header.writer == store_.enrolment().agent) {
        return true;
    }
    const LineageRoot root{store_.enrolment().server(), log_.office(), header.writer, header.lineage};
    const Join join = join_frame(log_, *frame, root, *key);
    if (join.outcome != Join::Outcome::held) {
        trouble_ = "a frame of the feed cannot be joined: " + std::to_string(static_cast<int>(join.outcome));
        return false;
    }
    fed_.push_back(join.last);
    fetched_ += join.added.count;
    // Sync-rules 14: somebody else went on with our run, a clone of this PC or this PC before it was
    // restored. We never go on with operations that we did not write. A run of the same name by another
    // writer is another run.
    forked_ |= join.added.count > 0 && header.lineage == own_lineage_ &&
               header.writer == store_.enrolment().agent && !mutant(Mutant::fork_extends_foreign_tip);
    for (const NewOperation& operation : join.operations) {
        adopt_time(operation.body);
    }
    admissions_read_ &= header.writer != store_.enrolment().server();
    return true;
}

void PageReader::adopt_time(BytesView body) {
    if (const std::optional<HybridTime> time = time_of_body(body)) {
        const std::int64_t best = store_.clock().wall_ms() + progress_.clock_offset_ms.value_or(0);
        progress_.time = adopt(progress_.time, *time, best);
    }
}

std::optional<PublicKey> PageReader::key_of(const WriterId& writer) {
    const Enrolment& enrolment = store_.enrolment();
    if (writer == enrolment.server()) {
        return enrolment.server_key;
    }
    if (writer == enrolment.agent) {
        return store_.key().public_key();
    }
    if (!admissions_read_) {
        admissions_ = store_.office_file();
        admissions_read_ = true;
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

}  // namespace phirap::agent
