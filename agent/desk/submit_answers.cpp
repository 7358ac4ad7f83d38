// The check before submitting, and the officer's word that the month is finished.
#include "agent/cli/spans.h"
#include "agent/desk/month_held.h"
#include "agent/submitting.h"
#include "agent/waiting.h"
#include "shared/host/disk_room.h"

namespace phirap::agent {
namespace {

void write_remark(JsonWriter& json, const Remark& remark, Language language) {
    json.begin_object();
    json.member("key", remark.what.key);
    json.member("message", say(language, remark.what));
    json.name("row");
    remark.row ? json.text(to_text(*remark.row)) : json.null();
    json.member("level", remark.level == Remark::Level::missing ? "missing" : "odd");
    json.end();
}

// What was typed and could not be read counts for nothing, so the month is not what the page seems to say.
std::vector<Remark> remarks_on_drafts(DeskParts& parts, Month month, const MissionPack& pack,
                                      Language language) {
    std::vector<Remark> remarks;
    for (const auto& [place, typed] : drafts_of(parts.store, month)) {
        const FormField* field = pack.form.row_field(place.key);
        field = field == nullptr ? pack.form.report_field(place.key) : field;
        Remark& remark = remarks.emplace_back();
        remark.level = Remark::Level::missing;
        remark.what = {
            ErrorKind::bad_input,
            "desk_check_unreadable",
            {{"field", field == nullptr ? place.key : field->label.in(language)}, {"typed", typed}}};
        if (place.row != EntityId()) {
            remark.row = place.row;
        }
    }
    return remarks;
}

bool is_late(const Due& due, AgentStore& store) {
    return corrected_ms(store) >= due.end_ms;
}

}  // namespace

DeskReply answer_check(const PageAsk& asked) {
    const Language language = asked.language();
    MonthHeld held(asked);
    const MonthSources sources = asked.parts.shelf->sources(asked.parts.store, asked.month);
    std::vector<Remark> remarks = check_before_submit(sources, language);
    std::ranges::move(remarks_on_drafts(asked.parts, asked.month, *sources.pack, language),
                      std::back_inserter(remarks));
    const Report& report = sources.file->report;
    const FormFoot foot = foot_of(report, *sources.pack, officer_of(asked.parts));
    const ReportStatus& status = asked.parts.shelf->month(asked.parts.store, asked.month).status;
    JsonWriter json(0);
    json.begin_object();
    json.name("remarks");
    json.begin_array();
    for (const Remark& remark : remarks) {
        write_remark(json, remark, language);
    }
    json.end();
    json.member("by", foot.by);
    json.member("position", foot.position);
    json.member("late",
                is_late(due_of(sources.pack->due, asked.month, extension_in(report)), asked.parts.store));
    json.member("state", to_text(status.state));
    json.member("changed_since_submission", status.changed_since_submission);
    json.end();
    return json_reply(std::move(json));
}

DeskReply answer_submit(const PageAsk& asked) {
    const Result<SubmitBody> body = submit_body(asked.request.body);
    if (!body) {
        return error_reply(body.error(), asked.language());
    }
    MonthHeld held(asked);
    keep_ballast(asked.parts.folder);
    const Result<Submitted> submitted = submit(
        asked.parts.store, asked.month, {body->by, body->position, author_of(asked.parts), asked.language()});
    if (!submitted) {
        return error_reply(submitted.error(), asked.language());
    }
    const ReportStatus& status = asked.parts.shelf->month(asked.parts.store, asked.month).status;
    JsonWriter json(0);
    json.begin_object();
    json.member("submitted_at", time_for_programs(status.graded->time.wall_ms));
    json.member("already", !submitted->saved.has_value());
    json.member("late", submitted->late);
    json.name("month");
    write_month(json, asked.parts, asked.month, asked.language());
    json.end();
    held.let_go(submitted->saved.has_value());
    return json_reply(std::move(json));
}

}  // namespace phirap::agent
