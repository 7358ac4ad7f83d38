// The agent's journal: a second copy of what only this PC may hold, in a file beside agent.db.
//
// Each own operation is on the disk here before it is committed there, and the officer is told "saved" only
// after both. So one of the two files may be torn, rot or be lost without a saved report going with it. A
// record is a run of operations as their lineage chains them, a whole save together, or the enrolment. What
// others wrote needs no second copy: the server has it.
#pragma once

#include <functional>
#include <variant>
#include <vector>

#include "agent/enrolment.h"
#include "shared/core/lineage.h"
#include "shared/host/record_file.h"

namespace phirap::agent {

// Consecutive operations of one of our lineages; their ids follow from the parent's, or the root's.
struct JournaledRun {
    LineageId lineage;
    std::uint64_t first = 0;
    OperationId parent;
    std::vector<Bytes> bodies;

    bool operator==(const JournaledRun&) const = default;
};

class Journal {
  public:
    // Opens the file or makes it. The checksums are made with `key`: another agent's journal holds nothing
    // for us. Throws StoreError, as all that follows.
    Journal(const std::filesystem::path& file, const std::string& vfs, const SigningKey& key);

    // Every whole record, oldest first; one of a later program is passed over. read_and_cut() also cuts off
    // what was torn at the end.
    using Record = std::variant<Enrolment, JournaledRun>;
    RecordFile::Found read(const std::function<void(Record)>& take) const;
    RecordFile::Found read_and_cut(const std::function<void(Record)>& take);

    // On disk when these return.
    void append(const Enrolment& enrolment);
    void append(const JournaledRun& run);

    // Writes zeros over every code's secret: it was redeemed, and the enrolment without it is appended.
    void forget_secrets();

    // A run that is longer cannot be written, and is to be refused before.
    [[nodiscard]] static bool fits(const JournaledRun& run);

  private:
    RecordFile file_;
};

// agent.db -> agent.journal.
[[nodiscard]] std::filesystem::path journal_file(const std::filesystem::path& database_file);

}  // namespace phirap::agent
