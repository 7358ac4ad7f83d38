#include "shared/replica/operation_log.h"

#include <algorithm>

#include "shared/core/invariant.h"
#include "shared/wire/limits.h"
#include "shared/wire/operation_body.h"

namespace phirap {

std::string OperationLog::schema() {
    return R"sql(
-- A run of one writer's operations without a fork. fork_* is the operation that its first one has for a
-- parent, NULL at a lineage's root; tip is the last sequence, equal to the fork's (or 0) while empty.
CREATE TABLE branch (
    office        TEXT    NOT NULL,
    number        INTEGER NOT NULL,
    lineage       BLOB    NOT NULL CHECK (length(lineage) = 16),
    writer        BLOB    NOT NULL CHECK (length(writer) = 16),
    fork_branch   INTEGER,
    fork_sequence INTEGER,
    tip           INTEGER NOT NULL,
    tip_id        BLOB    NOT NULL CHECK (length(tip_id) = 32),
    PRIMARY KEY (office, number)
) STRICT, WITHOUT ROWID;

-- Operations, as their author encoded them, for ever. The table is in the order of arrival, so that a row
-- costs one append; its indexes find it by place and by report.
CREATE TABLE operation (
    office   TEXT    NOT NULL,
    branch   INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    scope    TEXT    NOT NULL,
    id       BLOB    NOT NULL,
    body     BLOB    NOT NULL
) STRICT;
CREATE UNIQUE INDEX operation_place ON operation (office, branch, sequence);
CREATE INDEX operation_scope ON operation (office, scope);

-- The author's signatures. Each vouches for the operation there and all its ancestors.
CREATE TABLE seal (
    office   TEXT    NOT NULL,
    branch   INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    bytes    BLOB    NOT NULL,
    PRIMARY KEY (office, branch, sequence)
) STRICT, WITHOUT ROWID;
)sql";
}

std::string OperationLog::schema_of_damage() {
    return R"sql(
-- Operations whose bytes here no longer make their id: kept as they are, passed on to nobody and counted for
-- nothing, until a holder brings them again.
CREATE TABLE damaged (
    office   TEXT    NOT NULL,
    branch   INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (office, branch, sequence)
) STRICT, WITHOUT ROWID;
)sql";
}

OperationLog::OperationLog(Database& database, Office office, const WriterId& server)
    : database_(&database), office_(std::move(office)), server_(server) {
    Statement rows = database_->rows(
        "SELECT number, lineage, writer, fork_branch, fork_sequence, tip, tip_id FROM branch WHERE office = "
        "? ORDER BY number",
        office_);
    while (rows.next()) {
        LoggedBranch branch;
        branch.number = static_cast<std::uint32_t>(rows.integer(0));
        if (branch.number != branches_.size()) {
            database_->throw_corrupt("branches are not numbered from 0 without a gap");
        }
        branch.lineage = rows.id<LineageId>(1);
        branch.writer = rows.id<WriterId>(2);
        if (!rows.is_null(3)) {
            branch.fork = Place{static_cast<std::uint32_t>(rows.integer(3)),
                                static_cast<std::uint64_t>(rows.integer(4))};
            if (branch.fork->branch >= branch.number) {
                database_->throw_corrupt("a branch forked from one that came after it");
            }
        }
        branch.tip = static_cast<std::uint64_t>(rows.integer(5));
        branch.tip_id = rows.id<OperationId>(6);
        branches_.push_back(branch);
    }
    Statement places = database_->rows(
        "SELECT branch, sequence FROM damaged WHERE office = ? ORDER BY branch, sequence", office_);
    while (places.next()) {
        damaged_.push_back(
            {static_cast<std::uint32_t>(places.integer(0)), static_cast<std::uint64_t>(places.integer(1))});
    }
}

Ancestry OperationLog::ancestry() const {
    std::vector<Branch> branches;
    for (const LoggedBranch& branch : branches_) {
        branches.push_back({branch.lineage, branch.writer, branch.fork});
    }
    return Ancestry(std::move(branches));
}

std::optional<OperationId> OperationLog::id_at(const Place& place) const {
    const LoggedBranch& branch = branches_.at(place.branch);
    if (place.sequence == branch.tip) {
        return branch.tip_id;
    }
    Statement rows =
        database_->rows("SELECT id FROM operation WHERE office = ? AND branch = ? AND sequence = ?", office_,
                        place.branch, place.sequence);
    return rows.next() ? std::optional(rows.id<OperationId>(0)) : std::nullopt;
}

