// Of the month page: the form itself, its fields and what stands in them.
#include <algorithm>

#include "agent/desk/month_page.h"
#include "shared/core/form_check.h"
#include "shared/core/thai_calendar.h"

namespace phirap::agent {
namespace {

void write_choices(JsonWriter& json, std::string_view name, const std::vector<Choice>& choices,
                   Language language) {
    json.name(name);
    json.begin_array();
    for (const Choice& choice : choices) {
        json.begin_object();
        json.member("key", choice.key);
        json.member("label", choice.title.in(language));
        json.end();
    }
    json.end();
}

void write_form_fields(JsonWriter& json, std::string_view name, const std::vector<FormField>& fields,
                       Language language) {
    static constexpr std::string_view types[] = {"text", "integer", "date", "flag"};
    json.name(name);
    json.begin_array();
    for (const FormField& field : fields) {
        json.begin_object();
        json.member("key", field.key);
        json.member("label", field.label.in(language));
        json.member("type", types[static_cast<std::size_t>(field.type)]);
        json.member("required", field.required);
        json.member("max", field.max);
        json.end();
    }
    json.end();
}

// What is wrong with what stands, or with what was typed over it.
std::optional<Error> fault_of(const PageView& page, const Entity& entity, const FormField& field,
                              const Value& value, const std::string* typed) {
    if (typed != nullptr) {
        const Result<Value> read = value_typed(field, *typed, page.month.month);
        return read ? std::nullopt : std::optional(read.error());
    }
    const std::optional<Day> day = day_from_text(text_in(value));
    if (entity.kind == EntityKind::row && field.key == page.form().dated_by && day) {
        const Result<void> inside = check_dated(*day, page.month.month);
        return inside ? std::nullopt : std::optional(inside.error());
    }
    return std::nullopt;
}

void write_field(JsonWriter& json, const PageView& page, const Entity& entity, const FormField& field) {
    const EntityState* state = page.month.report.find(entity);
    const Value& value = state == nullptr ? Value() : state->shown(field.key);
    const auto draft = page.drafts.find({entity.id, field.key});
    const std::string* typed = draft == page.drafts.end() ? nullptr : &draft->second;
    const std::optional<Error> fault = fault_of(page, entity, field, value, typed);
    const OpenQuestion* question = page.question(entity, field.key);
    json.begin_object();
    json.member("key", field.key);
    json.member("value", to_text(value));
    json.member("shown", shown_value(&field, value, page.language));
    json.name("typed");
    typed != nullptr&& fault ? json.text(*typed) : json.null();
    json.name("fault");
    fault ? json.text(say(page.language, *fault)) : json.null();
    json.name("conflict");
    question != nullptr ? json.text(question->key) : json.null();
    json.end();
}

}  // namespace

std::string shown_value(const FormField* field, const Value& value, Language language) {
    if (const bool* flag = std::get_if<bool>(&value)) {
        return say(language, *flag ? "report_yes" : "report_no");
    }
    if (const std::int64_t* number = std::get_if<std::int64_t>(&value)) {
        return shown(*number);
    }
    if (field != nullptr && field->type == FieldType::date) {
        if (const std::optional<Day> day = day_from_text(text_in(value))) {
            return shown(language, *day, DateStyle::brief);
        }
    }
    return to_text(value);
}

void write_form(JsonWriter& json, const MissionPack& pack, Language language) {
    json.begin_object();
    write_form_fields(json, "fields", pack.form.report_fields, language);
    write_form_fields(json, "row_fields", pack.form.row_fields, language);
    json.name("columns");
    json.begin_array();
    for (const FormColumn& column : pack.form.columns) {
        json.begin_object();
        json.member("number", static_cast<std::int64_t>(column.number));
        json.member("heading", column.heading.in(language));
        json.name("shows");
        json.begin_array();
        for (const std::string& shows : column.shows) {
            json.text(shows);
        }
        json.end();
        json.end();
    }
    json.end();
    write_choices(json, "channel_kinds", pack.channel_kinds, language);
    write_choices(json, "services", pack.services, language);
    write_choices(json, "ticks", pack.ticks, language);
    json.name("roles");
    json.begin_array();
    for (const EvidenceRole& role : pack.form.evidence) {
        json.begin_object();
        json.member("key", role.key);
        json.member("label", role.label.in(language));
        json.end();
    }
    json.end();
    json.member("channels", pack.form.channels);
    json.member("dated_by", pack.form.dated_by);
    json.end();
}

void write_fields(JsonWriter& json, const PageView& page, const Entity& entity,
                  const std::vector<FormField>& fields) {
    json.begin_array();
    for (const FormField& field : fields) {
        write_field(json, page, entity, field);
    }
    json.end();
}

void write_services(JsonWriter& json, const PageView& page) {
    json.begin_array();
    for (const Choice& service : page.pack().services) {
        const std::optional<EntityId> id = entity_named(service.key);
        const EntityState* state = id ? page.month.report.find({EntityKind::service, *id, 0}) : nullptr;
        json.begin_object();
        json.member("key", service.key);
        json.member("relevant", std::ranges::find(page.relevant, service.key) != page.relevant.end());
        json.name("ticks");
        json.begin_object();
        for (const Choice& tick : page.pack().ticks) {
            json.member(tick.key, state != nullptr && flag_in(state->shown(tick.key)));
        }
        json.end();
        json.name("conflict");
        const OpenQuestion* question = nullptr;
        for (const Choice& tick : page.pack().ticks) {
            question =
                id && question == nullptr ? page.question({EntityKind::service, *id, 0}, tick.key) : question;
        }
        question != nullptr ? json.text(question->key) : json.null();
        json.end();
    }
    json.end();
}

}  // namespace phirap::agent
