#include "agent/completion.h"

#include <algorithm>

#include "shared/replica/join_frame.h"
#include "shared/wire/operation_body.h"

namespace phirap::agent {
namespace {

// A record of a journal that is made anew: bounded memory, whatever the log's length.
constexpr std::size_t bytes_a_record = 1024 * 1024;
constexpr std::size_t operations_a_record = 4096;

std::uint64_t start_of(const LoggedBranch& branch) {
    return branch.fork ? branch.fork->sequence : 0;
}

OperationId id_behind(OperationId parent, const std::vector<Bytes>& bodies) {
    for (const Bytes& body : bodies) {
        parent = operation_id(parent, body);
    }
    return parent;
}

// Sequences of each branch that the journal has.
class Covered {
  public:
    explicit Covered(const OperationLog& log) : log_(log), sequences_(log.branches().size()) {}

    // From `first` to `last`, which may lie on the branches that this one forked from.
    void add(Place last, std::uint64_t first) {
        while (true) {
            const LoggedBranch& branch = log_.branch(last.branch);
            const std::uint64_t start = start_of(branch);
            sequences_[branch.number].push_back({std::max(first, start + 1), last.sequence});
            if (first > start || !branch.fork) {
                return;
            }
            last = *branch.fork;
        }
    }

    struct Gap {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
    };
    [[nodiscard]] std::vector<Gap> gaps(const LoggedBranch& branch) {
        auto& covered = sequences_[branch.number];
        std::ranges::sort(covered, {}, &Gap::first);
        std::vector<Gap> gaps;
        std::uint64_t next = start_of(branch) + 1;
        for (const Gap& piece : covered) {
            if (piece.first > next) {
                gaps.push_back({next, piece.first - 1});
            }
            next = std::max(next, piece.last + 1);
        }
        if (next <= branch.tip) {
            gaps.push_back({next, branch.tip});
        }
        return gaps;
    }

  private:
    const OperationLog& log_;
    std::vector<std::vector<Gap>> sequences_;
};

}  // namespace

Completion::Completion(Journal& journal, LineageRoot root) : journal_(journal), root_(std::move(root)) {
    found_ = journal_.read_and_cut([&](Journal::Record record) {
        if (auto* enrolment = std::get_if<Enrolment>(&record)) {
            enrolment_ = std::move(*enrolment);
            has_secret_ |= enrolment_->secret.has_value();
        } else {
            note(std::get<JournaledRun>(record));
        }
    });
}

void Completion::note(const JournaledRun& run) {
    const std::uint64_t last = run.first + run.bodies.size() - 1;
    const OperationId last_id = id_behind(run.parent, run.bodies);
    const bool goes_on = !stretches_.empty() && stretches_.back().lineage == run.lineage &&
                         stretches_.back().last + 1 == run.first && stretches_.back().last_id == run.parent;
    if (goes_on) {
        stretches_.back().last = last;
        stretches_.back().last_id = last_id;
    } else {
        stretches_.push_back({run.lineage, run.first, last, last_id});
    }
}

bool Completion::is_held(const OperationLog& log, const Stretch& stretch) const {
    return log.find(stretch.lineage, stretch.last, stretch.last_id).has_value();
}

bool Completion::database_is_whole(const OperationLog& log) const {
    return std::ranges::all_of(stretches_, [&](const Stretch& stretch) { return is_held(log, stretch); });
}

void Completion::complete(OperationLog& log, std::uint32_t own) {
    std::vector<Stretch> lacking;
    std::ranges::copy_if(stretches_, std::back_inserter(lacking),
                         [&](const Stretch& stretch) { return !is_held(log, stretch); });
    (void)journal_.read([&](Journal::Record record) {
        auto* run = std::get_if<JournaledRun>(&record);
        if (run != nullptr && std::ranges::any_of(lacking, [&](const Stretch& stretch) {
                return stretch.lineage == run->lineage && stretch.first <= run->first &&
                       run->first <= stretch.last;
            })) {
            join(log, std::move(*run), own);
        }
    });
}

void Completion::join(OperationLog& log, JournaledRun run, std::uint32_t own) {
    const std::uint64_t count = run.bodies.size();
    root_.lineage = run.lineage;
    const Join join = join_run(log, root_, run.first, run.parent, std::move(run.bodies));
    waiting_ += join.outcome == Join::Outcome::held ? 0 : count;
    to_database_ += join.added.count;
    forked_ |= join.added.count > 0 && join.added.branch != own;
    for (const NewOperation& operation : join.operations) {
        time_ = std::max(time_, time_of_body(operation.body).value_or(HybridTime{}));
    }
}

void Completion::complete_journal(const OperationLog& log, const Enrolment& enrolment) {
    if (enrolment_ != enrolment) {
        journal_.append(enrolment);
        enrolment_ = enrolment;
    }
    Covered covered(log);
    for (const Stretch& stretch : stretches_) {
        if (const auto last = log.find(stretch.lineage, stretch.last, stretch.last_id)) {
            covered.add(*last, stretch.first);
        }
    }
    for (const LoggedBranch& branch : log.branches()) {
        if (branch.writer != root_.writer) {
            continue;
        }
        for (const Covered::Gap& gap : covered.gaps(branch)) {
            fill(log, branch, gap.first, gap.last);
        }
    }
}

void Completion::fill(const OperationLog& log, const LoggedBranch& branch, std::uint64_t first,
                      std::uint64_t last) {
    while (first <= last) {
        JournaledRun run{branch.lineage, first, log.parent_id({branch.number, first}), {}};
        run.bodies = log.bodies(branch.number, first, last, operations_a_record, bytes_a_record);
        if (run.bodies.empty()) {
            return;  // it has rotted, and no second copy is made of that
        }
        first += run.bodies.size();
        to_journal_ += run.bodies.size();
        journal_.append(run);
    }
}

std::optional<Enrolment> journaled_enrolment(const Journal& journal) {
    std::optional<Enrolment> last;
    (void)journal.read([&](Journal::Record record) {
        if (auto* enrolment = std::get_if<Enrolment>(&record)) {
            last = std::move(*enrolment);
        }
    });
    return last;
}

}  // namespace phirap::agent
