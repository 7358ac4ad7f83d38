#include "server/review.h"

#include "server/administration.h"
#include "shared/core/merge.h"

namespace phirap::server {
namespace {

constexpr Entity decision_entity{EntityKind::decision, {}, 0};
constexpr Entity grade_entity{EntityKind::grade, {}, 0};
constexpr Entity extension_entity{EntityKind::extension, {}, 0};

Scope scope_of(const MissionPack& pack, const Reviewed& reviewed) {
    return {pack.mission, reviewed.month};
}

tl::unexpected<Error> refused(std::string key, const Reviewed& reviewed, Arguments more = {}) {
    more.emplace_back("office", reviewed.office);
    more.emplace_back("month", to_text(reviewed.month));
    return fail(ErrorKind::bad_input, std::move(key), std::move(more));
}

Result<MonthGrade> submitted(const OfficeBook& book, const MissionPack& pack, const Reviewed& reviewed,
                             const PublicKey& server) {
    MonthGrade month = judge_month(book, pack, reviewed.month, server);
    if (!month.reported) {
        return refused("review_not_submitted", reviewed);
    }
    return month;
}

Word decision(const char* verdict, const Reviewed& reviewed) {
    return {decision_entity, {{"comment", reviewed.comment}, {"decision", std::string(verdict)}}};
}

Bytes bytes_in(const Digest& digest) {
    return {digest.bytes.begin(), digest.bytes.end()};
}

// What the grade was judged by stands beside it: who has the same operations comes to the same grade.
Word publication(const OfficeBook& book, const MissionPack& pack, const MonthGrade& month) {
    const Digest digest = digest_of_inputs(book, pack, month.month, Inputs::judged);
    return {grade_entity,
            {{"grade", month.grade->level},
             {"value", month.grade->points()},
             {"digest", bytes_in(digest)},
             {"tips", tips_to_bytes(book.months.at(month.month).tips)},
             {"version", pack.version},
             {"merge_version", std::int64_t{merge_version}}}};
}

Result<EntityId> row_asked(const Report& month, const std::string& typed) {
    std::vector<EntityId> fitting;
    for (const EntityState* row : month.visible(EntityKind::row)) {
        if (!typed.empty() && to_text(row->entity.id).starts_with(typed)) {
            fitting.push_back(row->entity.id);
        }
    }
    if (fitting.size() != 1) {
        return fail(ErrorKind::not_found, "row_unknown", {{"row", typed}});
    }
    return fitting.front();
}

}  // namespace

Result<bool> approve(ServerStore& store, const MissionPack& pack, const Reviewed& reviewed) {
    const OfficeBook book = read_office(store, reviewed.office, pack, reviewed.month);
    const Result<MonthGrade> month = submitted(book, pack, reviewed, store.key().public_key());
    if (!month) {
        return tl::unexpected(month.error());
    }
    if (month->status.state == ReportState::approved) {
        return false;
    }
    if (month->conflicts > 0 && !reviewed.despite_conflicts) {
        return refused("review_conflicts", reviewed, {{"count", std::to_string(month->conflicts)}});
    }
    return say_words(store, reviewed.office, scope_of(pack, reviewed),
                     {decision("approved", reviewed), publication(book, pack, *month)}, reviewed.author);
}

Result<bool> send_back(ServerStore& store, const MissionPack& pack, const Reviewed& reviewed) {
    if (reviewed.comment.empty()) {
        return refused("review_needs_comment", reviewed);
    }
    const OfficeBook book = read_office(store, reviewed.office, pack, reviewed.month);
    const Result<MonthGrade> month = submitted(book, pack, reviewed, store.key().public_key());
    if (!month) {
        return tl::unexpected(month.error());
    }
    if (month->status.state == ReportState::returned && month->status.decision->comment == reviewed.comment) {
        return false;
    }
    return say_words(store, reviewed.office, scope_of(pack, reviewed), {decision("returned", reviewed)},
                     reviewed.author);
}

Result<bool> strike_row(ServerStore& store, const MissionPack& pack, const Reviewed& reviewed,
                        const Strike& strike) {
    if (pack.criterion(strike.criterion) == nullptr) {
        std::string known;
        for (const Criterion& criterion : pack.rubric.criteria) {
            known += (known.empty() ? "" : ", ") + criterion.key;
        }
        return fail(ErrorKind::not_found, "criterion_unknown",
                    {{"criterion", strike.criterion}, {"known", known}});
    }
    const Report month =
        fold(store.log(reviewed.office), scope_of(pack, reviewed), store.law(reviewed.office));
    const Result<EntityId> row = row_asked(month, strike.row);
    if (!row) {
        return tl::unexpected(row.error());
    }
    const Entity entity{EntityKind::strike, *row, 0};
    if (const EntityState* standing = month.find(entity)) {
        const std::string_view other = text_in(standing->shown("criterion"));
        if (flag_in(standing->shown("struck")) && other != strike.criterion) {
            return fail(ErrorKind::bad_input, "strike_other", {{"criterion", std::string(other)}});
        }
    }
    return say_words(
        store, reviewed.office, scope_of(pack, reviewed),
        {{entity, {{"criterion", strike.criterion}, {"reason", strike.reason}, {"struck", strike.struck}}}},
        reviewed.author);
}

Result<bool> extend_month(ServerStore& store, const MissionPack& pack, const Reviewed& reviewed,
                          const Day& until, const std::string& reason) {
    const Due due = due_of(pack.due, reviewed.month);
    if (until <= due.day) {
        return fail(ErrorKind::bad_input, "extension_not_later",
                    {{"until", to_text(until)}, {"due", to_text(due.day)}});
    }
    return say_words(store, reviewed.office, scope_of(pack, reviewed),
                     {{extension_entity, {{"reason", reason}, {"until", to_text(until)}}}}, reviewed.author);
}

}  // namespace phirap::server
