// Database and journal, each completed from the other when the store is opened.
//
// The journal may be ahead: of a commit that failed, of a database that rotted or was put back to an older
// copy. The database may be ahead: of a journal that is new here, was lost or has rotted. Where the two go on
// differently, as when one of them was put back by hand and gone on with, both runs stay and a new lineage
// begins (sync-rules 14).
#pragma once

#include "agent/journal.h"
#include "shared/core/hybrid_clock.h"
#include "shared/replica/operation_log.h"

namespace phirap::agent {

class Completion {
  public:
    // Reads the journal, and cuts off what was torn at its end. `root` names server, office and agent.
    Completion(Journal& journal, LineageRoot root);

    // Appends to the log what the journal has more of our own operations: inside an open Transaction, unless
    // database_is_whole(). `own` is the branch that we go on writing.
    [[nodiscard]] bool database_is_whole(const OperationLog& log) const;
    void complete(OperationLog& log, std::uint32_t own);
    // Appends to the journal what the log has more of them; after the commit.
    void complete_journal(const OperationLog& log, const Enrolment& enrolment);

    // Operations that each got from the other.
    [[nodiscard]] std::uint64_t to_database() const { return to_database_; }
    [[nodiscard]] std::uint64_t to_journal() const { return to_journal_; }
    // Operations of the journal whose ancestors neither file has: they stay there until the feed has
    // brought these.
    [[nodiscard]] std::uint64_t waiting() const { return waiting_; }
    // A record of it holds a code's secret.
    [[nodiscard]] bool has_secret() const { return has_secret_; }
    // What was appended to the log does not just go on with the own branch: a new lineage is to begin.
    [[nodiscard]] bool forked() const { return forked_; }
    // The latest time of what was appended.
    [[nodiscard]] const HybridTime& time() const { return time_; }
    [[nodiscard]] const RecordFile::Found& journal_found() const { return found_; }

  private:
    // What the journal has, without the bodies: of each lineage the runs that follow on one another.
    struct Stretch {
        LineageId lineage;
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        OperationId last_id;
    };
    void note(const JournaledRun& run);
    [[nodiscard]] bool is_held(const OperationLog& log, const Stretch& stretch) const;
    void join(OperationLog& log, JournaledRun run, std::uint32_t own);
    void fill(const OperationLog& log, const LoggedBranch& branch, std::uint64_t first, std::uint64_t last);

    Journal& journal_;
    LineageRoot root_;
    RecordFile::Found found_;
    std::optional<Enrolment> enrolment_;  // the last that the journal has
    bool has_secret_ = false;
    std::vector<Stretch> stretches_;
    std::uint64_t to_database_ = 0;
    std::uint64_t to_journal_ = 0;
    std::uint64_t waiting_ = 0;
    bool forked_ = false;
    HybridTime time_;
};

// The last enrolment in a journal.
[[nodiscard]] std::optional<Enrolment> journaled_enrolment(const Journal& journal);

}  // namespace phirap::agent
