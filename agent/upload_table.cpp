#include "agent/upload_table.h"

#include <algorithm>

#include "shared/core/evidence.h"
#include "shared/core/mutant.h"
#include "shared/wire/operation_body.h"

namespace phirap::agent {
namespace {

// What the server said it lacks is not asked about all the time: its own PC will send it.
constexpr std::int64_t asked_again_ms = 6LL * 60 * 60 * 1000;
// What it said it holds, it may have lost since: a few at a time, each now and then. A year's pictures of an
// office cost a kilobyte a day.
constexpr std::int64_t delivered_asked_again_ms = 30LL * 24 * 60 * 60 * 1000;
constexpr std::size_t delivered_asked_max = 8;
// While this PC is short of room: whether last night's backup at the server lets some of them go.
constexpr std::int64_t archived_asked_again_ms = 24LL * 60 * 60 * 1000;
// A moment further off was written by another clock: this one is set back since.
constexpr std::int64_t not_before_ms_max = 24LL * 60 * 60 * 1000;
constexpr std::size_t shown_max = 10'000;

enum Rank { preview_rank = 0, rendition_rank = 1 };

}  // namespace

UploadTable::UploadTable(AgentStore& store, std::filesystem::path renditions)
    : store_(store), renditions_(std::move(renditions)) {}

void UploadTable::look_through_reports() {
    Database& database = store_.database();
    std::vector<std::pair<std::string, std::int64_t>> changed;
    {
        // The index on scopes alone is read.
        Statement rows = database.rows(
            "SELECT now.scope, now.count FROM (SELECT scope, count(*) AS count FROM operation WHERE office = "
            "? "
            "GROUP BY scope) AS now LEFT JOIN upload_seen AS seen ON seen.scope = now.scope "
            "WHERE seen.operations IS NULL OR seen.operations <> now.count",
            store_.enrolment().office);
        while (rows.next()) {
            changed.emplace_back(rows.text(0), rows.integer(1));
        }
    }
    if (changed.empty()) {
        return;
    }
    // What the server holds back or lets go stands in the office's own file, and may concern any month.
    const bool all = std::ranges::any_of(changed, [](const auto& scope) { return scope.first.empty(); });
    if (all) {
        changed.clear();
        Statement rows =
            database.rows("SELECT scope, count(*) FROM operation WHERE office = ? GROUP BY scope",
                          store_.enrolment().office);
        while (rows.next()) {
            changed.emplace_back(rows.text(0), rows.integer(1));
        }
    }
    for (const auto& [scope, operations] : changed) {
        look_through(scope, operations);
    }
}

void UploadTable::look_through(const std::string& text, std::int64_t operations) {
    Database& database = store_.database();
    const Scope scope = scope_from_text(text);
    std::optional<Report> report;
    if (scope.month && scope.mission == store_.enrolment().mission) {
        report = store_.report(scope);
    }
    Transaction transaction(database);
    database.run("DELETE FROM upload_wanted WHERE scope = ?", text);
    for (const EntityState* state :
         report ? report->visible(EntityKind::evidence) : std::vector<const EntityState*>()) {
        const Evidence evidence = evidence_of(*state);
        if (evidence.rendition) {
            database.run("INSERT INTO upload_wanted VALUES (?, ?, ?, ?, ?, ?, ?, ?)", text,
                         index_of(*scope.month), state->entity.id, state->entity.child, evidence.role,
                         evidence.name, *evidence.rendition, evidence.preview);
        }
    }
    database.run("INSERT OR REPLACE INTO upload_seen VALUES (?, ?)", text, operations);
    database.run(
        "INSERT OR IGNORE INTO upload (sha256, rank) SELECT sha256, ? FROM upload_wanted WHERE scope = ?",
        static_cast<int>(rendition_rank), text);
    database.run(
        "INSERT OR IGNORE INTO upload (sha256, rank) SELECT preview, ? FROM upload_wanted WHERE scope = ? "
        "AND "
        "preview IS NOT NULL",
        static_cast<int>(preview_rank), text);
    transaction.commit();
}

std::vector<Sha256> UploadTable::to_ask(std::size_t count_max, bool room_short) const {
    const std::int64_t now = store_.clock().wall_ms();
    std::vector<Sha256> asked;
    std::size_t delivered = 0;
    Statement rows = store_.database().rows(
        "SELECT sha256, state, asked_ms, archived FROM upload WHERE sha256 IN (SELECT sha256 FROM "
        "upload_wanted UNION "
        "SELECT preview FROM upload_wanted) AND (state = 1 OR asked_ms NOT BETWEEN ? AND ?) ORDER BY state = "
        "1 "
        "DESC, state, asked_ms",
        now - asked_again_ms, now);
    while (asked.size() < count_max && delivered < delivered_asked_max && rows.next()) {
        const auto state = static_cast<UploadState>(rows.integer(1));
        const std::int64_t since_ms = now - rows.integer(2);
        if (state == UploadState::delivered) {
            const bool may_make_room = room_short && rows.integer(3) == 0;
            if (since_ms >= 0 &&
                since_ms < (may_make_room ? archived_asked_again_ms : delivered_asked_again_ms)) {
                continue;
            }
            delivered += may_make_room ? 0 : 1;
        }
        asked.push_back(rows.id<Sha256>(0));
    }
    return asked;
}

void UploadTable::learn(const std::vector<Sha256>& asked, const std::vector<Kept>& kept) {
    if (kept.size() != asked.size() || asked.empty()) {
        return;
    }
    const std::int64_t now = store_.clock().wall_ms();
    Transaction transaction(store_.database());
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const bool held = kept[i] != Kept::no;
        const UploadState state = held ? UploadState::delivered : UploadState::waiting;
        store_.database().run(
            "UPDATE upload SET state = ?, archived = ?, asked_ms = ?, why = CASE WHEN ? THEN '' ELSE why "
            "END, "
            "sent = CASE WHEN state = ? AND NOT ? THEN 0 ELSE sent END WHERE sha256 = ?",
            static_cast<int>(state), kept[i] == Kept::archived || (held && mutant(Mutant::pruned_when_held)),
            now, held, static_cast<int>(UploadState::handed_in), held, asked[i]);
    }
    transaction.commit();
}

