// The log of one office's operations, as a replica keeps it: agent and server alike.
//
// Operations stand where their author put them, on branches of lineages, and are only ever added. Nothing
// that is computed from them is stored here, so nothing can disagree with them.
//
// Disks flip bits that SQLite does not miss. So whenever a body is read to be passed on or to be folded, its
// id is made again from it and its parent's: one hash beside a far dearer decoding (tests/bench/run, "fold").
// A body that does not make its id is rotten: it is handed to nobody. A rotten operation that was noted
// (note_rotten) is lacking to everybody who asks, and heals when a holder brings it again (join_frame).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/core/ancestry.h"
#include "shared/core/lineage.h"
#include "shared/host/database.h"

namespace phirap {

struct LoggedBranch {
    std::uint32_t number = 0;
    LineageId lineage;
    WriterId writer;
    std::optional<Place> fork;
    std::uint64_t tip = 0;  // sequence of the last operation; 0 before the first
    OperationId tip_id;     // its id; the root's before the first
};

// A run of consecutive operations of one branch.
struct Run {
    std::uint32_t branch = 0;
    std::uint64_t first = 0;
    std::uint64_t count = 0;

    bool operator==(const Run&) const = default;
};

// One to be appended. `scope` is to_text(Scope) of its body, "" when that cannot be read.
struct NewOperation {
    OperationId id;
    std::string scope;
    Bytes body;
};

// Of one scope, the operations of one branch up to a sequence and after it; the latter's bodies in bytes.
struct ScopeCount {
    std::string scope;
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    std::uint64_t after_bytes = 0;
};

// A view on the database, made for one transaction and thrown away: it remembers the office's branches.
// Every function throws StoreError when the machine is in trouble. Writing needs an open Transaction.
class OperationLog {
  public:
    // The tables, for a store's first migration, and what its second adds.
    [[nodiscard]] static std::string schema();
    [[nodiscard]] static std::string schema_of_damage();

    // `server`: whose office it is; roots of lineages are made with it.
    OperationLog(Database& database, Office office, const WriterId& server);

    [[nodiscard]] const Office& office() const { return office_; }
    [[nodiscard]] std::span<const LoggedBranch> branches() const { return branches_; }
    [[nodiscard]] const LoggedBranch& branch(std::uint32_t number) const { return branches_.at(number); }
    [[nodiscard]] Ancestry ancestry() const;

    [[nodiscard]] std::optional<OperationId> id_at(const Place& place) const;
    // The operation of that lineage, sequence and name, whatever branch it is on.
    [[nodiscard]] std::optional<Place> find(const LineageId& lineage, std::uint64_t sequence,
                                            OperationName name) const;
    [[nodiscard]] std::optional<Place> find(const LineageId& lineage, std::uint64_t sequence,
                                            const OperationId& id) const;

    // A new branch, empty: at `fork`, or a lineage's root (`tip_id` is then root_id()).
    std::uint32_t add_branch(const LineageId& lineage, const WriterId& writer,
                             const std::optional<Place>& fork, const OperationId& tip_id);
    // Operations behind the tip of a branch, in order.
    void append(std::uint32_t branch, std::span<const NewOperation> operations);

    void keep_seal(const Place& place, BytesView seal);
    // The last seal of the branch at or before `last` and after `after`, and where it stands.
    struct Seal {
        std::uint64_t sequence = 0;
        Bytes bytes;
    };
    [[nodiscard]] std::optional<Seal> last_seal(std::uint32_t branch, std::uint64_t after,
                                                std::uint64_t last) const;
    [[nodiscard]] std::optional<Seal> first_seal(std::uint32_t branch, std::uint64_t after) const;

    // Bodies of one branch from `first` on, oldest first, as many as a frame of `bytes_max` (inflated, with
    // their heads) and `count_max` holds; at least one when there is one. They end before a rotten one.
    [[nodiscard]] std::vector<Bytes> bodies(std::uint32_t branch, std::uint64_t first, std::uint64_t last,
                                            std::size_t count_max, std::size_t bytes_max) const;
    // The exact bodies of `place` and its ancestors laid end to end: the last limits::history_bytes_max.
    [[nodiscard]] Bytes history(std::optional<Place> place) const;

    // All operations of one scope ("" for the office itself), decoded, in no order that matters. A rotten one
    // has no body, as one that this program cannot read: merging holds it back, whole, wherever it is met.
    [[nodiscard]] std::vector<Operation> operations(std::string_view scope) const;
    // One operation.
    [[nodiscard]] std::optional<Bytes> body_at(const Place& place) const;
    // Every scope that has operations.
    [[nodiscard]] std::vector<std::string> scopes() const;
    [[nodiscard]] std::uint64_t count() const;
    // Of one scope. Cheap: the index alone is read.
    [[nodiscard]] std::uint64_t count(std::string_view scope) const;

    // Where this view met rot that is not noted yet, in what was read so far.
    [[nodiscard]] std::span<const Place> rot_met() const { return rot_met_; }
    // Reads every body. Afterwards rot_met() and damaged() together name all rot.
    void look_for_rot() const;
    // Kept, in an open Transaction, until a whole body comes: these bytes are passed on to nobody.
    void note_rotten(const Place& place);
    // The noted ones, sorted.
    [[nodiscard]] std::span<const Place> damaged() const { return damaged_; }
    [[nodiscard]] bool is_damaged(const Place& place) const;
    // The last place of those at `place` and before it that no noted rot is at or before: what may be said to
    // be held. Nothing: not even its lineage's first.
    [[nodiscard]] std::optional<Place> sound_up_to(const Place& place) const;
    // The operation that stands before, or nothing at a root; its id, or the root's.
    [[nodiscard]] std::optional<Place> before(const Place& place) const;
    [[nodiscard]] OperationId parent_id(const Place& place) const;
    // A body for a noted place, from whoever holds it: taken when it makes the id there, or, should the id
    // itself have rotted, when it makes its successor's. False: it is another operation.
    bool heal(const Place& place, const OperationId& id, BytesView body);
    // Throws StoreError (corrupt) unless every branch ends with the operation that it says.
    void check_ends() const;
    [[nodiscard]] std::vector<ScopeCount> count_by_scope(std::uint32_t branch, std::uint64_t through) const;

  private:
    void meet_rot(const Place& place) const;

    Database* database_;
    Office office_;
    WriterId server_;
    std::vector<LoggedBranch> branches_;
    std::vector<Place> damaged_;
    mutable std::vector<Place> rot_met_;
};

}  // namespace phirap
