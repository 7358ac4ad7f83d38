// Whether the server has the month's submission, and what shows it.
#include "agent/cli/spans.h"
#include "agent/desk/receipt.h"
#include "agent/desk/replies.h"
#include "agent/desk/routes.h"
#include "shared/wire/status_json.h"

namespace phirap::agent {
namespace {

// What holds of the submission that is graded.
struct WordOn {
    const ReportStatus* status = nullptr;
    std::optional<Bytes> receipt;
};

WordOn standing_of(const PageAsk& asked) {
    const ShelvedMonth& month = asked.parts.shelf->month(asked.parts.store, asked.month);
    WordOn standing{&month.status, {}};
    if (month.status.graded) {
        standing.receipt = receipt_of(asked.parts.store, month.file, *month.status.graded);
    }
    return standing;
}

std::string message_of(const WordOn& standing, bool has_code, Language language) {
    const std::optional<Submission>& graded = standing.status->graded;
    if (!graded) {
        return say(language, "desk_receipt_none");
    }
    if (!graded->received_ms) {
        return say(language, "desk_receipt_waits", {{"time", shown_time(language, graded->time.wall_ms)}});
    }
    std::string words = has_code ? say(language, "desk_receipt_received",
                                       {{"time", shown_time(language, *graded->received_ms)}})
                                 : say(language, "desk_receipt_no_code");
    return standing.status->changed_since_submission ? words + " " + say(language, "desk_receipt_changed")
                                                     : words;
}

}  // namespace

DeskReply answer_receipt(const PageAsk& asked) {
    const std::lock_guard lock(asked.parts.mutex);
    const WordOn standing = standing_of(asked);
    const std::optional<Submission>& graded = standing.status->graded;
    const bool has_code = standing.receipt && receipt_svg(*standing.receipt);
    JsonWriter json(0);
    json.begin_object();
    write_submissions(json, *standing.status);
    json.member("acknowledged", graded && graded->received_ms);
    json.name("acknowledgement");
    standing.receipt ? json.text(to_hex(*standing.receipt)) : json.null();
    json.name("received_at");
    graded && graded->received_ms ? json.text(time_for_programs(*graded->received_ms)) : json.null();
    json.member("code", has_code);
    json.member("changed_since_submission", standing.status->changed_since_submission);
    json.member("server_key", asked.parts.store.enrolment().server_key.hex());
    json.member("message", message_of(standing, has_code, asked.language()));
    json.end();
    return json_reply(std::move(json));
}

DeskReply answer_receipt_code(const PageAsk& asked) {
    const std::string_view name = asked.name;
    const std::optional<Month> month =
        name.ends_with(".svg") ? month_from_text(name.substr(0, name.size() - 4)) : std::nullopt;
    std::optional<std::string> svg;
    if (month) {
        const std::lock_guard lock(asked.parts.mutex);
        const WordOn standing = standing_of({asked.request, asked.parts, *month, {}});
        svg = standing.receipt ? receipt_svg(*standing.receipt) : std::nullopt;
    }
    if (!svg) {
        return error_reply(Error{ErrorKind::not_found, "desk_receipt_no_code", {}}, asked.language());
    }
    DeskReply reply;
    reply.type = "image/svg+xml";
    reply.body = *std::move(svg);
    return reply;
}

}  // namespace phirap::agent
