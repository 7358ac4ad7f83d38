#include "server/server_store.h"

#include <algorithm>

#include "shared/core/invariant.h"
#include "shared/core/mutant.h"
#include "shared/wire/frame.h"
#include "shared/wire/operation_body.h"

namespace phirap::server {
namespace {

AgentRow agent_of(const Statement& rows) {
    AgentRow agent;
    agent.agent = rows.id<WriterId>(0);
    agent.office = rows.text(1);
    agent.key = rows.id<PublicKey>(2);
    const BytesView paper = rows.blob(3);
    agent.paper.assign(paper.begin(), paper.end());
    agent.machine = rows.text(4);
    agent.admitted_ms = rows.integer(5);
    agent.revoked = rows.integer(6) != 0;
    agent.kept_revoked = rows.integer(7);
    agent.contact_ms = rows.optional_integer(8);
    agent.queue = rows.optional_integer(9);
    agent.clock_error_ms = rows.optional_integer(10);
    agent.version = rows.text(11);
    return agent;
}

constexpr std::string_view agent_columns =
    "SELECT agent, office, key, paper, machine, admitted_ms, revoked, kept_revoked, contact_ms, queue, "
    "clock_error_ms, "
    "version FROM agent";

}  // namespace

void ServerStore::init(Database& database, const std::string& mission, Clock& clock, Chance& chance) {
    Transaction transaction(database);
    put_identity(database, mission, clock, chance);
    transaction.commit();
}

void ServerStore::put_identity(Database& database, const std::string& mission, Clock& clock, Chance& chance) {
    database.run("INSERT INTO identity VALUES (0, ?, ?, ?)", chance.id<Epoch>(), mission, clock.wall_ms());
}

ServerStore::ServerStore(Database& database, const SigningKey& key, Clock& clock, Chance& chance)
    : database_(&database), key_(&key), clock_(&clock), chance_(&chance), id_(key.writer()) {
    Statement rows = database_->rows("SELECT epoch, mission FROM identity");
    invariant(rows.next(), "a server's store is opened after init");
    epoch_ = rows.id<Epoch>(0);
    mission_ = rows.text(1);
}

OperationLog ServerStore::log(const Office& office) const {
    return OperationLog(*database_, office, id_);
}

Law ServerStore::law(const Office& office) const {
    return law_of(log(office), id_);
}

Feed ServerStore::feed(const Office& office) const {
    Feed feed;
    Statement rows = database_->rows(
        "SELECT position, chain, own_branch, time_ms, time_counter FROM office WHERE office = ?", office);
    if (!rows.next()) {
        feed.chain = chain_start(id_, office);
        return feed;
    }
    feed.position = static_cast<std::uint64_t>(rows.integer(0));
    feed.chain = rows.id<Digest>(1);
    if (!rows.is_null(2)) {
        feed.own_branch = static_cast<std::uint32_t>(rows.integer(2));
    }
    feed.time = {rows.integer(3), static_cast<std::uint16_t>(rows.integer(4))};
    return feed;
}

void ServerStore::put(const Office& office, const Feed& feed) {
    database_->run("INSERT OR REPLACE INTO office VALUES (?, ?, ?, ?, ?, ?)", office, feed.position,
                   feed.chain, feed.own_branch, feed.time.wall_ms, feed.time.counter);
}

std::vector<FeedRun> ServerStore::feed_runs(const Office& office, std::uint64_t position,
                                            std::size_t runs_max) const {
    std::vector<FeedRun> runs;
    if (mutant(Mutant::cursor_by_wall_clock)) {
        position = static_cast<std::uint64_t>(
            database_
                ->integer("SELECT max(first_position) FROM feed_run WHERE office = ?1 AND arrived_ms <= "
                          "(SELECT max(arrived_ms) FROM feed_run WHERE office = ?1 AND first_position <= ?2)",
                          office, position)
                .value_or(0));
    }
    Statement rows = database_->rows(
        "SELECT first_position, branch, first, count, chain FROM feed_run WHERE office = ? AND "
        "first_position > ? ORDER BY first_position LIMIT ?",
        office, position, runs_max);
    while (rows.next()) {
        runs.push_back(
            {static_cast<std::uint64_t>(rows.integer(0)),
             {static_cast<std::uint32_t>(rows.integer(1)), static_cast<std::uint64_t>(rows.integer(2)),
              static_cast<std::uint64_t>(rows.integer(3))},
             rows.id<Digest>(4)});
    }
    return runs;
}

std::vector<Office> ServerStore::offices() const {
    std::vector<Office> offices;
    Statement rows = database_->rows("SELECT office FROM office ORDER BY office");
    while (rows.next()) {
        offices.emplace_back(rows.text(0));
    }
    return offices;
}

std::optional<AgentRow> ServerStore::agent(const WriterId& agent) const {
    Statement rows = database_->rows(std::string(agent_columns) + " WHERE agent = ?", agent);
    return rows.next() ? std::optional(agent_of(rows)) : std::nullopt;
}

std::vector<AgentRow> ServerStore::agents() const {
    std::vector<AgentRow> agents;
    Statement rows = database_->rows(std::string(agent_columns) + " ORDER BY office, admitted_ms, agent");
    while (rows.next()) {
        agents.push_back(agent_of(rows));
    }
    return agents;
}

void ServerStore::heard_of(const WriterId& agent, const Hello& hello, std::uint64_t brought) {
    const std::int64_t now = clock_->wall_ms();
    constexpr std::uint64_t shown_max = 1'000'000'000'000;
    database_->run(
        "UPDATE agent SET contact_ms = ?, queue = ?, clock_error_ms = ?, version = ? WHERE agent = ?", now,
        std::min(hello.queue - std::min(hello.queue, brought), shown_max), hello.wall_ms - now, hello.version,
        agent);
}

void ServerStore::add_to_feed(const Office& office, const Run& run,
                              std::span<const NewOperation> operations) {
    Feed feed = this->feed(office);
    const std::uint64_t first = feed.position + 1;
    const std::int64_t now = clock_->wall_ms();
    std::string_view last_scope;
    for (const NewOperation& operation : operations) {
        feed.chain = chain_after(feed.chain, operation.id);
        if (operation.scope != last_scope) {
            database_->run("INSERT OR IGNORE INTO ungraded VALUES (?, ?)", office, operation.scope);
            last_scope = operation.scope;
        }
        if (const std::optional<HybridTime> time = time_of_body(operation.body)) {
            feed.time = adopt(feed.time, *time, now);
        }
    }
    feed.position += run.count;
    database_->run("INSERT INTO feed_run VALUES (?, ?, ?, ?, ?, ?, ?)", office, first, run.branch, run.first,
                   run.count, feed.chain, now);
    put(office, feed);
}

Result<OperationId> ServerStore::say_to(const Office& office, OperationBody body) {
    OperationLog log = this->log(office);
    Feed feed = this->feed(office);
    if (!feed.own_branch) {
        const LineageId lineage = chance_->id<LineageId>();
        feed.own_branch = log.add_branch(lineage, id_, std::nullopt, root_id({id_, office, id_, lineage}));
    }
    feed.time = body.time = next_time(feed.time, clock_->wall_ms());
    Result<Bytes> encoded = encode_body(body);
    if (!encoded) {
        return tl::unexpected(encoded.error());
    }
    const LoggedBranch& own = log.branch(*feed.own_branch);
    const OperationId id = operation_id(own.tip_id, *encoded);
    const std::vector<NewOperation> operations = {{id, to_text(body.scope), *std::move(encoded)}};
    log.append(own.number, operations);
    const Place place{own.number, log.branch(own.number).tip};
    const LineageRoot root{id_, office, id_, own.lineage};
    log.keep_seal(place, make_seal(*key_, root, place.sequence, id));
    put(office, feed);
    add_to_feed(office, {place.branch, place.sequence, 1}, operations);
    apply_office_word(office, body);
    return id;
}

void ServerStore::forked(const Office& office) {
    Feed feed = this->feed(office);
    feed.own_branch.reset();
    put(office, feed);
}

void ServerStore::apply_office_word(const Office& office, const OperationBody& body) {
    for (const Change& change : body.changes) {
        if (change.kind != ChangeKind::set) {
            continue;
        }
        const auto value = [&](std::string_view key) -> const Value* {
            const auto found = std::ranges::find(change.fields, key, &Field::key);
            return found == change.fields.end() ? nullptr : &found->value;
        };
        if (change.entity.kind == EntityKind::admission) {
            const Value* paper = value("paper");
            const Bytes* bytes = paper == nullptr ? nullptr : std::get_if<Bytes>(paper);
            const std::optional<Admission> admission =
                bytes == nullptr ? std::nullopt : read_paper(*bytes, key_->public_key());
            if (admission && admission->office == office) {
                const Value* name = value("name");
                database_->run(
                    "INSERT OR IGNORE INTO agent (agent, office, key, paper, machine, admitted_ms, version) "
                    "VALUES (?, ?, ?, ?, ?, ?, '')",
                    writer_of(admission->key), office, admission->key, *bytes,
                    name == nullptr ? std::string_view() : text_in(*name), body.time.wall_ms);
            }
        }
        if (change.entity.kind == EntityKind::admission || change.entity.kind == EntityKind::revocation) {
            // By the law of all that is held: after a restore words are brought back in any order.
            const WriterId writer{change.entity.id.bytes};
            database_->run("UPDATE agent SET revoked = ? WHERE agent = ?",
                           law(office).revoked.contains(writer), writer);
        }
    }
}

std::vector<std::pair<Office, Scope>> ServerStore::ungraded() const {
    std::vector<std::pair<Office, Scope>> waiting;
    Statement rows = database_->rows("SELECT office, scope FROM ungraded ORDER BY office, scope");
    while (rows.next()) {
        waiting.emplace_back(Office(rows.text(0)), scope_from_text(rows.text(1)));
    }
    return waiting;
}

void ServerStore::graded(const Office& office, const Scope& scope) {
    database_->run("DELETE FROM ungraded WHERE office = ? AND scope = ?", office, to_text(scope));
}

}  // namespace phirap::server
