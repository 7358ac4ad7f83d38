// Of the month page: its rows, with their channels and pictures, and the rows that were deleted.
#include <algorithm>

#include "agent/cli/spans.h"
#include "agent/desk/links.h"
#include "agent/desk/month_page.h"
#include "shared/core/grade_words.h"
#include "shared/core/thai_calendar.h"

namespace phirap::agent {
namespace {

// A page that offers to bring back every row of a year would be of no use.
constexpr std::size_t deleted_shown_max = 50;

void text_or_null(JsonWriter& json, std::string_view name, const std::string& text) {
    json.name(name);
    text.empty() ? json.null() : json.text(text);
}

void write_channels(JsonWriter& json, const PageView& page, const EntityId& row) {
    json.name("channels");
    json.begin_array();
    for (const EntityState* state : owned_in_order(page.month.report, EntityKind::channel, row)) {
        const std::string link(text_in(state->shown("link")));
        json.begin_object();
        json.member("child", static_cast<std::int64_t>(state->entity.child));
        json.member("kind", std::string(text_in(state->shown("kind"))));
        json.member("link", link);
        json.member("capture", std::string(text_in(state->shown("capture"))));
        json.name("fault");
        link.empty() || looks_like_a_link(link) ? json.null()
                                                : json.text(say(page.language, "desk_link_odd"));
        const OpenQuestion* question = nullptr;
        for (const std::string_view key : {"kind", "link", "capture"}) {
            question = question == nullptr ? page.question(state->entity, key) : question;
        }
        text_or_null(json, "conflict", question == nullptr ? "" : question->key);
        json.end();
    }
    json.end();
}

void write_picture(JsonWriter& json, const PageView& page, const EntityState& state) {
    const Evidence evidence = evidence_of(state);
    const Sha256 nothing{};
    json.begin_object();
    json.member("child", static_cast<std::int64_t>(state.entity.child));
    json.member("role", evidence.role);
    json.member("name", evidence.name);
    text_or_null(json, "preview", evidence.preview ? evidence.preview->hex() : "");
    text_or_null(json, "rendition", evidence.rendition ? evidence.rendition->hex() : "");
    json.member("sent", evidence.rendition && page.delivered.contains(*evidence.rendition) &&
                            (!evidence.preview || page.delivered.contains(*evidence.preview)));
    json.member("here", page.renditions.has(evidence.preview.value_or(evidence.rendition.value_or(nothing))));
    text_or_null(json, "taken", evidence.taken);
    json.end();
}

void write_pictures(JsonWriter& json, const PageView& page, const EntityId& row) {
    json.name("pictures");
    json.begin_array();
    for (const EntityState* state : owned_in_order(page.month.report, EntityKind::evidence, row)) {
        write_picture(json, page, *state);
    }
    json.end();
}

void write_flags(JsonWriter& json, const PageView& page, const EntityId& row) {
    json.name("flags");
    json.begin_array();
    for (const Flag& flag : page.month.grade.flags) {
        const bool about = std::ranges::any_of(flag.about, [&](const Counted& counted) {
            return counted.month == page.month.month &&
                   owner_of(counted.entity) == Entity{EntityKind::row, row, 0};
        });
        if (about) {
            json.text(say_flag(page.language, page.pack(), flag));
        }
    }
    json.end();
}

// Who wrote last of the row and what it owns.
void write_last_change(JsonWriter& json, const PageView& page, const EntityId& row) {
    const Report& report = page.month.report;
    const Writing* latest = nullptr;
    std::uint32_t last = 0;
    for (const EntityState* member : report.family({EntityKind::row, row, 0})) {
        for (const FieldState& field : member->fields) {
            last = std::max(last, field.standing.back().writing);
            latest = &report.writings[last];
        }
    }
    text_or_null(json, "changed_at", latest == nullptr ? "" : time_for_programs(latest->time.wall_ms));
    text_or_null(json, "changed_by", latest == nullptr ? "" : latest->author);
}

bool counts(const PageView& page, const EntityId& row) {
    const EntityState* state = page.month.report.find({EntityKind::row, row, 0});
    const std::optional<Day> day = state == nullptr ? std::nullopt : day_of(*state, page.form());
    return day && month_of(*day) == page.month.month;
}

// "10 เม.ย. 2567 · ประชุม": the day and the first text that it has.
std::string words_of_row(const PageView& page, const EntityState& state) {
    std::string words;
    for (const FormField& field : page.form().row_fields) {
        const Value& value = state.shown(field.key);
        const bool tells = field.key == page.form().dated_by || field.type == FieldType::text;
        if (tells && value != Value()) {
            words += (words.empty() ? "" : " · ") + shown_value(&field, value, page.language);
        }
    }
    return words.empty() ? say(page.language, "desk_row_without_words") : words;
}

}  // namespace

void write_rows(JsonWriter& json, const PageView& page) {
    json.begin_array();
    for (const FormRow& row : page.month.form.rows) {
        const Entity entity{EntityKind::row, *row.id, 0};
        const OpenQuestion* question = page.question(entity, "");
        json.begin_object();
        json.member("id", to_text(*row.id));
        json.member("number", static_cast<std::int64_t>(row.number));
        json.name("fields");
        write_fields(json, page, entity, page.form().row_fields);
        write_channels(json, page, *row.id);
        write_pictures(json, page, *row.id);
        write_flags(json, page, *row.id);
        json.member("counts", counts(page, *row.id));
        json.name("comments");  // a reviewer's, on this row: they come with the admin's pages
        json.begin_array();
        json.end();
        text_or_null(json, "edited_after_delete", question == nullptr ? "" : question->key);
        write_last_change(json, page, *row.id);
        json.end();
    }
    json.end();
}

void write_deleted(JsonWriter& json, const PageView& page) {
    const Report& report = page.month.report;
    std::vector<const EntityState*> deleted;
    for (const EntityState& state : report.entities) {
        if (state.entity.kind == EntityKind::row && state.hidden) {
            deleted.push_back(&state);
        }
    }
    std::ranges::sort(deleted, std::ranges::greater(),
                      [](const EntityState* state) { return state->standing_deletes.back(); });
    deleted.resize(std::min(deleted.size(), deleted_shown_max));
    json.begin_array();
    for (const EntityState* state : deleted) {
        const Writing& writing = report.writings[state->standing_deletes.back()];
        json.begin_object();
        json.member("id", to_text(state->entity.id));
        json.member("at", time_for_programs(writing.time.wall_ms));
        json.member("by", writing.author);
        json.member("words", words_of_row(page, *state));
        json.end();
    }
    json.end();
}

}  // namespace phirap::agent