std::optional<Place> OperationLog::find(const LineageId& lineage, std::uint64_t sequence,
                                        OperationName name) const {
    for (const LoggedBranch& branch : branches_) {
        const std::uint64_t start = branch.fork ? branch.fork->sequence : 0;
        if (branch.lineage == lineage && sequence > start && sequence <= branch.tip) {
            const std::optional<OperationId> id = id_at({branch.number, sequence});
            if (id && name_of(*id) == name) {
                return Place{branch.number, sequence};
            }
        }
    }
    return std::nullopt;
}

std::optional<Place> OperationLog::find(const LineageId& lineage, std::uint64_t sequence,
                                        const OperationId& id) const {
    const std::optional<Place> place = find(lineage, sequence, name_of(id));
    return place && id_at(*place) == id ? place : std::nullopt;
}

std::uint32_t OperationLog::add_branch(const LineageId& lineage, const WriterId& writer,
                                       const std::optional<Place>& fork, const OperationId& tip_id) {
    LoggedBranch branch{static_cast<std::uint32_t>(branches_.size()),
                        lineage,
                        writer,
                        fork,
                        fork ? fork->sequence : 0,
                        tip_id};
    std::optional<std::uint32_t> fork_branch;
    std::optional<std::uint64_t> fork_sequence;
    if (fork) {
        fork_branch = fork->branch;
        fork_sequence = fork->sequence;
    }
    database_->run("INSERT INTO branch VALUES (?, ?, ?, ?, ?, ?, ?, ?)", office_, branch.number, lineage,
                   writer, fork_branch, fork_sequence, branch.tip, tip_id);
    branches_.push_back(branch);
    return branch.number;
}

void OperationLog::append(std::uint32_t number, std::span<const NewOperation> operations) {
    LoggedBranch& branch = branches_.at(number);
    for (const NewOperation& operation : operations) {
        ++branch.tip;
        branch.tip_id = operation.id;
        database_->run(
            "INSERT INTO operation (office, branch, sequence, scope, id, body) VALUES (?, ?, ?, ?, ?, ?)",
            office_, number, branch.tip, operation.scope, operation.id, operation.body);
    }
    database_->run("UPDATE branch SET tip = ?, tip_id = ? WHERE office = ? AND number = ?", branch.tip,
                   branch.tip_id, office_, number);
}

void OperationLog::keep_seal(const Place& place, BytesView seal) {
    database_->run("INSERT OR IGNORE INTO seal VALUES (?, ?, ?, ?)", office_, place.branch, place.sequence,
                   seal);
}

namespace {

std::optional<OperationLog::Seal> one_seal(Statement rows) {
    if (!rows.next()) {
        return std::nullopt;
    }
    const BytesView bytes = rows.blob(1);
    return OperationLog::Seal{static_cast<std::uint64_t>(rows.integer(0)), {bytes.begin(), bytes.end()}};
}

// What a frame writes before a body (RFC 8949 section 3). Exact, since a run that came as one full frame
// must be cut out as one again.
std::size_t head_bytes(std::size_t body_bytes) {
    return body_bytes < 24 ? 1 : body_bytes <= 0xff ? 2 : body_bytes <= 0xffff ? 3 : 5;
}

}  // namespace

std::optional<OperationLog::Seal> OperationLog::last_seal(std::uint32_t branch, std::uint64_t after,
                                                          std::uint64_t last) const {
    return one_seal(
        database_->rows("SELECT sequence, bytes FROM seal WHERE office = ? AND branch = ? AND sequence > ? "
                        "AND sequence <= ? ORDER BY sequence DESC LIMIT 1",
                        office_, branch, after, last));
}

std::optional<OperationLog::Seal> OperationLog::first_seal(std::uint32_t branch, std::uint64_t after) const {
    return one_seal(
        database_->rows("SELECT sequence, bytes FROM seal WHERE office = ? AND branch = ? AND sequence > ? "
                        "ORDER BY sequence LIMIT 1",
                        office_, branch, after));
}

std::vector<Bytes> OperationLog::bodies(std::uint32_t branch, std::uint64_t first, std::uint64_t last,
                                        std::size_t count_max, std::size_t bytes_max) const {
    std::vector<Bytes> bodies;
    std::size_t total = 0;
    Statement rows = database_->rows(
        "SELECT body, id FROM operation WHERE office = ? AND branch = ? AND sequence >= ? "
        "AND sequence <= ? ORDER BY sequence",
        office_, branch, first, last);
    OperationId parent = first <= last ? parent_id({branch, first}) : OperationId{};
    while (bodies.size() < count_max && rows.next()) {
        const BytesView body = rows.blob(0);
        total += body.size() + head_bytes(body.size());
        if (total > bytes_max && !bodies.empty()) {
            break;
        }
        const OperationId id = rows.id<OperationId>(1);
        if (operation_id(parent, body) != id) {
            meet_rot({branch, first + bodies.size()});
            break;
        }
        parent = id;
        bodies.emplace_back(body.begin(), body.end());
    }
    return bodies;
}

