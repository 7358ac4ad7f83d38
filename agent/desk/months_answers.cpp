// The list of months: from the pack's first to now, each with where it stands and its grade.
#include <algorithm>

#include "agent/desk/replies.h"
#include "agent/desk/routes.h"
#include "agent/waiting.h"
#include "shared/core/grade_inputs.h"
#include "shared/core/thai_calendar.h"

namespace phirap::agent {
namespace {

// Twenty years of one mission: a clock that is wrong by more makes no list longer.
constexpr int months_max = 240;

// The grade that an approval published, and whether what it was judged by differs now (sync-rules, rule 25).
struct Published {
    std::string level;
    std::int64_t points = 0;
    bool amended_since = false;
};

std::optional<Published> published_in(const MonthSources& sources) {
    const Report& report = sources.file->report;
    const EntityState* state = report.find({EntityKind::grade, {}, 0});
    if (state == nullptr || report.is_hidden(*state)) {
        return std::nullopt;
    }
    OfficeMonth judged{sources.pack, sources.office, *sources.file->scope.month, sources.earlier,
                       sources.office_file};
    judged.months[judged.month] = &report;
    const Bytes* digest = std::get_if<Bytes>(&state->shown("digest"));
    return Published{std::string(text_in(state->shown("grade"))), number_in(state->shown("value")),
                     digest == nullptr || !std::ranges::equal(inputs_digest(judged).view(), *digest)};
}

void write_line(JsonWriter& json, DeskParts& parts, Month month, Language language) {
    const MonthSources sources = parts.shelf->sources(parts.store, month);
    const ShelvedMonth& shelved = parts.shelf->month(parts.store, month);
    const Due due = due_of(sources.pack->due, month, extension_in(sources.file->report));
    const std::optional<Published> published = published_in(sources);
    const std::int64_t left = days_left(due, corrected_ms(parts.store));
    const std::string state = "state_" + std::string(to_text(shelved.status.state));
    const bool handed_in = shelved.status.graded.has_value();
    json.begin_object();
    json.member("month", to_text(month));
    json.member("month_shown", shown(language, month));
    json.member("state", to_text(shelved.status.state));
    json.member("state_words", say(language, state));
    const bool empty = shelved.status.state == ReportState::none;
    const std::optional<Grade> grade =
        published || empty ? std::nullopt : std::optional(grade_of(sources, sources.file->report));
    json.name("level");
    published ? json.text(published->level) : grade ? json.text(grade->level) : json.null();
    json.member_or_null("points", published ? std::optional(published->points)
                                  : grade   ? std::optional(grade->points())
                                            : std::nullopt);
    json.member("published", published.has_value());
    json.member("amended_since", published && published->amended_since);
    json.member("due", to_text(due.day));
    json.member("due_shown", shown(language, due.day));
    json.member("days_left", left);
    json.member("late", !handed_in && left < 0);
    json.member("rows", static_cast<std::int64_t>(shelved.rows));
    json.member("conflicts", static_cast<std::int64_t>(shelved.questions));
    json.member("changed_since_submission", shelved.status.changed_since_submission);
    json.end();
}

// Newest first; and whatever else was recorded, under whatever clock.
std::vector<Month> months_of(DeskParts& parts, Month now) {
    std::vector<Month> months = parts.store.months();
    const int first = index_of(parts.shelf->pack(parts.store).first_month);
    for (int index = std::max(first, index_of(now) - months_max); index <= index_of(now); ++index) {
        months.push_back(*month_from_index(index));
    }
    std::ranges::sort(months, std::ranges::greater());
    const auto again = std::ranges::unique(months);
    months.erase(again.begin(), again.end());
    return months;
}

}  // namespace

Month current_month(DeskParts& parts) {
    const Month now = month_of(bangkok_time(corrected_ms(parts.store)).day);
    return std::max(now, parts.shelf->pack(parts.store).first_month);
}

DeskReply answer_months(const PageAsk& asked) {
    const std::lock_guard lock(asked.parts.mutex);
    const Month now = current_month(asked.parts);
    JsonWriter json(0);
    json.begin_object();
    json.name("months");
    json.begin_array();
    for (const Month month : months_of(asked.parts, now)) {
        write_line(json, asked.parts, month, asked.language());
    }
    json.end();
    json.member("current", to_text(now));
    json.end();
    return json_reply(std::move(json));
}

}  // namespace phirap::agent
