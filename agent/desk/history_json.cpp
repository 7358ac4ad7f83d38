// Of the month page: what office and centre said of the month, in the order in which it was said.
#include <algorithm>

#include "agent/cli/spans.h"
#include "agent/desk/month_page.h"
#include "shared/core/thai_calendar.h"

namespace phirap::agent {
namespace {

struct Event {
    const Operation* operation = nullptr;
    std::string what;  // "submitted", "returned", "approved"
};

std::vector<Event> events_of(const PageView& page) {
    std::vector<Event> events;
    for (const Operation& operation : page.file.operations) {
        if (!operation.body ||
            std::ranges::binary_search(page.month.report.quarantined, operation.id, {}, &Quarantined::id)) {
            continue;
        }
        if (std::holds_alternative<Bytes>(said(operation, submission_entity, "submitted"))) {
            events.push_back({&operation, "submitted"});
        }
        if (const std::string verdict(text_in(said(operation, decision_entity, "decision")));
            verdict == "returned" || verdict == "approved") {
            events.push_back({&operation, verdict});
        }
    }
    std::ranges::sort(events, {}, [](const Event& event) {
        return std::pair(event.operation->body->time, event.operation->id);
    });
    return events;
}

}  // namespace

void write_history(JsonWriter& json, const PageView& page) {
    json.begin_array();
    for (const Event& event : events_of(page)) {
        const bool submitted = event.what == "submitted";
        const Submission submission = read_submission(*event.operation, page.month.report);
        const std::string comment = read_decision(*event.operation).comment;
        const std::string by = submitted ? submission.by : event.operation->body->author;
        const std::string key = "desk_history_" + event.what;
        const std::int64_t at = event.operation->body->time.wall_ms;
        json.begin_object();
        json.member("at", time_for_programs(at));
        json.member("what", event.what);
        json.member("words", say(page.language, key, {{"by", by}, {"time", shown_time(page.language, at)}}));
        json.member("by", by);
        json.member("comment", comment);
        json.name("received_at");
        submission.received_ms ? json.text(time_for_programs(*submission.received_ms)) : json.null();
        json.end();
    }
    json.end();
}

}  // namespace phirap::agent
