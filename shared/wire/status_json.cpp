#include "shared/wire/status_json.h"

#include "shared/core/day.h"

namespace phirap {

void write_submissions(JsonWriter& json, const ReportStatus& status) {
    json.name("submissions");
    json.begin_array();
    for (const Submission& submission : status.standing) {
        json.begin_object();
        json.member("operation", submission.id.hex());
        json.member("by", submission.by);
        json.member("position", submission.position);
        json.member("submitted_at", to_text(bangkok_time(submission.time.wall_ms)));
        json.name("received_at");
        submission.received_ms ? json.text(to_text(bangkok_time(*submission.received_ms))) : json.null();
        json.end();
    }
    json.end();
}

void write_decision(JsonWriter& json, const ReportStatus& status) {
    json.name("decision");
    if (!status.decision) {
        json.null();
        return;
    }
    json.begin_object();
    json.member("decision", status.decision->verdict);
    json.member("comment", status.decision->comment);
    json.member("by", status.decision->author);
    json.member("decided_at", to_text(bangkok_time(status.decision->time.wall_ms)));
    json.end();
}

std::string error_json(const Error& error, std::string_view message) {
    JsonWriter json;
    json.begin_object();
    json.name("error");
    json.begin_object();
    json.member("key", error.key);
    json.member("message", message);
    for (const auto& [name, value] : error.arguments) {
        if (name != "key" && name != "message") {
            json.member(name, value);
        }
    }
    json.end();
    json.end();
    return json.take();
}

}  // namespace phirap
