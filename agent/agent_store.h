// What an agent keeps: its enrolment, its office's operations, and how far the server is known to hold them.
//
// One Database, one thread at a time. Every function throws StoreError when the machine is in trouble.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/enrolment.h"
#include "agent/journal.h"
#include "agent/line_estimate.h"
#include "shared/core/clock.h"
#include "shared/core/merge.h"
#include "shared/core/mission_pack.h"
#include "shared/host/database.h"
#include "shared/replica/fold.h"
#include "shared/wire/admission.h"
#include "shared/wire/sync_message.h"

namespace phirap::agent {

struct Progress {
    std::uint32_t own_branch = 0;
    HybridTime time;
    std::optional<Cursor> cursor;
    std::uint64_t head = 0;
    std::optional<std::int64_t> clock_offset_ms;
    std::optional<std::int64_t> contact_ms;
    Bytes acknowledgement;
    std::vector<EntityId> holds;
    Verdict verdict = Verdict::taken;
};

// Of one branch: see the table's words in schema.cpp.
struct Confirmation {
    std::uint64_t fed = 0;
    std::uint64_t acked = 0;
    bool ladder = false;
    bool plain = false;
    std::optional<std::uint64_t> again;
};

// How an attempt to reach the server ended.
enum class Ending : std::uint8_t {
    reached = 0,         // the server's own word was obeyed
    unreachable = 1,     // no answer
    not_the_server = 2,  // an answer that the server did not sign, or not for this request
    refused = 3,         // the server's signed no: unadmitted, code refused, revoked
    come_back = 4,       // the server's signed "later"
    store_trouble = 5,   // this PC's disk
    unsupported = 6,     // no protocol version in common
    own_trouble = 7,     // this PC was short of memory; not noted in the store
};

struct Attempt {
    std::int64_t wall_ms = 0;
    Ending ending = Ending::reached;
    std::string detail;          // for the log and for `status --json`, English
    std::uint64_t failures = 0;  // in a row
};

// An operation saved on this disk.
struct Saved {
    OperationId id;
    std::uint64_t sequence = 0;
    HybridTime time;
};

class AgentStore {
  public:
    // Makes the tables and the enrolment. Draws the first lineage.
    static void enrol(Database& database, const EnrolmentCode& code, const SigningKey& key,
                      std::string machine, Chance& chance);
    // The same from the journal, for a database that is new: not enrolled (sync-rules 14: whatever else was
    // written on the lineages in the journal, we go on with a new one). False when the journal has no
    // enrolment of this key. The operations follow when the store is opened.
    [[nodiscard]] static bool enrol_again(Database& database, const Journal& journal, const SigningKey& key,
                                          Chance& chance);
    // For an enrolled store (the folder's key with it). Opens the journal beside the database, makes it when
    // it is not there, and completes each from the other.
    AgentStore(Database& database, const SigningKey& key, Clock& clock, Chance& chance);

    [[nodiscard]] const Enrolment& enrolment() const { return enrolment_; }
    [[nodiscard]] const SigningKey& key() const { return *key_; }
    [[nodiscard]] Progress progress() const;
    [[nodiscard]] OperationLog log() const;
    [[nodiscard]] Law law() const;
    // One month of the mission, merged; the office itself.
    [[nodiscard]] Report report(Month month) const;
    [[nodiscard]] Report report(const Scope& scope) const;
    [[nodiscard]] Report office_file() const;
    // Every month that has operations.
    [[nodiscard]] std::vector<Month> months() const;
    // The newest pack that the server sent for our mission; the built-in one before that.
    [[nodiscard]] MissionPack pack() const;

    // A new code for the same server and office: where the server is, and another chance to be admitted.
    // Error (refused): the code is another server's or office's.
    [[nodiscard]] Result<void> renew(const EnrolmentCode& code);

    // A save whose commit failed stands in the journal, and so is not gone. Call this before a body is made
    // from what the store shows: else the same is written once more behind it. Costs nothing when nothing
    // failed.
    void catch_up();

    // Stamps `body` with our time and appends it behind our last operation: on disk when this returns, in
    // the journal and in the database.
    // Error: a limit of the body. The body's time is given here; all else is the caller's
    // (shared/core/recording.h makes it).
    [[nodiscard]] Result<Saved> save(OperationBody body);
    // Several in one transaction and one record of the journal: all or none. Error: save_too_large.
    [[nodiscard]] Result<std::vector<Saved>> save_all(std::vector<OperationBody> bodies);

    // Every operation held that is not confirmed (sync-rules 19), own and foreign.
    [[nodiscard]] std::uint64_t outbox() const;
    [[nodiscard]] Confirmation confirmation(std::uint32_t branch) const;
    // Through which sequence a branch is confirmed.
    [[nodiscard]] std::uint64_t confirmed(const LoggedBranch& branch, const Progress& progress) const;

    [[nodiscard]] std::optional<Attempt> last_attempt() const;
    // How it ended, and what the line showed itself to be.
    void note_attempt(Ending ending, const std::string& detail, const LineEstimate& line);
    [[nodiscard]] LineEstimate line() const;

    // For sync_round alone: inside an open Transaction.
    void put(const Progress& progress);
    void put(std::uint32_t branch, const Confirmation& confirmation);
    // The enrolment that is remembered follows only when refresh() is called, after the commit: one that
    // failed must leave no trace.
    void put_paper(const Bytes& paper);
    void refresh();
    // The server does not know a writer whose operations we offered: show papers in the next round.
    void ask_for_papers(bool asked) { papers_asked_for_ = asked; }
    [[nodiscard]] bool papers_asked_for() const { return papers_asked_for_; }
    // Begins a new lineage: our own was gone on with elsewhere.
    void begin_lineage(OperationLog& log, Progress& progress);
    void drop_confirmations(const OperationLog& log, Progress& progress);
    [[nodiscard]] Database& database() { return *database_; }
    [[nodiscard]] Clock& clock() const { return *clock_; }
    [[nodiscard]] Chance& chance() const { return *chance_; }

    // What opening found in the journal and what each of the two got from the other.
    struct SecondCopy {
        std::uint64_t to_database = 0;  // operations
        std::uint64_t to_journal = 0;
        std::uint64_t waiting = 0;  // see Completion
        RecordFile::Found journal;
    };
    [[nodiscard]] const SecondCopy& second_copy() const { return second_copy_; }

    // Rot on this PC's disk. Looks for it in every operation, and mends what it finds: an own operation from
    // the journal; for the others cursor and confirmations are dropped, so that the server's feed, or whoever
    // brings them, brings them again. Cheap where there is none: one hash an operation.
    struct Mended {
        std::size_t from_journal = 0;
        std::size_t waiting = 0;  // noted until they come again
    };
    Mended look_for_rot();
    // What `log` met while a round read it; it is mended before the next one.
    void note_rot_met(const OperationLog& log);
    Mended mend_what_was_met();

  private:
    void complete();
    void finish_saving();
    [[nodiscard]] Result<void> write_all(std::vector<OperationBody> bodies, std::vector<Saved>& saved);

    Database* database_;
    const SigningKey* key_;
    Clock* clock_;
    Chance* chance_;
    Enrolment enrolment_;
    std::unique_ptr<Journal> journal_;
    SecondCopy second_copy_;
    std::vector<Place> rot_met_;
    bool journal_is_ahead_ = false;  // a commit failed after its operations were in the journal
    bool papers_asked_for_ = false;
};

}  // namespace phirap::agent
