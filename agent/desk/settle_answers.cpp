// Conflicts: the questions of every month, and a person's word on one of them.
#include "agent/desk/month_held.h"
#include "agent/desk/month_page.h"
#include "shared/host/disk_room.h"

namespace phirap::agent {
namespace {

// The operation was in answer to what is no longer asked: somebody settled it meanwhile, or answered anew.
bool is_asked_otherwise(const Error& error) {
    return error.key == "question_unknown";
}

void write_questions_of(JsonWriter& json, const PageAsk& asked, Month month) {
    AgentStore& store = asked.parts.store;
    const MissionPack& pack = asked.parts.shelf->pack(store);
    const Report& report = asked.parts.shelf->month(store, month).file.report;
    FormReport form = form_of(report, store.enrolment().office, pack);
    for (std::size_t i = 0; i < form.rows.size(); ++i) {
        form.rows[i].number = i + 1;
    }
    const RowNumbers numbers = numbers_of(form);
    for (const OpenQuestion& question : open_questions(report)) {
        write_question(json, question, report, pack, numbers, store.enrolment().agent, asked.language());
    }
}

}  // namespace

DeskReply answer_conflicts(const PageAsk& asked) {
    const std::lock_guard lock(asked.parts.mutex);
    JsonWriter json(0);
    json.begin_object();
    json.name("questions");
    json.begin_array();
    for (const Month month : asked.parts.store.months()) {
        if (asked.parts.shelf->month(asked.parts.store, month).questions > 0) {
            write_questions_of(json, asked, month);
        }
    }
    json.end();
    json.end();
    return json_reply(std::move(json));
}

DeskReply answer_settle(const PageAsk& asked) {
    const Result<SettleBody> body = settle_body(asked.request.body);
    if (!body) {
        return error_reply(body.error(), asked.language());
    }
    MonthHeld held(asked);
    keep_ballast(asked.parts.folder);
    const Result<Saved> saved =
        settle(asked.parts.store, asked.month, body->question, body->settlement, author_of(asked.parts));
    if (saved) {
        return held.reply(true, {});
    }
    if (is_asked_otherwise(saved.error()) || saved.error().kind == ErrorKind::bad_input) {
        return held.reply(false, {{"question", saved.error()}});
    }
    return error_reply(saved.error(), asked.language());
}

}  // namespace phirap::agent
