#include "agent/month_file.h"

#include <algorithm>

#include "shared/wire/operation_body.h"

namespace phirap::agent {
namespace {

std::vector<OperationName> names_shown(AgentStore& store, const Scope& scope) {
    Statement rows = store.database().rows("SELECT names FROM shown WHERE scope = ?", to_text(scope));
    return rows.next() ? names_from_bytes(rows.blob(0)) : std::vector<OperationName>();
}

std::set<OperationName> names_known(AgentStore& store, const MonthFile& month, const Entity& entity,
                                    Source source) {
    std::set<OperationName> known;
    for (const Operation& operation : month.operations) {
        if (month.own.holds(operation.place)) {
            known.insert(name_of(operation.id));
        }
    }
    if (source == Source::command) {
        std::ranges::copy(names_shown(store, month.scope), std::inserter(known, known.end()));
    }
    // Whoever calls a row by its id knows how it began.
    const EntityState* state = month.report.find(entity);
    if (state != nullptr && entity.kind == EntityKind::row) {
        known.insert(name_of(month.report.writings[state->first_writing].id));
    }
    return known;
}

}  // namespace

MonthFile open_month(const AgentStore& store, Month month) {
    const OperationLog log = store.log();
    MonthFile file{{store.enrolment().mission, month}, {}, log.ancestry(), {}, {}};
    file.operations = log.operations(to_text(file.scope));
    file.report = merge(file.operations, file.ancestry, store.law());
    file.report.scope = file.scope;
    file.own = own_frontier(store, file.ancestry);
    return file;
}

Frontier own_frontier(const AgentStore& store, const Ancestry& ancestry) {
    const OperationLog log = store.log();
    const LoggedBranch& own = log.branch(store.progress().own_branch);
    if (own.tip > 0) {
        return ancestry.up_to({own.number, own.tip});
    }
    return own.fork ? ancestry.up_to(*own.fork) : Frontier();
}

void note_shown(AgentStore& store, const Report& report) {
    std::vector<OperationName> names;
    for (const Writing& writing : report.writings) {
        names.push_back(name_of(writing.id));
    }
    Transaction transaction(store.database());
    store.database().run("INSERT OR REPLACE INTO shown (scope, names) VALUES (?, ?)", to_text(report.scope),
                         names_to_bytes(names));
    transaction.commit();
}

Screen screen_for(AgentStore& store, const MonthFile& month, const Entity& entity, const Saver& saver) {
    if (saver.screen) {
        return *saver.screen;
    }
    const std::set<OperationName> known = names_known(store, month, entity, saver.source);
    Screen screen = entity == whole_month ? screen_of(month.report) : screen_of(month.report, entity);
    for (ShownField& field : screen.fields) {
        std::erase_if(field.names, [&](OperationName name) { return !known.contains(name); });
    }
    return screen;
}

Result<OperationBody> body_of(AgentStore& store, const MonthFile& month, const Entity& entity,
                              std::vector<Change> wanted, const Saver& saver) {
    const Screen screen = screen_for(store, month, entity, saver);
    // A command reads and saves at once: nobody of this PC can come between.
    const WriterId own = saver.screen ? store.enrolment().agent : WriterId{};
    Result<Recording> recording = record(month.report, screen, std::move(wanted), own);
    if (!recording) {
        return tl::unexpected(recording.error());
    }
    return OperationBody{
        {}, saver.author, month.scope, std::move(recording->seen), std::move(recording->changes)};
}

Result<void> check_open(const MonthFile& month) {
    const EntityState* decision = month.report.find({EntityKind::decision, {}, 0});
    if (decision != nullptr &&
        status_of(month.report, month.operations, month.ancestry).state == ReportState::approved) {
        return fail(ErrorKind::refused, "month_approved", {{"month", to_text(*month.scope.month)}});
    }
    return {};
}

}  // namespace phirap::agent
