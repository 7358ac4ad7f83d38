#include "shared/core/facts.h"

#include <algorithm>
#include <set>

#include "shared/core/limits.h"

namespace phirap {
namespace {

using Things = std::vector<const EntityState*>;

std::int64_t counted_number(const Value& value) {
    return std::clamp<std::int64_t>(number_in(value), 0, limits::number_max);
}

bool holds(const Condition& condition, const EntityState& thing, const Report& month) {
    const auto all_hold = [&](const EntityState* owned) {
        return std::ranges::all_of(condition.where,
                                   [&](const Condition& inner) { return holds(inner, *owned, month); });
    };
    switch (condition.kind) {
        case Condition::Kind::is: {
            const Value& shown = thing.shown(condition.fields.front());
            return std::ranges::any_of(condition.values, [&](const Value& wanted) {
                return std::holds_alternative<bool>(wanted) ? flag_in(shown) == std::get<bool>(wanted)
                                                            : shown == wanted;
            });
        }
        case Condition::Kind::at_least:
            return number_in(thing.shown(condition.fields.front())) >= condition.bound;
        case Condition::Kind::any_filled:
            return std::ranges::any_of(condition.fields, [&](const std::string& field) {
                return !is_blank(text_in(thing.shown(field)));
            });
        case Condition::Kind::owns:
            return std::ranges::any_of(month.owned(condition.owned, thing.entity.id), all_hold);
    }
    return false;
}

// Counts one fact over the months of its window.
class Count {
  public:
    Count(const FactRule& rule, const OfficeMonth& judged, std::string_view criterion)
        : rule_(rule), judged_(judged), criterion_(criterion), fact_{rule.key, 0, {}} {}

    Fact done() {
        const Month from = rule_.window == Window::month ? judged_.month : judged_.pack->first_month;
        for (auto at = judged_.months.lower_bound(from);
             at != judged_.months.end() && at->first <= judged_.month; ++at) {
            if (at->first >= judged_.pack->first_month && at->second != nullptr) {
                count_month(at->first, *at->second);
            }
        }
        return std::move(fact_);
    }

  private:
    void count_month(Month of, const Report& month) {
        for (const EntityState* thing : things_in(of, month)) {
            const bool counts = std::ranges::all_of(
                rule_.where, [&](const Condition& condition) { return holds(condition, *thing, month); });
            if (counts) {
                count_thing(of, *thing, month);
            }
        }
    }

    Things things_in(Month of, const Report& month) const {
        if (rule_.of == EntityKind::report) {
            return month.visible(EntityKind::report);
        }
        if (rule_.of == EntityKind::service) {
            return relevant_services(month);
        }
        Things things;
        for (const EntityState* row : month.visible(EntityKind::row)) {
            const std::optional<Day> day = day_of(*row, judged_.pack->form);
            if (!day || month_of(*day) != of || is_struck(month, row->entity.id, criterion_)) {
                continue;
            }
            if (rule_.of == EntityKind::row) {
                things.push_back(row);
            } else {
                std::ranges::copy(month.owned(rule_.of, row->entity.id), std::back_inserter(things));
            }
        }
        return things;
    }

    Things relevant_services(const Report& month) const {
        Things things;
        const OfficeFigures figures = figures_of(judged_);
        for (const EntityState* service : month.visible(EntityKind::service)) {
            if (std::ranges::find(figures.services, to_text(service->entity.id)) != figures.services.end()) {
                things.push_back(service);
            }
        }
        return things;
    }

    void count_thing(Month of, const EntityState& thing, const Report& month) {
        switch (rule_.counting) {
            case Counting::count:
                add(of, thing, 1);
                break;
            case Counting::sum:
                add(of, thing, counted_number(thing.shown(rule_.field)));
                break;
            case Counting::distinct: {
                const std::string_view text = text_in(thing.shown(rule_.field));
                if (!is_blank(text)) {
                    add(of, thing, different_.insert(std::string(text)).second ? 1 : 0);
                    fact_.counted_from.push_back({of, thing.entity, 1});
                }
                break;
            }
            case Counting::latest:
                keep_latest(of, thing, month);
                break;
            default:
                break;
        }
    }

