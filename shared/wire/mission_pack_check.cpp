#include "shared/wire/mission_pack_check.h"

#include <algorithm>
#include <functional>
#include <set>

namespace phirap {
namespace {

struct Checks {
    JsonFaults faults;

    void note(std::string pointer, std::string expected, std::string found, Arguments arguments = {}) {
        faults.push_back({std::move(pointer), std::move(expected), std::move(arguments), std::move(found)});
    }

    // Each thing's key is its own.
    template <typename Things, typename Key>
    void unique(const Things& things, Key key, const std::string& list, const std::string& member) {
        std::set<std::string> seen;
        for (std::size_t i = 0; i < things.size(); ++i) {
            const std::string& name = std::invoke(key, things[i]);
            if (!seen.insert(name).second) {
                note(pointer_to(pointer_to(list, i), member), "expect_unique", name);
            }
        }
    }
};

std::string at(const std::string& list, std::size_t index, std::string_view member) {
    return pointer_to(pointer_to(list, index), member);
}

void check_lists(const MissionPack& pack, Checks& checks) {
    checks.unique(pack.services, &Choice::key, "/services", "key");
    checks.unique(pack.ticks, &Choice::key, "/ticks", "key");
    checks.unique(pack.channel_kinds, &Choice::key, "/channel_kinds", "key");
    checks.unique(pack.offices, &PackOffice::code, "/offices", "code");
    checks.unique(pack.facts, &FactRule::key, "/facts", "key");
    checks.unique(pack.rubric.criteria, &Criterion::key, "/rubric/criteria", "key");
    checks.unique(pack.rubric.levels, &Level::key, "/rubric/levels", "key");
    if (pack.office(pack.province) == nullptr) {
        checks.note("/province", "expect_pack_office", pack.province);
    }
    for (std::size_t i = 0; i < pack.offices.size(); ++i) {
        const auto& services = pack.offices[i].services;
        for (std::size_t k = 0; services && k < services->size(); ++k) {
            const std::string place = pointer_to(at("/offices", i, "services"), k);
            if (pack.service((*services)[k]) == nullptr) {
                checks.note(place, "expect_service", (*services)[k]);
            } else if (std::ranges::find(*services, (*services)[k]) !=
                       services->begin() + static_cast<std::ptrdiff_t>(k)) {
                checks.note(place, "expect_unique", (*services)[k]);
            }
        }
    }
    std::set<Month> moved;
    for (std::size_t i = 0; i < pack.due.moved.size(); ++i) {
        if (!moved.insert(pack.due.moved[i].month).second) {
            checks.note(at("/due/moved", i, "month"), "expect_unique", to_text(pack.due.moved[i].month));
        }
    }
}

void check_form(const Form& form, Checks& checks) {
    checks.unique(form.report_fields, &FormField::key, "/form/report_fields", "key");
    checks.unique(form.report_fields, &FormField::member, "/form/report_fields", "member");
    checks.unique(form.row_fields, &FormField::key, "/form/row_fields", "key");
    checks.unique(form.evidence, &EvidenceRole::key, "/form/evidence", "key");
    std::set<std::string> members = {"id", "channels"};
    for (std::size_t i = 0; i < form.row_fields.size(); ++i) {
        if (!members.insert(form.row_fields[i].member).second) {
            checks.note(at("/form/row_fields", i, "member"), "expect_unique", form.row_fields[i].member);
        }
        if (std::ranges::find(shown_by_itself, form.row_fields[i].key) != shown_by_itself.end()) {
            checks.note(at("/form/row_fields", i, "key"), "expect_free_word", form.row_fields[i].key);
        }
    }
    for (std::size_t i = 0; i < form.evidence.size(); ++i) {
        if (!members.insert(form.evidence[i].member).second) {
            checks.note(at("/form/evidence", i, "member"), "expect_unique", form.evidence[i].member);
        }
        if (form.row_field(form.evidence[i].key) != nullptr) {
            checks.note(at("/form/evidence", i, "key"), "expect_unique", form.evidence[i].key);
        }
    }
    const FormField* dated_by = form.row_field(form.dated_by);
    if (dated_by == nullptr || dated_by->type != FieldType::date) {
        checks.note("/form/dated_by", "expect_date_field", form.dated_by);
    }
    for (std::size_t i = 0; i < form.alike.size(); ++i) {
        if (form.row_field(form.alike[i]) == nullptr) {
            checks.note(pointer_to("/form/alike", i), "expect_row_field", form.alike[i]);
        }
    }
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        const FormColumn& column = form.columns[i];
        if (i > 0 && column.number <= form.columns[i - 1].number) {
            checks.note(at("/form/columns", i, "number"), "expect_rising", std::to_string(column.number));
        }
        for (std::size_t k = 0; k < column.shows.size(); ++k) {
            const std::string& name = column.shows[k];
            if (form.row_field(name) == nullptr && form.evidence_role(name) == nullptr &&
                std::ranges::find(shown_by_itself, name) == shown_by_itself.end()) {
                checks.note(pointer_to(at("/form/columns", i, "shows"), k), "expect_shown", name);
            }
        }
    }
}

// The type of a field of one kind of entity; nothing when it has no such field.
std::optional<FieldType> type_of(const MissionPack& pack, EntityKind kind, std::string_view key) {
    const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
        return std::ranges::find(names, key) != names.end();
    };
    const auto of_form = [](const FormField* field) {
        return field == nullptr ? std::nullopt : std::optional(field->type);
    };
    switch (kind) {
        case EntityKind::row:
            return of_form(pack.form.row_field(key));
        case EntityKind::report:
            return of_form(pack.form.report_field(key));
        case EntityKind::channel:
            return is_one_of({"kind", "link", "capture"}) ? std::optional(FieldType::text) : std::nullopt;
        case EntityKind::evidence:
            return is_one_of({"role", "name", "sha256"}) ? std::optional(FieldType::text) : std::nullopt;
        case EntityKind::service:
            return std::ranges::find(pack.ticks, key, &Choice::key) != pack.ticks.end()
                       ? std::optional(FieldType::flag)
                       : std::nullopt;
        default:
            return std::nullopt;
    }
}

