// `conflicts`, `settle`: answers that stand side by side.
#include "server/cli/asking.h"
#include "server/cli/commands.h"
#include "server/cli/text_table.h"
#include "shared/core/form_entry.h"
#include "shared/core/recording.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/operation_body.h"
#include "shared/wire/report_json.h"

namespace phirap::server {
namespace {

using EachReport = std::function<void(const Office&, const Report&)>;

void for_each_conflicting(const ServerStore& store, const Office& only, const EachReport& each) {
    for (const Office& office : only.empty() ? store.offices() : std::vector<Office>{only}) {
        const OperationLog log = store.log(office);
        const Law law = store.law(office);
        for (const std::string& scope : log.scopes()) {
            const Report report = fold(log, scope_from_text(scope), law);
            if (!conflicts(report).empty()) {
                each(office, report);
            }
        }
    }
}

std::string answers_of(const Conflict& conflict, const Report& report) {
    std::string text;
    for (std::size_t i = 0; i < conflict.answers.size(); ++i) {
        const Answer& answer = conflict.answers[i];
        const std::string& author = report.writings[answer.writing].author;
        text += (i == 0 ? "" : "  ") + std::to_string(i + 1) + ") " + to_text(answer.value) +
                (author.empty() ? "" : " (" + author + ")");
    }
    return text;
}

bool is_authority(const Conflict& conflict) {
    return conflict.entity.kind >= EntityKind::authority_begin && !conflict.field.empty();
}

// The chosen answer, said by who has read all of them.
Result<void> say_choice(ServerStore& store, const Office& office, const Report& report,
                        const Conflict& conflict, std::size_t answer, const std::string& author) {
    std::vector<Change> choice = {
        {ChangeKind::set, conflict.entity, {{conflict.field, conflict.answers[answer].value}}}};
    Result<Recording> recording =
        record(report, screen_of(report), std::move(choice), store.id(), Saving::settle);
    if (!recording) {
        return tl::unexpected(recording.error());
    }
    OperationBody body;
    body.author = author;
    body.scope = report.scope;
    body.seen = std::move(recording->seen);
    body.changes = std::move(recording->changes);
    const Result<OperationId> said = store.say_to(office, std::move(body));
    return said ? Result<void>() : tl::unexpected(said.error());
}

}  // namespace

int conflicts(const Invocation& asked, Context& context) {
    const Snapshot snapshot = context.centre->snapshot();
    JsonWriter json;
    json.begin_array();
    TextTable table({context.word("column_conflict"), context.word("column_office"),
                     context.word("column_report"), context.word("column_about"),
                     context.word("column_answers")});
    std::size_t count = 0;
    for_each_conflicting(snapshot.store(), asked.office, [&](const Office& office, const Report& report) {
        const std::string scope = to_text(report.scope);
        json.begin_object();
        json.member("office", office);
        json.name("month");
        report.scope.month ? json.text(to_text(*report.scope.month)) : json.null();
        json.name("conflicts");
        write_conflicts(json, report);
        json.end();
        for (const Conflict& conflict : phirap::conflicts(report)) {
            ++count;
            table.row({key_of(conflict), office, scope, to_text(conflict.entity.id) + " " + conflict.field,
                       answers_of(conflict, report)});
        }
    });
    json.end();
    if (context.json) {
        context.out += json.take();
    } else if (count == 0) {
        context.say_line("server_conflicts_none");
    } else {
        context.out += table.text();
    }
    return Exit::done;
}

int settle(const Invocation& asked, Context& context) {
    const Centre::Writing writing = context.centre->writing();
    ServerStore& store = writing.store();
    const Result<Office> office = office_asked(asked.office, store, standing_pack(store));
    if (!office) {
        return context.report(office.error());
    }
    Transaction transaction(store.database());
    std::optional<Result<void>> said;
    for_each_conflicting(store, *office, [&](const Office&, const Report& report) {
        for (const Conflict& conflict : phirap::conflicts(report)) {
            if (key_of(conflict) != asked.id || said) {
                continue;
            }
            const auto answer = static_cast<std::size_t>(*asked.number - 1);
            if (!is_authority(conflict)) {
                said = fail(ErrorKind::refused, "conflict_of_the_office", {{"key", asked.id}});
            } else if (answer >= conflict.answers.size()) {
                said = fail(ErrorKind::not_found, "answer_unknown",
                            {{"answer", std::to_string(*asked.number)},
                             {"count", std::to_string(conflict.answers.size())}});
            } else {
                said = say_choice(store, *office, report, conflict, answer, asked.author);
            }
        }
    });
    if (!said) {
        return context.report({ErrorKind::not_found, "conflict_unknown", {{"key", asked.id}}});
    }
    if (!*said) {
        return context.report(said->error());
    }
    transaction.commit();
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("office", *office);
        json.member("settled", asked.id);
        json.end();
        context.out += json.take();
        return Exit::done;
    }
    context.say_line("conflict_settled", {{"key", asked.id}, {"office", *office}});
    return Exit::done;
}

}  // namespace phirap::server
