// Where everything stands, "send now", and what goes by USB stick: in the words of the command line.
#include <sstream>

#include "agent/bundling.h"
#include "agent/cli/commands.h"
#include "agent/desk/context_of.h"
#include "agent/desk/replies.h"
#include "agent/desk/routes.h"
#include "agent/opening.h"

namespace phirap::agent {
namespace {

void write_lines(JsonWriter& json, std::string_view name, const std::string& text) {
    json.name(name);
    json.begin_array();
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty()) {
            json.text(line);
        }
    }
    json.end();
}

std::string without_line_end(std::string text) {
    while (text.ends_with('\n')) {
        text.pop_back();
    }
    return text;
}

DeskReply message_reply(const PageAsk& asked, const std::string& message) {
    JsonWriter json(0);
    json.begin_object();
    json.member("message", without_line_end(message));
    json.name("where");
    write_where(json, asked.parts, asked.language());
    json.end();
    return json_reply(std::move(json));
}

Error not_in_a_demo() {
    return {ErrorKind::refused, "desk_demo_sends_nothing", {}};
}

}  // namespace

DeskReply answer_standing(const PageAsk& asked) {
    const std::lock_guard lock(asked.parts.mutex);
    Context context = context_of(asked.parts, asked.language());
    static_cast<void>(status(context));
    JsonWriter json(0);
    json.begin_object();
    write_status(json, context);
    write_lines(json, "lines", context.out);
    json.end();
    return json_reply(std::move(json));
}

DeskReply answer_send(const PageAsk& asked) {
    if (asked.parts.demo) {
        return error_reply(not_in_a_demo(), asked.language());
    }
    const Contact contact = asked.parts.contact();  // nobody holds the store meanwhile
    const std::lock_guard lock(asked.parts.mutex);
    Context context = context_of(asked.parts, asked.language());
    static_cast<void>(say_contact(contact, context));
    return message_reply(asked, context.out);
}

DeskReply answer_bundle(const PageAsk& asked) {
    if (asked.parts.demo) {
        return error_reply(not_in_a_demo(), asked.language());
    }
    const std::lock_guard lock(asked.parts.mutex);
    UploadTable uploads(asked.parts.store, renditions_folder(asked.parts.folder));
    const MadeBundle made = make_bundle(asked.parts.store, &uploads);
    DeskReply reply;
    reply.type = "application/octet-stream";
    reply.body = text_of(made.file);
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"phirap-" +
                                                          asked.parts.store.enrolment().office + ".bundle\"");
    reply.headers.emplace_back("Phirap-Operations", std::to_string(made.operations));
    reply.headers.emplace_back("Phirap-Pictures", std::to_string(made.pictures));
    reply.headers.emplace_back("Phirap-All", made.all ? "1" : "0");
    return reply;
}

DeskReply answer_bundle_import(const PageAsk& asked) {
    if (asked.parts.demo) {
        return error_reply(not_in_a_demo(), asked.language());
    }
    const std::lock_guard lock(asked.parts.mutex);
    Context context = context_of(asked.parts, asked.language());
    context.file = asked.request.body;
    BundleAsked bundle_asked;
    bundle_asked.action = "import";
    const int status = bundle(bundle_asked, context);
    if (status != Exit::done && status != Exit::refused) {
        DeskReply reply = error_reply(
            Error{ErrorKind::bad_input, "desk_bundle_unreadable", {{"why", without_line_end(context.err)}}},
            asked.language());
        return reply;
    }
    return message_reply(asked, context.out);
}

}  // namespace phirap::agent