// Texts that a field can hold; empty when any text can stand there.
std::vector<std::string> choices_of(const MissionPack& pack, EntityKind kind, std::string_view key) {
    std::vector<std::string> choices;
    if (kind == EntityKind::channel && key == "kind") {
        std::ranges::transform(pack.channel_kinds, std::back_inserter(choices), &Choice::key);
    } else if (kind == EntityKind::evidence && key == "role") {
        std::ranges::transform(pack.form.evidence, std::back_inserter(choices), &EvidenceRole::key);
    }
    return choices;
}

void check_field(const MissionPack& pack, EntityKind kind, const std::string& key, const std::string& place,
                 std::initializer_list<FieldType> types, Checks& checks) {
    const std::optional<FieldType> type = type_of(pack, kind, key);
    if (!type) {
        checks.note(place, "expect_counted_field", key);
    } else if (std::ranges::find(types, *type) == types.end()) {
        const bool number = *types.begin() == FieldType::integer;
        checks.note(place, number ? "expect_integer_field" : "expect_text_field", key);
    }
}

void check_condition(const MissionPack& pack, EntityKind kind, const Condition& condition,
                     const std::string& place, Checks& checks);

void check_conditions(const MissionPack& pack, EntityKind kind, const std::vector<Condition>& where,
                      const std::string& list, Checks& checks) {
    for (std::size_t i = 0; i < where.size(); ++i) {
        check_condition(pack, kind, where[i], pointer_to(list, i), checks);
    }
}

void check_values(const MissionPack& pack, EntityKind kind, const Condition& condition,
                  const std::string& place, Checks& checks) {
    const std::string& key = condition.fields.front();
    const std::optional<FieldType> type = type_of(pack, kind, key);
    if (!type) {
        checks.note(pointer_to(place, "field"), "expect_counted_field", key);
        return;
    }
    const std::vector<std::string> choices = choices_of(pack, kind, key);
    for (const Value& value : condition.values) {
        const bool is_flag = std::holds_alternative<bool>(value);
        const std::string found =
            is_flag ? (std::get<bool>(value) ? "true" : "false") : std::get<std::string>(value);
        const bool known = is_flag || choices.empty() || std::ranges::find(choices, found) != choices.end();
        if (is_flag != (*type == FieldType::flag) || *type == FieldType::integer || !known) {
            checks.note(pointer_to(place, condition.values.size() == 1 ? "is" : "in"),
                        "expect_value_of_field", found, {{"field", key}});
        }
    }
}

void check_condition(const MissionPack& pack, EntityKind kind, const Condition& condition,
                     const std::string& place, Checks& checks) {
    switch (condition.kind) {
        case Condition::Kind::is:
            check_values(pack, kind, condition, place, checks);
            break;
        case Condition::Kind::at_least:
            check_field(pack, kind, condition.fields.front(), pointer_to(place, "field"),
                        {FieldType::integer}, checks);
            break;
        case Condition::Kind::any_filled:
            for (std::size_t i = 0; i < condition.fields.size(); ++i) {
                check_field(pack, kind, condition.fields[i], pointer_to(pointer_to(place, "any_filled"), i),
                            {FieldType::text, FieldType::date}, checks);
            }
            break;
        case Condition::Kind::owns:
            if (kind != EntityKind::row) {
                checks.note(pointer_to(place, "owns"), "expect_owner_row", "owns");
            }
            check_conditions(pack, condition.owned, condition.where, pointer_to(place, "where"), checks);
            break;
    }
}

