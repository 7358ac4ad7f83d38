#include "agent/agent_store.h"

#include <algorithm>

#include "agent/completion.h"
#include "shared/core/invariant.h"
#include "shared/core/mutant.h"
#include "shared/wire/mission_pack_file.h"
#include "shared/wire/operation_body.h"

namespace phirap::agent {
namespace {

Enrolment read_enrolment(Database& database) {
    Statement rows = database.rows(
        "SELECT agent, office, server_key, url, pin, mission, secret, machine, paper FROM enrolment");
    if (!rows.next()) {
        database.throw_corrupt("there is no enrolment");
    }
    Enrolment enrolment;
    enrolment.agent = rows.id<WriterId>(0);
    enrolment.office = rows.text(1);
    enrolment.server_key = rows.id<PublicKey>(2);
    enrolment.url = rows.text(3);
    enrolment.pin = rows.optional_id<Digest>(4);
    enrolment.mission = rows.text(5);
    if (const BytesView secret = rows.blob(6); secret.size() == limits::code_secret_bytes) {
        std::ranges::copy(secret, enrolment.secret.emplace().begin());
    }
    enrolment.machine = rows.text(7);
    const BytesView paper = rows.blob(8);
    enrolment.paper.assign(paper.begin(), paper.end());
    return enrolment;
}

std::uint64_t start_of(const LoggedBranch& branch) {
    return branch.fork ? branch.fork->sequence : 0;
}

std::uint32_t add_own_branch(OperationLog& log, const Enrolment& enrolment, Chance& chance) {
    const LineageId lineage = chance.id<LineageId>();
    return log.add_branch(lineage, enrolment.agent, std::nullopt,
                          root_id({enrolment.server(), enrolment.office, enrolment.agent, lineage}));
}

void write_enrolment(Database& database, const Enrolment& enrolment, Chance& chance) {
    BytesView secret;
    if (enrolment.secret) {
        secret = *enrolment.secret;
    }
    Transaction transaction(database);
    database.run("INSERT INTO enrolment VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?)", enrolment.agent,
                 enrolment.office, enrolment.server_key, enrolment.url, enrolment.pin, enrolment.mission,
                 secret, enrolment.machine, enrolment.paper);
    OperationLog log(database, enrolment.office, enrolment.server());
    const std::uint32_t branch = add_own_branch(log, enrolment, chance);
    database.run(
        "INSERT INTO progress (only, own_branch, time_ms, time_counter, acknowledgement) VALUES (0, ?, 0, 0, "
        "x'')",
        branch);
    transaction.commit();
}

// A pack that came in the feed was checked by the server; one that this program cannot read is left aside.
std::optional<MissionPack> sent_pack(const Report& office_file, const std::string& mission) {
    const std::optional<EntityId> named = entity_named(mission);
    const EntityState* sent = named ? office_file.find({EntityKind::pack, *named, 0}) : nullptr;
    if (sent == nullptr) {
        return std::nullopt;
    }
    auto pack = mission_pack_from_json(text_in(sent->shown("json")));
    return pack ? std::optional(*std::move(pack)) : std::nullopt;
}

}  // namespace

void AgentStore::enrol(Database& database, const EnrolmentCode& code, const SigningKey& key,
                       std::string machine, Chance& chance) {
    write_enrolment(database,
                    {key.writer(), code.office, code.server_key, code.url, code.pin, code.mission,
                     code.secret, std::move(machine), Bytes()},
                    chance);
}

bool AgentStore::enrol_again(Database& database, const Journal& journal, const SigningKey& key,
                             Chance& chance) {
    const std::optional<Enrolment> enrolment = journaled_enrolment(journal);
    if (!enrolment || enrolment->agent != key.writer()) {
        return false;
    }
    write_enrolment(database, *enrolment, chance);
    return true;
}

AgentStore::AgentStore(Database& database, const SigningKey& key, Clock& clock, Chance& chance)
    : database_(&database),
      key_(&key),
      clock_(&clock),
      chance_(&chance),
      enrolment_(read_enrolment(database)),
      journal_(std::make_unique<Journal>(journal_file(database.path()), database.vfs(), key)) {
    invariant(key.writer() == enrolment_.agent, "the key in the folder is the one that was enrolled");
    complete();
}

// After this the two files say the same of our own operations.
void AgentStore::complete() {
    Completion completion(*journal_, {enrolment_.server(), enrolment_.office, enrolment_.agent, {}});
    if (!completion.database_is_whole(log())) {
        Transaction transaction(*database_);
        OperationLog own = log();
        Progress now = progress();
        completion.complete(own, now.own_branch);
        now.time = std::max(now.time, completion.time());
        const bool is_new = own.branch(now.own_branch).tip == 0;
        if (completion.forked() && !is_new) {
            begin_lineage(own, now);
        }
        put(now);
        transaction.commit();
    }
    completion.complete_journal(log(), enrolment_);
    if (completion.has_secret() && !enrolment_.secret) {
        journal_->forget_secrets();  // a power cut kept us from it
    }
    second_copy_ = {completion.to_database(), completion.to_journal(), completion.waiting(),
                    completion.journal_found()};
    journal_is_ahead_ = false;
}

Result<void> AgentStore::renew(const EnrolmentCode& code) {
    if (code.server_key != enrolment_.server_key) {
        return fail(ErrorKind::refused, "code_of_another_server");
    }
    if (code.office != enrolment_.office) {
        return fail(ErrorKind::refused, "code_of_another_office",
                    {{"office", code.office}, {"ours", enrolment_.office}});
    }
    database_->run(
        "UPDATE enrolment SET url = ?, pin = ?, secret = ?, paper = CASE WHEN ? THEN NULL ELSE paper END",
        code.url, code.pin, code.secret, progress().verdict == Verdict::unadmitted);
    refresh();
    return {};
}

Progress AgentStore::progress() const {
    Statement rows = database_->rows(
        "SELECT own_branch, time_ms, time_counter, cursor_epoch, cursor_position, cursor_chain, head, "
        "clock_offset_ms, "
        "contact_ms, acknowledgement, holds, verdict FROM progress");
    if (!rows.next()) {
        database_->throw_corrupt("there is no progress");
    }
    Progress progress;
    progress.own_branch = static_cast<std::uint32_t>(rows.integer(0));
    progress.time = {rows.integer(1), static_cast<std::uint16_t>(rows.integer(2))};
    if (!rows.is_null(3)) {
        progress.cursor =
            Cursor{rows.id<Epoch>(3), static_cast<std::uint64_t>(rows.integer(4)), rows.id<Digest>(5)};
    }
    progress.head = static_cast<std::uint64_t>(rows.integer(6));
    progress.clock_offset_ms = rows.optional_integer(7);
    progress.contact_ms = rows.optional_integer(8);
    const BytesView acknowledgement = rows.blob(9);
    progress.acknowledgement.assign(acknowledgement.begin(), acknowledgement.end());
    const BytesView holds = rows.blob(10);
    for (std::size_t at = 0; at + 16 <= holds.size(); at += 16) {
        progress.holds.push_back(*EntityId::from(holds.subspan(at, 16)));
    }
    progress.verdict = static_cast<Verdict>(rows.integer(11));
    return progress;
}

void AgentStore::put(const Progress& progress) {
    Bytes holds;
    for (const EntityId& hold : progress.holds) {
        append(holds, hold.view());
    }
    std::optional<Epoch> epoch;
    std::optional<std::uint64_t> position;
    std::optional<Digest> chain;
    if (progress.cursor) {
        epoch = progress.cursor->epoch;
        position = progress.cursor->position;
        chain = progress.cursor->chain;
    }
    database_->run(
        "UPDATE progress SET own_branch = ?, time_ms = ?, time_counter = ?, cursor_epoch = ?, "
        "cursor_position = ?, "
        "cursor_chain = ?, head = ?, clock_offset_ms = ?, contact_ms = ?, acknowledgement = ?, holds = ?, "
        "verdict = ?",
        progress.own_branch, progress.time.wall_ms, progress.time.counter, epoch, position, chain,
        progress.head, progress.clock_offset_ms, progress.contact_ms, progress.acknowledgement, holds,
        static_cast<int>(progress.verdict));
}

OperationLog AgentStore::log() const {
    return OperationLog(*database_, enrolment_.office, enrolment_.server());
}

Law AgentStore::law() const {
    if (mutant(Mutant::holds_at_server_only)) {
        return Law{enrolment_.server(), {}, {}};
    }
    return law_of(log(), enrolment_.server());
}

Report AgentStore::report(const Scope& scope) const {
    return fold(log(), scope, law());
}

Report AgentStore::report(Month month) const {
    return report(Scope{enrolment_.mission, month});
}

Report AgentStore::office_file() const {
    return report(Scope{});
}

std::vector<Month> AgentStore::months() const {
    std::vector<Month> months;
    for (const std::string& text : log().scopes()) {
        const Scope scope = scope_from_text(text);
        if (scope.mission == enrolment_.mission && scope.month) {
            months.push_back(*scope.month);
        }
    }
    return months;
}

MissionPack AgentStore::pack() const {
    std::optional<MissionPack> sent = sent_pack(office_file(), enrolment_.mission);
    return sent ? *std::move(sent) : builtin_pack();
}

Confirmation AgentStore::confirmation(std::uint32_t branch) const {
    Statement rows =
        database_->rows("SELECT fed, acked, ladder, plain, again FROM confirmation WHERE branch = ?", branch);
    if (!rows.next()) {
        return {};
    }
    Confirmation confirmation{static_cast<std::uint64_t>(rows.integer(0)),
                              static_cast<std::uint64_t>(rows.integer(1)), rows.integer(2) != 0,
                              rows.integer(3) != 0, std::nullopt};
    if (!rows.is_null(4)) {
        confirmation.again = static_cast<std::uint64_t>(rows.integer(4));
    }
    return confirmation;
}

void AgentStore::put(std::uint32_t branch, const Confirmation& confirmation) {
    database_->run("INSERT OR REPLACE INTO confirmation VALUES (?, ?, ?, ?, ?, ?)", branch, confirmation.fed,
                   confirmation.acked, confirmation.ladder, confirmation.plain, confirmation.again);
}

std::uint64_t AgentStore::confirmed(const LoggedBranch& branch, const Progress& progress) const {
    const Confirmation confirmation = this->confirmation(branch.number);
    const std::uint64_t through =
        branch.number == progress.own_branch ? confirmation.acked : confirmation.fed;
    const std::uint64_t still_held = std::min(through, confirmation.again.value_or(through));
    return std::clamp(still_held, start_of(branch), branch.tip);
}

std::uint64_t AgentStore::outbox() const {
    const OperationLog held = log();
    const Progress now = progress();
    std::uint64_t waiting = 0;
    for (const LoggedBranch& branch : held.branches()) {
        waiting += branch.tip - confirmed(branch, now);
    }
    return waiting;
}

std::optional<Attempt> AgentStore::last_attempt() const {
    Statement rows = database_->rows("SELECT wall_ms, ending, detail, failures FROM attempt");
    if (!rows.next()) {
        return std::nullopt;
    }
    return Attempt{rows.integer(0), static_cast<Ending>(rows.integer(1)), std::string(rows.text(2)),
                   static_cast<std::uint64_t>(rows.integer(3))};
}

void AgentStore::note_attempt(Ending ending, const std::string& detail, const LineEstimate& line) {
    const std::optional<Attempt> before = last_attempt();
    const std::uint64_t failures = ending == Ending::reached ? 0 : before ? before->failures + 1 : 1;
    const LineEstimate::State& state = line.state();
    Transaction transaction(*database_);
    database_->run("INSERT OR REPLACE INTO attempt VALUES (0, ?, ?, ?, ?)", clock_->wall_ms(),
                   static_cast<int>(ending), detail, failures);
    database_->run("INSERT OR REPLACE INTO line VALUES (0, ?, ?, ?, ?)", state.frame_bytes, state.bytes_per_s,
                   state.in_use_ms, state.cuts);
    transaction.commit();
}

LineEstimate AgentStore::line() const {
    Statement rows = database_->rows("SELECT frame_bytes, bytes_per_s, in_use_ms, cuts FROM line");
    return rows.next() ? LineEstimate({static_cast<std::size_t>(rows.integer(0)), rows.integer(1),
                                       rows.integer(2), rows.integer(3)})
                       : LineEstimate();
}

void AgentStore::put_paper(const Bytes& paper) {
    database_->run("UPDATE enrolment SET paper = ?, secret = NULL", paper);
}

void AgentStore::refresh() {
    Enrolment now = read_enrolment(*database_);
    if (now != enrolment_) {
        enrolment_ = std::move(now);
        journal_->append(enrolment_);
        if (!enrolment_.secret) {
            journal_->forget_secrets();
        }
    }
}

void AgentStore::begin_lineage(OperationLog& log, Progress& progress) {
    const std::uint32_t forked = progress.own_branch;
    progress.own_branch = add_own_branch(log, enrolment_, *chance_);
    if (mutant(Mutant::saved_again_after_fork)) {
        const LoggedBranch before = log.branch(forked);
        OperationId parent = log.branch(progress.own_branch).tip_id;
        std::vector<NewOperation> again;
        for (Bytes& body : log.bodies(before.number, start_of(before) + 1, before.tip, 8, SIZE_MAX)) {
            const std::optional<Scope> scope = scope_of_body(body);
            parent = operation_id(parent, body);
            again.push_back({parent, scope ? to_text(*scope) : std::string(), std::move(body)});
        }
        log.append(progress.own_branch, again);
    }
}

void AgentStore::drop_confirmations(const OperationLog& log, Progress& progress) {
    progress.cursor.reset();
    if (mutant(Mutant::confirmations_kept)) {
        return;
    }
    database_->run("UPDATE upload SET state = 0, archived = 0, asked_ms = 0");
    for (const LoggedBranch& branch : log.branches()) {
        put(branch.number, {start_of(branch), start_of(branch), false, false, std::nullopt});
    }
}

}  // namespace phirap::agent
