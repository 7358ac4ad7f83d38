// `desk`: the way into the pages of a service that runs.
#include "agent/cli/commands.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {

int desk(const DeskAsked& asked, Context& context) {
    if (!context.in_service) {
        return context.report(Error{ErrorKind::not_found, "desk_no_service", {}});
    }
    if (!context.desk) {
        return context.report(Error{ErrorKind::not_found, "desk_is_off", {}});
    }
    const std::string url = context.desk();
    if (asked.open) {
        context.made = Bytes(url.begin(), url.end());
    } else if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("url", url);
        json.end();
        context.print(json.take());
    } else {
        context.print(url + "\n");
    }
    return Exit::done;
}

}  // namespace phirap::agent