void check_facts(const MissionPack& pack, Checks& checks) {
    for (std::size_t i = 0; i < pack.facts.size(); ++i) {
        const FactRule& fact = pack.facts[i];
        if (fact.counting >= Counting::target) {
            continue;
        }
        if (fact.counting == Counting::sum || fact.counting == Counting::latest) {
            check_field(pack, fact.of, fact.field, at("/facts", i, "field"), {FieldType::integer}, checks);
        } else if (fact.counting == Counting::distinct) {
            check_field(pack, fact.of, fact.field, at("/facts", i, "field"),
                        {FieldType::text, FieldType::date}, checks);
        }
        check_conditions(pack, fact.of, fact.where, at("/facts", i, "where"), checks);
    }
}

void check_levels(const Rubric& rubric, Checks& checks) {
    const std::int64_t all = rubric.criterion_points * static_cast<std::int64_t>(rubric.criteria.size());
    for (std::size_t i = 0; i < rubric.levels.size(); ++i) {
        const Level& level = rubric.levels[i];
        if (level.needs > all) {
            checks.note(at("/rubric/levels", i, "needs"), "expect_reachable", std::to_string(level.needs),
                        {{"max", std::to_string(all)}});
        }
        if (i > 0 && level.needs > rubric.levels[i - 1].needs) {
            checks.note(
                at("/rubric/levels", i, "needs"), "expect_at_most", std::to_string(level.needs),
                {{"max", std::to_string(rubric.levels[i - 1].needs)}, {"of", rubric.levels[i - 1].key}});
        }
        if (i > 0 && level.points >= rubric.levels[i - 1].points) {
            checks.note(
                at("/rubric/levels", i, "points"), "expect_below", std::to_string(level.points),
                {{"bound", std::to_string(rubric.levels[i - 1].points)}, {"of", rubric.levels[i - 1].key}});
        }
        if (level.key == rubric.lowest) {
            checks.note("/rubric/lowest/key", "expect_unique", rubric.lowest);
        }
    }
    const Level& last = rubric.levels.back();
    if (rubric.lowest_points_max >= last.points) {
        checks.note("/rubric/lowest/points_max", "expect_below", std::to_string(rubric.lowest_points_max),
                    {{"bound", std::to_string(last.points)}, {"of", last.key}});
    }
}

void check_ask(const MissionPack& pack, const Ask& ask, const std::string& place, Checks& checks) {
    const FactRule* fact = pack.fact(ask.fact);
    if (fact == nullptr) {
        checks.note(pointer_to(place, "fact"), "expect_fact", ask.fact);
    } else if (fact->counting >= Counting::target) {
        checks.note(pointer_to(place, "fact"), "expect_reported_fact", ask.fact);
    }
    const std::string whole = ask.bar == Ask::Bar::percent ? "percent_of"
                              : ask.bar == Ask::Bar::all   ? "all_of"
                                                           : "reach";
    if (ask.bar != Ask::Bar::count && (pack.fact(ask.whole) == nullptr || ask.whole == ask.fact)) {
        checks.note(pointer_to(place, whole), "expect_other_fact", ask.whole);
    }
    for (std::size_t i = 1; i < ask.bars.size(); ++i) {
        if (ask.bars[i] > ask.bars[i - 1]) {
            const std::vector<Level>& levels = pack.rubric.levels;
            checks.note(pointer_to(pointer_to(place, "at_least"), levels[i].key), "expect_at_most",
                        std::to_string(ask.bars[i]),
                        {{"max", std::to_string(ask.bars[i - 1])}, {"of", levels[i - 1].key}});
        }
    }
}

}  // namespace

JsonFaults faults_of(const MissionPack& pack) {
    Checks checks;
    check_lists(pack, checks);
    check_form(pack.form, checks);
    check_facts(pack, checks);
    check_levels(pack.rubric, checks);
    const std::vector<Criterion>& criteria = pack.rubric.criteria;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        for (std::size_t k = 0; k < criteria[i].asks.size(); ++k) {
            check_ask(pack, criteria[i].asks[k], pointer_to(at("/rubric/criteria", i, "asks"), k), checks);
        }
    }
    return checks.faults;
}

}  // namespace phirap