    void add(Month of, const EntityState& thing, std::int64_t amount) {
        *fact_.value += amount;
        if (amount > 0 && rule_.counting != Counting::distinct) {
            fact_.counted_from.push_back({of, thing.entity, amount});
        }
    }

    // By day, then by the order of entities, which every copy shares.
    void keep_latest(Month of, const EntityState& thing, const Report& month) {
        if (std::holds_alternative<std::monostate>(thing.shown(rule_.field))) {
            return;
        }
        const Day first{of.year, of.month, 1};
        const EntityState* row = month.find(owner_of(thing.entity));
        const Day day = row == nullptr ? first : day_of(*row, judged_.pack->form).value_or(first);
        if (fact_.counted_from.empty() || day >= latest_) {
            latest_ = day;
            fact_.value = counted_number(thing.shown(rule_.field));
            fact_.counted_from = {{of, thing.entity, *fact_.value}};
        }
    }

    const FactRule& rule_;
    const OfficeMonth& judged_;
    std::string_view criterion_;
    Fact fact_;
    std::set<std::string> different_;
    Day latest_;
};

std::vector<std::string> split_by_commas(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        parts.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

}  // namespace

bool is_blank(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
}

std::optional<Day> day_of(const EntityState& row, const Form& form) {
    return day_from_text(text_in(row.shown(form.dated_by)));
}

bool is_struck(const Report& month, const EntityId& row, std::string_view criterion) {
    if (criterion.empty()) {
        return false;
    }
    return std::ranges::any_of(month.visible(EntityKind::strike), [&](const EntityState* strike) {
        return strike->entity.id == row && text_in(strike->shown("criterion")) == criterion &&
               flag_in(strike->shown("struck"));
    });
}

const Value& effective(const Report* office_scope, EntityKind kind, std::string_view field, Month month) {
    static const Value nothing;
    const Value* latest = &nothing;
    Month since;
    if (office_scope == nullptr) {
        return nothing;
    }
    for (const EntityState* word : office_scope->visible(kind)) {
        const std::optional<Month> from = month_from_text(to_text(word->entity.id));
        const bool says = !std::holds_alternative<std::monostate>(word->shown(field));
        if (says && from && *from <= month && (latest == &nothing || *from > since)) {
            latest = &word->shown(field);
            since = *from;
        }
    }
    return *latest;
}

OfficeFigures figures_of(const OfficeMonth& judged) {
    const auto word = [&](EntityKind kind, std::string_view field) -> const Value& {
        return effective(judged.office_scope, kind, field, judged.month);
    };
    const auto number = [&](EntityKind kind, std::string_view field, std::optional<std::int64_t> otherwise) {
        const auto* value = std::get_if<std::int64_t>(&word(kind, field));
        return value == nullptr ? otherwise
                                : std::optional(std::clamp<std::int64_t>(*value, 0, limits::number_max));
    };
    const PackOffice* office = judged.pack->office(judged.office);
    OfficeFigures figures;
    figures.target = number(EntityKind::target, "value", office == nullptr ? std::nullopt : office->target);
    figures.roster =
        number(EntityKind::roster, "officials", office == nullptr ? std::nullopt : office->officials);

    std::optional<std::vector<std::string>> relevant;
    if (const auto* keys = std::get_if<std::string>(&word(EntityKind::services, "relevant"))) {
        relevant = split_by_commas(*keys);
    }
    if (!relevant && office != nullptr) {
        relevant = office->services;
    }
    for (const Choice& service : judged.pack->services) {
        // An office that nobody gave a list is asked for every service of the mission.
        if (!relevant || std::ranges::find(*relevant, service.key) != relevant->end()) {
            figures.services.push_back(service.key);
        }
    }
    return figures;
}

Fact count_fact(const FactRule& rule, const OfficeMonth& judged, std::string_view criterion) {
    switch (rule.counting) {
        case Counting::target:
            return {rule.key, figures_of(judged).target, {}};
        case Counting::roster:
            return {rule.key, figures_of(judged).roster, {}};
        case Counting::services:
            return {rule.key, static_cast<std::int64_t>(figures_of(judged).services.size()), {}};
        default:
            return Count(rule, judged, criterion).done();
    }
}

}  // namespace phirap
