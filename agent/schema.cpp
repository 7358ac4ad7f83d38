#include "agent/schema.h"

#include <array>
#include <string>

#include "shared/replica/operation_log.h"

namespace phirap::agent {
namespace {

std::string first_version() {
    return OperationLog::schema() + R"sql(
-- Who we are and whom we report to: one row, written by enrol. The secret goes once the paper is here.
CREATE TABLE enrolment (
    only       INTEGER PRIMARY KEY CHECK (only = 0),
    agent      BLOB NOT NULL,
    office     TEXT NOT NULL,
    server_key BLOB NOT NULL,
    url        TEXT NOT NULL,
    pin        BLOB,
    mission    TEXT NOT NULL,
    secret     BLOB,
    machine    TEXT NOT NULL,
    paper      BLOB
) STRICT;

-- How far we are: one row. own_branch is the run that we go on writing; time_* the last hybrid time that we
-- gave or adopted; cursor_* how far we have the feed, NULL when that is not known.
CREATE TABLE progress (
    only            INTEGER PRIMARY KEY CHECK (only = 0),
    own_branch      INTEGER NOT NULL,
    time_ms         INTEGER NOT NULL,
    time_counter    INTEGER NOT NULL,
    cursor_epoch    BLOB,
    cursor_position INTEGER,
    cursor_chain    BLOB,
    head            INTEGER NOT NULL DEFAULT 0,
    clock_offset_ms INTEGER,            -- the server's clock less ours, at the last contact
    contact_ms      INTEGER,            -- our clock then
    acknowledgement BLOB,               -- the last one obeyed, whole
    holds           BLOB NOT NULL DEFAULT x'',
    verdict         INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What the server is known to hold of each branch. fed: through this sequence it stands in the feed at or
-- before the cursor. acked: what the last acknowledgement that was asked about it said; may go down. ladder
-- and plain say how to offer it next: with names further back, and without history.
CREATE TABLE confirmation (
    branch INTEGER PRIMARY KEY,
    fed    INTEGER NOT NULL,
    acked  INTEGER NOT NULL,
    ladder INTEGER NOT NULL DEFAULT 0,
    plain  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What of a month a person at this PC was shown last, for the commands that follow: the names (8 bytes each)
-- of the operations that it was folded from.
CREATE TABLE shown (
    scope TEXT PRIMARY KEY,
    names BLOB NOT NULL
) STRICT;

-- The last attempt, for `status`: how it ended, and in whose words.
CREATE TABLE attempt (
    only      INTEGER PRIMARY KEY CHECK (only = 0),
    wall_ms   INTEGER NOT NULL,
    ending    INTEGER NOT NULL,
    detail    TEXT NOT NULL,
    failures  INTEGER NOT NULL
) STRICT;

-- Rounds that went by bundle and are not answered yet, of the last 16 bundles: what finish_round must know
-- when the answer is brought. offered: pairs of branch and sequence, as CBOR. cursor_*: of the round's hello.
CREATE TABLE bundled_round (
    nonce           BLOB PRIMARY KEY,
    bundle          INTEGER NOT NULL,
    enrolment       INTEGER NOT NULL,
    request_digest  BLOB NOT NULL,
    offered         BLOB NOT NULL,
    pictures        BLOB NOT NULL,  -- SHA-256 of those that its hello asked about
    cursor_epoch    BLOB,
    cursor_position INTEGER,
    cursor_chain    BLOB
) STRICT, WITHOUT ROWID;

-- What was learnt of the line (agent/line_estimate.h), so that the first request after a start fits it too.
CREATE TABLE line (
    only        INTEGER PRIMARY KEY CHECK (only = 0),
    frame_bytes INTEGER NOT NULL,
    bytes_per_s INTEGER NOT NULL,
    in_use_ms   INTEGER NOT NULL,
    cuts        INTEGER NOT NULL
) STRICT;

-- Pictures that the reports name: what folding them gave when a scope had so many operations. May be emptied
-- at any time, and is there again after the next look.
CREATE TABLE upload_seen (
    scope      TEXT PRIMARY KEY,
    operations INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE upload_wanted (
    scope   TEXT    NOT NULL,
    month   INTEGER NOT NULL,
    row     BLOB    NOT NULL,
    child   INTEGER NOT NULL,
    role    TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    sha256  BLOB    NOT NULL,            -- of what is sent to be looked at
    preview BLOB,
    PRIMARY KEY (scope, row, child)
) STRICT, WITHOUT ROWID;

-- How far each file is: rank 0 previews, 1 what is looked at; state as in agent/upload_table.h, 2 by the
-- server's signed word alone; sent as the server last said, for people: it is asked again before going on.
CREATE TABLE upload (
    sha256        BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    rank          INTEGER NOT NULL,
    state         INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),
    sent          INTEGER NOT NULL DEFAULT 0,
    why           TEXT    NOT NULL DEFAULT '',
    not_before_ms INTEGER NOT NULL DEFAULT 0,
    asked_ms      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
)sql";
}

std::string second_version() {
    return OperationLog::schema_of_damage() + R"sql(
-- archived: by the server's signed word a verified backup holds it, so that its rendition may make room.
ALTER TABLE upload ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived BETWEEN 0 AND 1);
-- Through which sequence the server still has of a branch what stands in its feed: it lost the bytes of what
-- follows, and asks for them again. NULL: it does not.
ALTER TABLE confirmation ADD COLUMN again INTEGER;
)sql";
}

std::string third_version() {
    return R"sql(
-- What was typed into a field of a page and could not be read ("about 20" as a number): kept here alone, shown
-- again, and counted nowhere. row: zeros for the month's own fields.
CREATE TABLE draft (
    scope TEXT NOT NULL,
    row   BLOB NOT NULL CHECK (length(row) = 16),
    key   TEXT NOT NULL,
    typed TEXT NOT NULL,
    PRIMARY KEY (scope, row, key)
) STRICT, WITHOUT ROWID;

-- What is set on the desk's pages for this PC: who records here.
CREATE TABLE desk_setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";
}

}  // namespace

const Schema& schema() {
    static const std::string first = first_version();
    static const std::string second = second_version();
    static const std::string third = third_version();
    static const std::array<std::string_view, 3> versions = {first, second, third};
    static const Schema schema{0x50484131, versions};  // "PHA1"
    return schema;
}

}  // namespace phirap::agent
