#include "agent/cli/commands.h"
#include "agent/cli/typed.h"
#include "agent/submitting.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

std::string as_json(const Submitted& submitted, Month month, Language language) {
    JsonWriter json;
    json.begin_object();
    json.member("month", to_text(month));
    json.member("submitted", submitted.saved.has_value());
    json.member("due", to_text(submitted.due.day));
    json.member("late", submitted.late);
    json.name("remarks");
    json.begin_array();
    for (const Remark& remark : submitted.remarks) {
        json.begin_object();
        json.member("key", remark.what.key);
        json.member("message", say(language, remark.what));
        json.name("row");
        remark.row ? json.text(to_text(*remark.row)) : json.null();
        json.end();
    }
    json.end();
    json.end();
    return json.take();
}

}  // namespace

int submit(const SubmitAsked& asked, Context& context) {
    const Result<Month> month = month_asked(asked.month);
    if (!month) {
        return context.report(month.error());
    }
    const Result<Submitted> submitted =
        submit(*context.store, *month, SubmitRequest{"", "", context.author(asked.author)});
    if (!submitted) {
        return context.report(submitted.error());
    }
    if (context.json) {
        context.print(as_json(*submitted, *month, context.language));
        return Exit::done;
    }
    const Arguments said = {{"month", shown(context.language, *month)},
                            {"due", shown(context.language, submitted->due.day)}};
    for (const Remark& remark : submitted->remarks) {
        context.print("  - " + say(context.language, remark.what) + "\n");
    }
    context.say_line(submitted->saved ? "submit_saved" : "submit_again", said);
    if (submitted->saved && submitted->late) {
        context.say_line("submit_late", said);
    }
    return Exit::done;
}

}  // namespace phirap::agent