Bytes OperationLog::history(std::optional<Place> place) const {
    std::vector<Bytes> newest_first;
    std::size_t total = 0;
    while (place && total < limits::history_bytes_max) {
        Statement rows = database_->rows(
            "SELECT body FROM operation WHERE office = ? AND branch = ? AND sequence <= ? "
            "ORDER BY sequence DESC",
            office_, place->branch, place->sequence);
        while (total < limits::history_bytes_max && rows.next()) {
            const BytesView body = rows.blob(0);
            newest_first.emplace_back(body.begin(), body.end());
            total += body.size();
        }
        place = branches_.at(place->branch).fork;
    }
    Bytes history;
    history.reserve(total);
    for (auto body = newest_first.rbegin(); body != newest_first.rend(); ++body) {
        phirap::append(history, *body);
    }
    if (history.size() > limits::history_bytes_max) {
        history.erase(history.begin(),
                      history.end() - static_cast<std::ptrdiff_t>(limits::history_bytes_max));
    }
    return history;
}

std::vector<Operation> OperationLog::operations(std::string_view scope) const {
    std::vector<Operation> operations;
    // Most stand behind the last one that was read of their branch: its id is at hand then.
    std::vector<std::pair<std::uint64_t, OperationId>> last(branches_.size());
    Statement rows = database_->rows(
        "SELECT branch, sequence, id, body FROM operation WHERE office = ? AND scope = ?", office_, scope);
    while (rows.next()) {
        const Place place{static_cast<std::uint32_t>(rows.integer(0)),
                          static_cast<std::uint64_t>(rows.integer(1))};
        if (place.branch >= branches_.size()) {
            database_->throw_corrupt("an operation stands on a branch that is not there");
        }
        auto& [sequence, last_id] = last[place.branch];
        const OperationId parent =
            place.sequence == sequence + 1 && sequence > 0 ? last_id : parent_id(place);
        const OperationId id = rows.id<OperationId>(2);
        const BytesView body = rows.blob(3);
        const bool whole = operation_id(parent, body) == id;
        if (!whole) {
            meet_rot(place);
        }
        operations.push_back(
            {id, place, branches_[place.branch].writer, whole ? decode_body(body) : std::nullopt});
        sequence = place.sequence;
        last_id = id;
    }
    return operations;
}

std::optional<Bytes> OperationLog::body_at(const Place& place) const {
    Statement rows =
        database_->rows("SELECT body FROM operation WHERE office = ? AND branch = ? AND sequence = ?",
                        office_, place.branch, place.sequence);
    if (!rows.next()) {
        return std::nullopt;
    }
    const BytesView body = rows.blob(0);
    return Bytes(body.begin(), body.end());
}

std::vector<std::string> OperationLog::scopes() const {
    std::vector<std::string> scopes;
    Statement rows =
        database_->rows("SELECT DISTINCT scope FROM operation WHERE office = ? ORDER BY scope", office_);
    while (rows.next()) {
        scopes.emplace_back(rows.text(0));
    }
    return scopes;
}

std::vector<ScopeCount> OperationLog::count_by_scope(std::uint32_t branch, std::uint64_t through) const {
    std::vector<ScopeCount> counts;
    Statement rows = database_->rows(
        "SELECT scope, sum(sequence <= ?1), sum(sequence > ?1), sum(iif(sequence > ?1, length(body), 0)) "
        "FROM operation WHERE office = ?2 AND branch = ?3 GROUP BY scope",
        through, office_, branch);
    while (rows.next()) {
        counts.push_back({std::string(rows.text(0)), static_cast<std::uint64_t>(rows.integer(1)),
                          static_cast<std::uint64_t>(rows.integer(2)),
                          static_cast<std::uint64_t>(rows.integer(3))});
    }
    return counts;
}

std::uint64_t OperationLog::count(std::string_view scope) const {
    Statement rows =
        database_->rows("SELECT count(*) FROM operation WHERE office = ? AND scope = ?", office_, scope);
    return rows.next() ? static_cast<std::uint64_t>(rows.integer(0)) : 0;
}

std::uint64_t OperationLog::count() const {
    std::uint64_t count = 0;
    for (const LoggedBranch& branch : branches_) {
        count += branch.tip - (branch.fork ? branch.fork->sequence : 0);
    }
    return count;
}

}  // namespace phirap
