#include "shared/core/grade_flags.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "shared/core/picture_flags.h"

namespace phirap {
namespace {

constexpr std::size_t quoted_bytes_max = 200;

Counted whole_thing(Month month, const EntityState& thing) {
    return {month, thing.entity, 1};
}

void flag_dates(const OfficeMonth& judged, const Report& month, std::vector<Flag>& flags) {
    Flag undated{"flag_no_date", {}, {}};
    for (const EntityState* row : month.visible(EntityKind::row)) {
        const std::optional<Day> day = day_of(*row, judged.pack->form);
        if (!day) {
            undated.about.push_back(whole_thing(judged.month, *row));
        } else if (month_of(*day) != judged.month) {
            flags.push_back(
                {"flag_other_month", {{"day", to_text(*day)}}, {whole_thing(judged.month, *row)}});
        }
    }
    if (!undated.about.empty()) {
        undated.arguments = {{"count", std::to_string(undated.about.size())}};
        flags.push_back(std::move(undated));
    }
}

std::string trimmed(std::string_view text) {
    const auto blank = [](char c) { return is_blank({&c, 1}); };
    while (!text.empty() && blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    return std::string(text);
}

// One text in two places, at least one of them in the month that is judged.
void flag_repeats(const OfficeMonth& judged, EntityKind kind, std::string_view field, const char* key,
                  std::vector<Flag>& flags) {
    std::map<std::string, std::vector<Counted>> places;
    for (const auto& [month, report] : judged.months) {
        if (month > judged.month || month < judged.pack->first_month || report == nullptr) {
            continue;
        }
        for (const EntityState* thing : report->visible(kind)) {
            const std::string text = trimmed(text_in(thing->shown(field)));
            if (!text.empty()) {
                places[text].push_back(whole_thing(month, *thing));
            }
        }
    }
    for (auto& [text, where] : places) {
        if (where.size() > 1 && where.back().month == judged.month) {
            flags.push_back(
                {key,
                 {{"text", text.substr(0, quoted_bytes_max)}, {"count", std::to_string(where.size())}},
                 where});
        }
    }
}

void flag_pictures(const OfficeMonth& judged, std::vector<Flag>& flags) {
    std::vector<PlacedPicture> pictures;
    for (const auto& [month, report] : judged.months) {
        if (month <= judged.month && month >= judged.pack->first_month && report != nullptr) {
            add_pictures(judged.office, month, *report, pictures);
        }
    }
    std::ranges::move(flags_of_pictures(pictures, judged.month), std::back_inserter(flags));
}

void flag_look_alikes(const OfficeMonth& judged, const Report& month, std::vector<Flag>& flags) {
    std::map<std::vector<Value>, std::vector<Counted>> alike;
    for (const EntityState* row : month.visible(EntityKind::row)) {
        std::vector<Value> values;
        for (const std::string& field : judged.pack->form.alike) {
            const Value& shown = row->shown(field);
            const auto* text = std::get_if<std::string>(&shown);
            values.push_back(text == nullptr ? shown : Value(trimmed(*text)));
        }
        alike[values].push_back(whole_thing(judged.month, *row));
    }
    for (auto& [values, rows] : alike) {
        if (rows.size() > 1) {
            flags.push_back({"flag_look_alike", {{"count", std::to_string(rows.size())}}, rows});
        }
    }
}

void flag_strikes(const OfficeMonth& judged, const Report& month, std::vector<Flag>& flags) {
    for (const EntityState* strike : month.visible(EntityKind::strike)) {
        if (flag_in(strike->shown("struck"))) {
            flags.push_back({"flag_struck",
                             {{"criterion", std::string(text_in(strike->shown("criterion")))},
                              {"reason", std::string(text_in(strike->shown("reason")))}},
                             {{judged.month, {EntityKind::row, strike->entity.id, 0}, 1}}});
        }
    }
}

void flag_conflicts(const OfficeMonth& judged, const Report& month, std::vector<Flag>& flags) {
    Flag open{"flag_conflicts", {}, {}};
    for (const Conflict& conflict : conflicts(month)) {
        open.about.push_back({judged.month, conflict.entity, 1});
    }
    if (!open.about.empty()) {
        open.arguments = {{"count", std::to_string(open.about.size())}};
        flags.push_back(std::move(open));
    }
}

}  // namespace

std::vector<Flag> flags_of_figures(std::span<const CriterionResult> criteria) {
    std::vector<Flag> flags;
    for (const CriterionResult& criterion : criteria) {
        for (const AskResult& ask : criterion.asks) {
            const Arguments about = {{"criterion", criterion.key}, {"fact", ask.fact}, {"whole", ask.whole}};
            if (!ask.whole.empty() && !ask.needed.front()) {
                flags.push_back({"flag_whole_missing", about, {}});
            }
            const bool part_of_whole = ask.bar == Ask::Bar::percent || ask.bar == Ask::Bar::all;
            if (part_of_whole && ask.needed.front() && ask.value > ask.whole_value) {
                flags.push_back({"flag_above_whole", about, criterion.counted_from});
            }
        }
    }
    return flags;
}

std::vector<Flag> flags_of(const OfficeMonth& judged, std::span<const CriterionResult> criteria) {
    std::vector<Flag> flags = flags_of_figures(criteria);
    const auto found = judged.months.find(judged.month);
    if (found == judged.months.end() || found->second == nullptr) {
        return flags;
    }
    const Report& month = *found->second;
    flag_dates(judged, month, flags);
    flag_repeats(judged, EntityKind::channel, "link", "flag_same_link", flags);
    flag_repeats(judged, EntityKind::channel, "capture", "flag_same_capture", flags);
    flag_pictures(judged, flags);
    flag_look_alikes(judged, month, flags);
    flag_strikes(judged, month, flags);
    flag_conflicts(judged, month, flags);
    return flags;
}

}  // namespace phirap
