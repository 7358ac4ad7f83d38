#include "agent/cli/commands.h"
#include "agent/standing.h"
#include "agent/waiting.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

// Revoked: the server keeps what it is sent, and holds it back. That is its word against us, and still a
// contact.
int exit_of(const Contact& contact) {
    switch (contact.ending) {
        case Ending::reached:
            return contact.pictures.left ? Exit::not_sent : Exit::done;
        case Ending::refused:
            return Exit::refused;
        case Ending::store_trouble:
            return Exit::store_needs_attention;
        case Ending::unreachable:
        case Ending::not_the_server:
        case Ending::come_back:
        case Ending::unsupported:
        case Ending::own_trouble:
            break;
    }
    return Exit::not_sent;
}

std::string key_of(const Contact& contact, std::uint64_t waiting) {
    switch (contact.ending) {
        case Ending::reached:
            return waiting > 0 ? "sync_partly" : contact.pictures.left ? "sync_pictures_left" : "sync_done";
        case Ending::unreachable:
            return "sync_unreachable";
        case Ending::not_the_server:
            return "sync_not_the_server";
        case Ending::refused:
            return contact.detail == "revoked" ? "sync_revoked" : "sync_refused";
        case Ending::come_back:
            return "sync_come_back";
        case Ending::store_trouble:
            return "sync_store_trouble";
        case Ending::own_trouble:
            return "sync_own_trouble";
        case Ending::unsupported:
            break;
    }
    return "sync_unsupported";
}

}  // namespace

int say_contact(const Contact& contact, Context& context) {
    const std::uint64_t waiting = context.store->outbox();
    const std::string key = key_of(contact, waiting);
    const std::string message = say(
        context.language, key,
        {{"sent", shown(static_cast<std::int64_t>(contact.sent))},
         {"fetched", shown(static_cast<std::int64_t>(contact.fetched))},
         {"n", shown(static_cast<std::int64_t>(waiting))},
         {"detail", contact.detail},
         {"why", contact.ending == Ending::refused ? refusal_words(context.language, contact.detail) : ""}});
    const bool quiet = quiet_left_ms(context.config.line, corrected_ms(*context.store)) > 0;
    const std::string with_pictures =
        contact.pictures.pictures == 0
            ? ""
            : " " + say(context.language, "sync_pictures",
                        {{"n", shown(static_cast<std::int64_t>(contact.pictures.pictures))}});
    if (context.json) {
        JsonWriter json;
        json.begin_object();
        json.member("result", key.substr(5));
        json.member("message", message);
        json.member("sent", static_cast<std::int64_t>(contact.sent));
        json.member("fetched", static_cast<std::int64_t>(contact.fetched));
        json.member("waiting", static_cast<std::int64_t>(waiting));
        json.member("picture_files", static_cast<std::int64_t>(contact.pictures.pictures));
        json.member("picture_bytes", static_cast<std::int64_t>(contact.pictures.bytes));
        json.member("pictures_left", contact.pictures.left);
        json.member("rounds", static_cast<std::int64_t>(contact.rounds));
        json.member("detail", contact.detail);
        json.member("in_quiet_hours", quiet);
        json.member("new_lineage", contact.new_lineage);
        json.end();
        context.print(json.take());
    } else {
        context.print(message + with_pictures + "\n");
        if (quiet) {
            context.say_line("sync_in_quiet_hours",
                             {{"hours", quiet_hours_text(*context.config.line.quiet)}});
        }
        if (contact.new_lineage) {
            context.say_line("sync_new_lineage");
        }
    }
    return exit_of(contact);
}

}  // namespace phirap::agent
