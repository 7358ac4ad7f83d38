#include "shared/wire/mission_pack_file.h"

#include <nlohmann/json.hpp>

#include "shared/core/day.h"
#include "shared/core/limits.h"
#include "shared/wire/mission_pack_check.h"

namespace phirap {
namespace {

constexpr std::size_t title_bytes_max = 600;
constexpr std::size_t choices_max = 64;
constexpr std::size_t fields_max = 64;
// Every district of a country; the size of a pack allows for about 400.
constexpr std::size_t offices_max = 1'000;
constexpr std::size_t criteria_max = 16;
constexpr std::size_t levels_max = 8;

Title title_at(const JsonAt& at) {
    return {at["th"].text(title_bytes_max), at["en"].text(title_bytes_max)};
}

Title titled(const JsonAt& at) {
    at.is_object_of({"th", "en"});
    return title_at(at);
}

Month month_at(const JsonAt& at) {
    const std::optional<Month> month = month_from_text(at.any_text());
    if (!month) {
        at.fault("expect_month");
    }
    return month.value_or(Month{1, 1});
}

std::string day_at(const JsonAt& at) {
    const std::string text = at.any_text();
    if (!day_from_text(text)) {
        at.fault("expect_day");
    }
    return text;
}

Office office_at(const JsonAt& at) {
    const std::string code = at.any_text();
    if (!is_office(code)) {
        at.fault("expect_office_code");
    }
    return code;
}

// A key that names an entity: of a mission or a service.
std::string name_at(const JsonAt& at) {
    const std::string name = at.any_text();
    if (!entity_named(name)) {
        at.fault("expect_name");
    }
    return name;
}

std::vector<Choice> choices_at(const JsonAt& list, std::size_t min, std::string (*key)(const JsonAt&)) {
    std::vector<Choice> choices;
    for (const JsonAt& at : list.items(min, choices_max)) {
        at.is_object_of({"key", "th", "en"});
        choices.push_back({key(at["key"]), title_at(at)});
    }
    return choices;
}

std::string key_at(const JsonAt& at) {
    return at.key();
}

DueRule due_at(const JsonAt& at) {
    at.is_object_of({"day", "months_after", "moved"});
    DueRule due{
        static_cast<int>(at["day"].integer(1, 31)), static_cast<int>(at["months_after"].integer(0, 12)), {}};
    if (at.has("moved")) {
        for (const JsonAt& moved : at["moved"].items(0, 240)) {
            moved.is_object_of({"month", "date"});
            due.moved.push_back({month_at(moved["month"]), day_at(moved["date"])});
        }
    }
    return due;
}

PackOffice pack_office_at(const JsonAt& at) {
    at.is_object_of({"code", "th", "en", "target", "officials", "services"});
    PackOffice office{office_at(at["code"]), title_at(at), {}, {}, {}};
    if (at.has("target")) {
        office.target = at["target"].integer(0, limits::number_max);
    }
    if (at.has("officials")) {
        office.officials = at["officials"].integer(0, limits::number_max);
    }
    if (at.has("services")) {
        office.services.emplace();
        for (const JsonAt& service : at["services"].items(0, choices_max)) {
            office.services->push_back(service.text(16));
        }
    }
    return office;
}

FormField field_at(const JsonAt& at) {
    at.is_object_of({"key", "member", "type", "th", "en", "required", "max"});
    FormField field{at["key"].key(), "", FieldType::text, title_at(at), false, 0};
    field.member = at.has("member") ? at["member"].text(64) : field.key;
    field.required = at.has("required") && at["required"].flag();
    const std::string type = at["type"].one_of({"text", "integer", "date", "flag"});
    if (type == "text") {
        field.max = at["max"].integer(1, static_cast<std::int64_t>(limits::text_bytes_max));
    } else if (type == "integer") {
        field.type = FieldType::integer;
        field.max = at["max"].integer(1, limits::number_max);
    } else {
        field.type = type == "date" ? FieldType::date : FieldType::flag;
        if (at.has("max")) {
            at["max"].fault("expect_absent", {{"type", type}});
        }
    }
    return field;
}

std::vector<std::string> keys_at(const JsonAt& list, std::size_t min) {
    std::vector<std::string> keys;
    for (const JsonAt& at : list.items(min, fields_max)) {
        keys.push_back(at.key());
    }
    return keys;
}

Form form_at(const JsonAt& at) {
    at.is_object_of({"title", "report_fields", "rows_member", "row_fields", "dated_by", "alike", "channels",
                     "evidence", "columns"});
    Form form;
    form.title = titled(at["title"]);
    for (const JsonAt& field : at["report_fields"].items(0, fields_max)) {
        form.report_fields.push_back(field_at(field));
    }
    form.rows_member = at["rows_member"].key();
    for (const JsonAt& field : at["row_fields"].items(1, fields_max)) {
        form.row_fields.push_back(field_at(field));
    }
    form.dated_by = at["dated_by"].key();
    form.alike = keys_at(at["alike"], 1);
    form.channels = at["channels"].flag();
    for (const JsonAt& role : at["evidence"].items(0, choices_max)) {
        role.is_object_of({"key", "member", "th", "en"});
        form.evidence.push_back({role["key"].key(), role["member"].key(), title_at(role)});
    }
    for (const JsonAt& column : at["columns"].items(1, fields_max)) {
        column.is_object_of({"number", "th", "en", "shows"});
        form.columns.push_back({static_cast<int>(column["number"].integer(1, 99)), title_at(column),
                                keys_at(column["shows"], 1)});
    }
    return form;
}

EntityKind kind_at(const JsonAt& at, std::initializer_list<std::string_view> choices) {
    const std::string kind = at.one_of(choices);
    return kind == "channel"    ? EntityKind::channel
           : kind == "evidence" ? EntityKind::evidence
           : kind == "service"  ? EntityKind::service
           : kind == "report"   ? EntityKind::report
                                : EntityKind::row;
}

Value value_at(const JsonAt& at) {
    if (at.is_flag()) {
        return at.flag();
    }
    return at.text(256);
}

std::vector<Condition> conditions_at(const JsonAt& list);

Condition condition_at(const JsonAt& at) {
    Condition condition;
    if (at.has("owns")) {
        at.is_object_of({"owns", "where"});
        condition.kind = Condition::Kind::owns;
        condition.owned = kind_at(at["owns"], {"channel", "evidence"});
        condition.where = at.has("where") ? conditions_at(at["where"]) : std::vector<Condition>{};
    } else if (at.has("any_filled")) {
        at.is_object_of({"any_filled"});
        condition.kind = Condition::Kind::any_filled;
        condition.fields = keys_at(at["any_filled"], 1);
    } else if (at.has("at_least")) {
        at.is_object_of({"field", "at_least"});
        condition.kind = Condition::Kind::at_least;
        condition.fields = {at["field"].key()};
        condition.bound = at["at_least"].integer(1, limits::number_max);
    } else if (at.has("in")) {
        at.is_object_of({"field", "in"});
        condition.fields = {at["field"].key()};
        for (const JsonAt& choice : at["in"].items(1, choices_max)) {
            condition.values.push_back(value_at(choice));
        }
    } else {
        at.is_object_of({"field", "is", "in", "at_least", "any_filled", "owns", "where"});
        condition.fields = {at["field"].key()};
        condition.values = {value_at(at["is"])};
    }
    return condition;
}

std::vector<Condition> conditions_at(const JsonAt& list) {
    std::vector<Condition> conditions;
    for (const JsonAt& at : list.items(0, 16)) {
        conditions.push_back(condition_at(at));
    }
    return conditions;
}

Counting counting_at(const JsonAt& at) {
    const std::string how = at.one_of({"count", "sum", "distinct", "latest", "target", "roster", "services"});
    return how == "sum"        ? Counting::sum
           : how == "distinct" ? Counting::distinct
           : how == "latest"   ? Counting::latest
           : how == "target"   ? Counting::target
           : how == "roster"   ? Counting::roster
           : how == "services" ? Counting::services
                               : Counting::count;
}

FactRule fact_at(const JsonAt& at) {
    FactRule fact;
    fact.key = at["key"].key();
    fact.title = title_at(at);
    at["unit"].is_object_of({"th", "one", "many"});
    fact.unit = {at["unit"]["th"].text(title_bytes_max), at["unit"]["many"].text(title_bytes_max)};
    fact.unit_one = at["unit"]["one"].text(title_bytes_max);
    fact.counting = counting_at(at["counting"]);
    fact.summed_for_province = !at.has("province") || at["province"].one_of({"sum", "own"}) != "own";
    if (fact.counting >= Counting::target) {
        at.is_object_of({"key", "th", "en", "unit", "counting", "province"});
        return fact;
    }
    if (fact.counting == Counting::count) {
        at.is_object_of({"key", "th", "en", "unit", "counting", "province", "of", "where", "window"});
    } else {
        at.is_object_of(
            {"key", "th", "en", "unit", "counting", "province", "of", "field", "where", "window"});
        fact.field = at["field"].key();
    }
    fact.of = kind_at(at["of"], {"row", "channel", "evidence", "service", "report"});
    fact.where = at.has("where") ? conditions_at(at["where"]) : std::vector<Condition>{};
    fact.window = at.has("window") && at["window"].one_of({"month", "to_date"}) == "to_date" ? Window::to_date
                                                                                             : Window::month;
    return fact;
}

// One bar for each level, no more and no less.
std::vector<std::int64_t> bars_at(const JsonAt& at, const std::vector<Level>& levels, std::int64_t max) {
    std::vector<std::int64_t> bars;
    for (const Level& level : levels) {
        bars.push_back(at[level.key].integer(0, max));
    }
    for (const std::string& member : at.members()) {
        if (std::ranges::find(levels, member, &Level::key) == levels.end()) {
            at[member].fault("expect_level");
        }
    }
    return bars;
}

Ask ask_at(const JsonAt& at, const std::vector<Level>& levels) {
    Ask ask;
    ask.fact = at["fact"].key();
    ask.effort = at["effort"].integer(1, 1'000'000);
    ask.effort_every = at.has("effort_every") ? at["effort_every"].integer(1, 1'000'000) : 1;
    if (at.has("percent_of")) {
        at.is_object_of({"fact", "percent_of", "at_least", "effort", "effort_every"});
        ask.bar = Ask::Bar::percent;
        ask.whole = at["percent_of"].key();
        ask.bars = bars_at(at["at_least"], levels, 100);
    } else if (at.has("all_of")) {
        at.is_object_of({"fact", "all_of", "effort", "effort_every"});
        ask.bar = Ask::Bar::all;
        ask.whole = at["all_of"].key();
    } else if (at.has("reach")) {
        at.is_object_of({"fact", "reach", "effort", "effort_every"});
        ask.bar = Ask::Bar::reach;
        ask.whole = at["reach"].key();
    } else {
        at.is_object_of({"fact", "at_least", "percent_of", "all_of", "reach", "effort", "effort_every"});
        ask.bars = bars_at(at["at_least"], levels, limits::number_max);
    }
    return ask;
}

Rubric rubric_at(const JsonAt& at) {
    at.is_object_of({"criterion_points", "levels", "lowest", "criteria"});
    Rubric rubric;
    rubric.criterion_points = at["criterion_points"].integer(1, 1'000);
    for (const JsonAt& level : at["levels"].items(1, levels_max)) {
        level.is_object_of({"key", "needs", "points"});
        rubric.levels.push_back(
            {level["key"].text(16), level["needs"].integer(1, 100'000), level["points"].integer(0, 100'000)});
    }
    at["lowest"].is_object_of({"key", "points_max"});
    rubric.lowest = at["lowest"]["key"].text(16);
    rubric.lowest_points_max = at["lowest"]["points_max"].integer(0, 100'000);
    for (const JsonAt& criterion : at["criteria"].items(1, criteria_max)) {
        criterion.is_object_of({"key", "th", "en", "province", "asks"});
        Criterion read{criterion["key"].key(), title_at(criterion), {}, false};
        read.every_district =
            criterion.has("province") && criterion["province"].one_of({"sum", "every"}) == "every";
        for (const JsonAt& ask : criterion["asks"].items(1, 8)) {
            read.asks.push_back(ask_at(ask, rubric.levels));
        }
        rubric.criteria.push_back(std::move(read));
    }
    return rubric;
}

MissionPack pack_at(const JsonAt& at) {
    at.is_object_of({"$schema", "mission", "version", "title", "first_month", "province", "due", "services",
                     "ticks", "channel_kinds", "offices", "form", "facts", "rubric"});
    MissionPack pack;
    pack.mission = name_at(at["mission"]);
    pack.version = at["version"].integer(1, 1'000'000);
    pack.title = titled(at["title"]);
    pack.first_month = month_at(at["first_month"]);
    pack.province = office_at(at["province"]);
    pack.due = due_at(at["due"]);
    pack.services = choices_at(at["services"], 0, name_at);
    pack.ticks = choices_at(at["ticks"], 0, key_at);
    pack.channel_kinds = choices_at(at["channel_kinds"], 0, key_at);
    for (const JsonAt& office : at["offices"].items(1, offices_max)) {
        pack.offices.push_back(pack_office_at(office));
    }
    pack.form = form_at(at["form"]);
    for (const JsonAt& fact : at["facts"].items(1, choices_max)) {
        pack.facts.push_back(fact_at(fact));
    }
    pack.rubric = rubric_at(at["rubric"]);
    return pack;
}

}  // namespace

tl::expected<MissionPack, JsonFaults> mission_pack_from_json(std::string_view text) {
    JsonFaults faults;
    const std::optional<nlohmann::json> json = parse_json(text, pack_bytes_max, pack_depth_max, faults);
    if (!json) {
        return tl::unexpected(faults);
    }
    MissionPack pack = pack_at(JsonAt(&*json, "", faults));
    // What is not there cannot be compared: only a pack that reads well is looked at as a whole.
    if (faults.empty()) {
        faults = faults_of(pack);
    }
    if (!faults.empty()) {
        return tl::unexpected(faults);
    }
    return pack;
}

}  // namespace phirap