std::vector<Sha256> UploadTable::archived() const {
    std::vector<Sha256> archived;
    Statement rows = store_.database().rows(
        "SELECT w.sha256 FROM upload_wanted AS w JOIN upload AS u ON u.sha256 = w.sha256 WHERE u.state = ? "
        "AND u.archived GROUP BY w.sha256 ORDER BY min(w.month), w.sha256",
        static_cast<int>(UploadState::delivered));
    while (rows.next()) {
        archived.push_back(rows.id<Sha256>(0));
    }
    return archived;
}

std::optional<OutgoingPicture> UploadTable::next() {
    const std::int64_t now = store_.clock().wall_ms();
    Statement rows = store_.database().rows(
        "SELECT sha256 FROM upload WHERE state = ? AND not_before_ms NOT BETWEEN ? AND ? AND sha256 IN "
        "(SELECT "
        "sha256 FROM upload_wanted UNION SELECT preview FROM upload_wanted) ORDER BY rank, sent = 0, sha256",
        static_cast<int>(UploadState::waiting), now + 1, now + not_before_ms_max);
    while (rows.next()) {
        const auto name = rows.id<Sha256>(0);
        if (renditions_.has(name)) {
            return outgoing(name);
        }
    }
    return std::nullopt;
}

bool UploadTable::any_handed_in() const {
    return store_.database().integer("SELECT count(*) FROM upload WHERE state = ?",
                                     static_cast<int>(UploadState::handed_in)) > 0;
}

void UploadTable::note(const Sha256& name, UploadState state, std::uint64_t sent, const std::string& why,
                       std::int64_t not_before_ms) {
    store_.database().run(
        "UPDATE upload SET state = ?, sent = ?, why = ?, not_before_ms = ? WHERE sha256 = ?",
        static_cast<int>(state), sent, why, not_before_ms, name);
}

OutgoingPicture UploadTable::outgoing(const Sha256& name) const {
    OutgoingPicture picture;
    picture.name = name;
    picture.bytes = renditions_.size(name).value_or(0);
    Statement rows =
        store_.database().rows("SELECT state, sent, why, not_before_ms FROM upload WHERE sha256 = ?", name);
    if (rows.next()) {
        picture.state = static_cast<UploadState>(rows.integer(0));
        picture.sent = static_cast<std::uint64_t>(rows.integer(1));
        picture.why = rows.text(2);
        picture.not_before_ms = rows.integer(3);
    }
    return picture;
}

std::vector<MonthPictures> UploadTable::months() const {
    std::vector<MonthPictures> months;
    {
        Statement rows = store_.database().rows(
            "SELECT w.month, count(*), sum(r.state = 2 AND coalesce(p.state, 2) = 2) FROM upload_wanted AS w "
            "JOIN "
            "upload AS r ON r.sha256 = w.sha256 LEFT JOIN upload AS p ON p.sha256 = w.preview GROUP BY "
            "w.month "
            "ORDER BY w.month");
        while (rows.next()) {
            MonthPictures month;
            month.month = month_from_index(rows.integer(0)).value_or(Month{});
            month.named = static_cast<std::uint64_t>(rows.integer(1));
            month.delivered = static_cast<std::uint64_t>(rows.integer(2));
            months.push_back(month);
        }
    }
    const Progress progress = store_.progress();
    const OperationLog log = store_.log();
    for (MonthPictures& month : months) {
        for (const LoggedBranch& branch : log.branches()) {
            Statement rows = store_.database().rows(
                "SELECT count(*) FROM operation WHERE office = ? AND scope = ? AND branch = ? AND sequence > "
                "?",
                store_.enrolment().office, to_text(Scope{store_.enrolment().mission, month.month}),
                branch.number, store_.confirmed(branch, progress));
            month.waiting_operations += rows.next() ? static_cast<std::uint64_t>(rows.integer(0)) : 0;
        }
    }
    return months;
}

std::vector<PictureUnderWay> UploadTable::under_way() const {
    std::vector<PictureUnderWay> pictures;
    Statement rows = store_.database().rows(
        "SELECT w.month, w.row, w.name, w.role, w.sha256, w.preview FROM upload_wanted AS w JOIN upload AS r "
        "ON "
        "r.sha256 = w.sha256 LEFT JOIN upload AS p ON p.sha256 = w.preview WHERE r.state <> 2 OR p.state <> "
        "2 "
        "ORDER BY w.month, w.row, w.child LIMIT ?",
        shown_max);
    while (rows.next()) {
        PictureUnderWay picture;
        picture.month = month_from_index(rows.integer(0)).value_or(Month{});
        picture.row = rows.id<EntityId>(1);
        picture.name = rows.text(2);
        picture.role = rows.text(3);
        picture.rendition = outgoing(rows.id<Sha256>(4));
        const std::optional<Sha256> preview = rows.optional_id<Sha256>(5);
        picture.preview = preview ? outgoing(*preview) : picture.rendition;
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

}  // namespace phirap::agent
