#include "server/schema.h"

#include <array>
#include <string>

#include "shared/replica/operation_log.h"

namespace phirap::server {
namespace {

std::string first_version() {
    return OperationLog::schema() + R"sql(
-- The server itself: one row, made by init. A new epoch is drawn by restore.
CREATE TABLE identity (
    only       INTEGER PRIMARY KEY CHECK (only = 0),
    epoch      BLOB NOT NULL,
    mission    TEXT NOT NULL,
    made_ms    INTEGER NOT NULL
) STRICT;

-- An office: the end of its feed, the run that the server goes on writing for it, and the last hybrid time
-- that it gave there.
CREATE TABLE office (
    office       TEXT PRIMARY KEY,
    position     INTEGER NOT NULL,
    chain        BLOB NOT NULL,
    own_branch   INTEGER,
    time_ms      INTEGER NOT NULL,
    time_counter INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The feed: every operation of an office in the order of its coming, a row for each run that came together.
-- A run fills positions first_position and up without a gap; chain is the digest after its last.
CREATE TABLE feed_run (
    office         TEXT    NOT NULL,
    first_position INTEGER NOT NULL,
    branch         INTEGER NOT NULL,
    first          INTEGER NOT NULL,
    count          INTEGER NOT NULL,
    chain          BLOB    NOT NULL,
    arrived_ms     INTEGER NOT NULL,
    PRIMARY KEY (office, first_position)
) STRICT, WITHOUT ROWID;

-- Agents by id, read from the admissions and revocations in the log, and what was last heard of each.
CREATE TABLE agent (
    agent           BLOB PRIMARY KEY,
    office          TEXT NOT NULL,
    key             BLOB NOT NULL,
    paper           BLOB NOT NULL,
    machine         TEXT NOT NULL,
    admitted_ms     INTEGER NOT NULL,
    revoked         INTEGER NOT NULL DEFAULT 0,
    kept_revoked    INTEGER NOT NULL DEFAULT 0,
    contact_ms      INTEGER,
    queue           INTEGER,
    clock_error_ms  INTEGER,
    version         TEXT
) STRICT, WITHOUT ROWID;

-- Enrolment codes: only the hash of the secret is kept.
CREATE TABLE code (
    secret_hash BLOB PRIMARY KEY,
    office      TEXT NOT NULL,
    made_ms     INTEGER NOT NULL,
    expires_ms  INTEGER NOT NULL,
    used_by     BLOB
) STRICT, WITHOUT ROWID;

-- Months whose operations changed since they were last graded: work for the background.
CREATE TABLE ungraded (
    office TEXT NOT NULL,
    scope  TEXT NOT NULL,
    PRIMARY KEY (office, scope)
) STRICT, WITHOUT ROWID;

-- Pictures that are coming: `bytes` of `length` are in the file of that name under uploads/, durable, and
-- `hash` is the state of SHA-256 over them. The file may hold more; that does not count.
CREATE TABLE upload (
    office     TEXT    NOT NULL,
    sha256     BLOB    NOT NULL CHECK (length(sha256) = 32),
    length     INTEGER NOT NULL CHECK (length >= 0),
    bytes      INTEGER NOT NULL CHECK (bytes BETWEEN 0 AND length),
    hash       BLOB    NOT NULL,
    metadata   TEXT    NOT NULL,
    expires_ms INTEGER NOT NULL,
    PRIMARY KEY (office, sha256)
) STRICT, WITHOUT ROWID;

-- Pictures that are here, under evidence/<office>/.
CREATE TABLE picture (
    office   TEXT    NOT NULL,
    sha256   BLOB    NOT NULL CHECK (length(sha256) = 32),
    bytes    INTEGER NOT NULL,
    metadata TEXT    NOT NULL,
    PRIMARY KEY (office, sha256)
) STRICT, WITHOUT ROWID;
)sql";
}

std::string second_version() {
    return OperationLog::schema_of_damage() + R"sql(
-- archived: a backup that was verified holds it, too. backup: the last of those, one row.
ALTER TABLE picture ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived BETWEEN 0 AND 1);
CREATE TABLE backup (
    only       INTEGER PRIMARY KEY CHECK (only = 0),
    made_ms    INTEGER NOT NULL,
    folder     TEXT    NOT NULL,
    bytes      INTEGER NOT NULL,
    operations INTEGER NOT NULL,
    pictures   INTEGER NOT NULL
) STRICT;
)sql";
}

}  // namespace

const Schema& schema() {
    static const std::string first = first_version();
    static const std::string second = second_version();
    static const std::array<std::string_view, 2> versions = {first, second};
    static const Schema schema{0x50485331, versions};  // "PHS1"
    return schema;
}

}  // namespace phirap::server
