#include "agent/desk/replies.h"

#include "agent/cli/spans.h"
#include "agent/desk/month_page.h"
#include "agent/desk/settings.h"
#include "agent/opening.h"
#include "shared/wire/status_json.h"

namespace phirap::agent {
namespace {

int status_of(const Error& error) {
    switch (error.kind) {
        case ErrorKind::bad_input:
        case ErrorKind::damaged:
            return 400;
        case ErrorKind::too_large:
            return 413;
        case ErrorKind::not_found:
            return 404;
        case ErrorKind::stale:
        case ErrorKind::refused:
            return 409;
        case ErrorKind::unreachable:
        case ErrorKind::unknown_outcome:
            return 502;
        case ErrorKind::busy:
            return 503;
        case ErrorKind::unsupported:
            return 501;
    }
    return 400;
}

// The sentence, with the field called as the form calls it.
std::string words_of(const Error& error, const Form& form, Language language) {
    Arguments arguments = error.arguments;
    for (auto& [name, value] : arguments) {
        if (name == "field") {
            const FormField* field = form.row_field(value);
            field = field == nullptr ? form.report_field(value) : field;
            value = field == nullptr ? value : field->label.in(language);
        }
    }
    return say(language, error.key, arguments);
}

}  // namespace

DeskReply json_reply(JsonWriter&& json) {
    DeskReply reply;
    reply.body = json.take();
    return reply;
}

DeskReply error_reply(const Error& error, Language language) {
    DeskReply reply;
    reply.status = status_of(error);
    reply.body = error_json(error, say(language, error));
    return reply;
}

DeskReply error_reply(const StoreError& error, Language language) {
    DeskReply reply = error_reply(Error{ErrorKind::damaged, error.key(), error.arguments()}, language);
    const bool full = error.trouble() == StoreTrouble::disk_full;
    reply.status = full ? 507 : error.trouble() == StoreTrouble::busy ? 503 : 500;
    return reply;
}

std::string officer_of(DeskParts& parts) {
    return desk_setting(parts.store, "author").value_or(parts.config.author);
}

std::string author_of(DeskParts& parts) {
    const std::string officer = officer_of(parts);
    return officer.empty() ? parts.store.enrolment().machine : officer;
}

void write_month(JsonWriter& json, DeskParts& parts, Month month, Language language) {
    write_month(json, parts.store, *parts.shelf, month, renditions_folder(parts.folder), language);
}

void write_faults(JsonWriter& json, const std::vector<PageFault>& faults, const Form& form,
                  Language language) {
    json.name("faults");
    json.begin_array();
    for (const PageFault& fault : faults) {
        json.begin_object();
        json.member("member", fault.member);
        json.member("key", fault.what.key);
        json.member("message", words_of(fault.what, form, language));
        json.end();
    }
    json.end();
}

DeskReply changed_reply(DeskParts& parts, Month month, bool changed, const std::vector<PageFault>& faults,
                        Language language, const Also& also) {
    JsonWriter json(0);
    json.begin_object();
    json.member("saved_at", time_for_programs(parts.clock.wall_ms()));
    json.member("changed", changed);
    write_faults(json, faults, parts.shelf->pack(parts.store).form, language);
    json.name("month");
    write_month(json, parts, month, language);
    if (also) {
        also(json);
    }
    json.end();
    return json_reply(std::move(json));
}

}  // namespace phirap::agent
