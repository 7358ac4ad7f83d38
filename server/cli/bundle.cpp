// `bundle import`: what an office brought by USB stick, and the answer to take back.
#include "server/bundling.h"
#include "server/cli/commands.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/json_writer.h"

namespace phirap::server {

int import_bundle(const Invocation& asked, Context& context) {
    const Centre::Writing writing = context.centre->writing();
    const Result<TakenBundle> taken =
        take_bundle(writing.store(), {context.folder, context.config.uploads}, *context.file, Pace{});
    if (!taken) {
        return context.report(taken.error());
    }
    const auto appended = static_cast<std::int64_t>(taken->appended);
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("office", taken->office);
        json.member("agent", taken->agent.hex());
        json.member("operations", appended);
        json.member("pictures", static_cast<std::int64_t>(taken->pictures));
        json.member("answer", asked.answer);
        json.end();
        context.out += json.take();
    } else {
        context.say_line("bundle_taken", {{"office", taken->office},
                                          {"agent", taken->agent.hex().substr(0, 8)},
                                          {"n", shown(appended)},
                                          {"file", asked.answer}});
        if (taken->pictures > 0) {
            context.say_line("bundle_taken_pictures",
                             {{"n", shown(static_cast<std::int64_t>(taken->pictures))}});
        }
    }
    context.made = taken->answer;
    return Exit::done;
}

}  // namespace phirap::server
