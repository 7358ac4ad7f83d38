// `review`: approve, return, strike a row, give more time.
#include <functional>

#include "server/cli/asking.h"
#include "server/cli/commands.h"
#include "server/review.h"
#include "shared/wire/json_writer.h"

namespace phirap::server {
namespace {

using Step = std::function<Result<bool>(ServerStore&, const MissionPack&, const Reviewed&)>;

// One word on a month: in one transaction, said and then told what stands.
int say_and_tell(const Invocation& asked, Context& context, const char* words, const Step& step) {
    const Centre::Writing writing = context.centre->writing();
    ServerStore& store = writing.store();
    const MissionPack pack = standing_pack(store);
    const Result<Office> office = office_asked(asked.office, store, pack);
    if (!office) {
        return context.report(office.error());
    }
    const Result<Month> month = month_asked(asked.month, pack);
    if (!month) {
        return context.report(month.error());
    }
    Transaction transaction(store.database());
    const Result<bool> said =
        step(store, pack, {*office, *month, asked.author, asked.comment, asked.despite_conflicts});
    if (!said) {
        return context.report(said.error());
    }
    transaction.commit();
    const OfficeBook book = read_office(store, *office, pack, *month);
    const MonthGrade now = judge_month(book, pack, *month, store.key().public_key());
    const std::string level = now.reported ? now.grade->level : "-";
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("office", *office);
        json.member("month", to_text(*month));
        json.member("changed", *said);
        json.member("state", state_shown(now));
        json.name("level");
        now.reported ? json.text(level) : json.null();
        json.end();
        context.out += json.take();
        return Exit::done;
    }
    context.say_line(*said ? words : "nothing_changed", {{"office", *office},
                                                         {"month", shown(context.language, *month)},
                                                         {"level", level},
                                                         {"due", shown(context.language, now.due.day)}});
    return Exit::done;
}

}  // namespace

int review(const Invocation& asked, Context& context) {
    const bool approves = asked.command == "review approve";
    return say_and_tell(asked, context, approves ? "review_approved" : "review_returned",
                        approves ? Step(approve) : Step(send_back));
}

int strike(const Invocation& asked, Context& context) {
    if (asked.reason.empty()) {
        return context.report(missing("--reason"));
    }
    const Strike strike{asked.row, asked.criterion, asked.reason, !asked.lift};
    return say_and_tell(asked, context, asked.lift ? "review_strike_lifted" : "review_struck",
                        [&](ServerStore& store, const MissionPack& pack, const Reviewed& reviewed) {
                            return strike_row(store, pack, reviewed, strike);
                        });
}

int extend(const Invocation& asked, Context& context) {
    if (asked.reason.empty()) {
        return context.report(missing("--reason"));
    }
    const Result<Day> until = day_typed(asked.until);
    if (!until) {
        return context.report(until.error());
    }
    return say_and_tell(asked, context, "review_extended",
                        [&](ServerStore& store, const MissionPack& pack, const Reviewed& reviewed) {
                            return extend_month(store, pack, reviewed, *until, asked.reason);
                        });
}

}  // namespace phirap::server
