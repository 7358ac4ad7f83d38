// `quarantine`: what is kept apart, and letting it count.
#include "server/cli/asking.h"
#include "server/cli/commands.h"
#include "server/cli/text_table.h"
#include "server/quarantine.h"
#include "shared/wire/json_writer.h"

namespace phirap::server {
namespace {

std::vector<Office> offices_asked(const Invocation& asked, const ServerStore& store) {
    return asked.office.empty() ? store.offices() : std::vector<Office>{asked.office};
}

constexpr std::size_t id_shown = 16;

}  // namespace

int quarantine(const Invocation& asked, Context& context) {
    const Snapshot snapshot = context.centre->snapshot();
    JsonWriter json;
    json.begin_array();
    TextTable table({context.word("column_operation"), context.word("column_office"),
                     context.word("column_report"), context.word("column_agent"),
                     context.word("column_author"), context.word("column_reason")});
    std::size_t count = 0;
    for (const Office& office : offices_asked(asked, snapshot.store())) {
        for (const KeptApart& one : quarantine_of(snapshot.store(), office)) {
            ++count;
            json.begin_object();
            json.member("operation", one.id.hex());
            json.member("office", one.office);
            json.member("scope", one.scope);
            json.member("writer", one.writer.hex());
            json.member("author", one.author);
            json.name("time");
            one.time ? json.text(shown_time(one.time->wall_ms)) : json.null();
            json.member("reason", one.reason);
            json.member("message", context.word(one.reason));
            json.end();
            table.row({one.id.hex().substr(0, id_shown), one.office, one.scope,
                       one.writer.hex().substr(0, 12), one.author, context.word(one.reason)});
        }
    }
    json.end();
    if (context.json) {
        context.out += json.take();
    } else if (count == 0) {
        context.say_line("quarantine_empty");
    } else {
        context.out += table.text();
    }
    return Exit::done;
}

int set_held(const Invocation& asked, Context& context, bool held) {
    const Centre::Writing writing = context.centre->writing();
    ServerStore& store = writing.store();
    std::optional<std::pair<Office, OperationId>> found;
    Error unknown{ErrorKind::not_found, "operation_unknown", {{"id", asked.id}}};
    for (const Office& office : offices_asked(asked, store)) {
        if (const Result<OperationId> id = operation_asked(store, office, asked.id)) {
            if (found) {
                return context.report(unknown);
            }
            found = {office, *id};
        }
    }
    if (!found) {
        return context.report(unknown);
    }
    const auto& [office, id] = *found;
    Transaction transaction(store.database());
    const Result<bool> said = hold(store, office, entity_of(id), held, asked.reason, asked.author);
    if (!said) {
        return context.report(said.error());
    }
    transaction.commit();
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("operation", id.hex());
        json.member("office", office);
        json.member("held", held);
        json.member("changed", *said);
        json.end();
        context.out += json.take();
        return Exit::done;
    }
    context.say_line(!*said ? "nothing_changed"
                     : held ? "operation_held"
                            : "operation_released",
                     {{"id", id.hex().substr(0, id_shown)}, {"office", office}});
    return Exit::done;
}

}  // namespace phirap::server
