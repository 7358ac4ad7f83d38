#include "shared/wire/grade_json.h"

#include <nlohmann/json.hpp>

#include "shared/core/grade_words.h"

namespace phirap {
namespace {

using Json = nlohmann::ordered_json;

template <typename Number>
Json or_null(const std::optional<Number>& number) {
    return number ? Json(*number) : Json(nullptr);
}

std::string_view name_of(EntityKind kind) {
    switch (kind) {
        case EntityKind::row:
            return "row";
        case EntityKind::channel:
            return "channel";
        case EntityKind::evidence:
            return "evidence";
        case EntityKind::service:
            return "service";
        default:
            return "report";
    }
}

Json counted_json(const std::vector<Counted>& counted) {
    Json list = Json::array();
    for (const Counted& each : counted) {
        Json one = {{"month", to_text(each.month)}, {"of", name_of(each.entity.kind)}};
        if (each.entity.kind != EntityKind::report) {
            one["id"] = to_text(each.entity.id);
        }
        if (owner_of(each.entity) != each.entity) {
            one["child"] = each.entity.child;
        }
        one["amount"] = each.amount;
        list.push_back(std::move(one));
    }
    return list;
}

Json ask_json(const AskResult& ask, const std::vector<Level>& levels) {
    Json json = {{"fact", ask.fact}, {"value", or_null(ask.value)}};
    if (!ask.whole.empty()) {
        json["whole"] = ask.whole;
        json["whole_value"] = or_null(ask.whole_value);
    }
    for (std::size_t i = 0; i < levels.size(); ++i) {
        json["needed"][levels[i].key] = or_null(ask.needed[i]);
    }
    return json;
}

Json criterion_json(const CriterionResult& result, const MissionPack& pack, Language language) {
    const std::vector<Level>& levels = pack.rubric.levels;
    Json json = {{"key", result.key}, {"title", pack.criterion(result.key)->title.in(language)}};
    for (std::size_t i = 0; i < levels.size(); ++i) {
        json["met"][levels[i].key] = result.met(i);
    }
    json["asks"] = Json::array();
    for (const AskResult& ask : result.asks) {
        json["asks"].push_back(ask_json(ask, levels));
    }
    if (result.asks.empty()) {
        for (std::size_t i = 0; i < levels.size(); ++i) {
            json["offices_meeting"][levels[i].key] = result.districts_meeting[i];
        }
        json["offices"] = result.districts;
    }
    json["explanation"] = say_criterion(language, pack, result);
    json["counted_from"] = counted_json(result.counted_from);
    return json;
}

Json step_json(const Grade& grade, const MissionPack& pack, Language language) {
    if (!grade.next) {
        return nullptr;
    }
    Json json = {{"level", pack.rubric.levels[grade.next->level].key}, {"possible", grade.next->possible}};
    json["effort"] = grade.next->possible ? Json(grade.next->effort) : Json(nullptr);
    json["criteria"] = Json::array();
    for (const std::size_t index : grade.next->criteria) {
        const CriterionResult& result = grade.criteria[index];
        Json lacking = Json::object();
        for (const AskResult& ask : result.asks) {
            if (const auto missing = ask.missing(grade.next->level); missing != 0) {
                lacking[ask.fact] = or_null(missing);
            }
        }
        json["criteria"].push_back({{"key", result.key}, {"missing", std::move(lacking)}});
    }
    json["sentence"] = say_next_step(language, pack, grade);
    return json;
}

Json entry_json(const GradeEntry& entry, const MissionPack& pack, Language language) {
    const bool graded = entry.grade != nullptr && entry.state != "not_reported";
    Json json = {{"office", entry.office}, {"month", to_text(entry.month)}};
    json["level"] = graded ? Json(entry.grade->level) : Json(nullptr);
    json["points"] = graded ? Json(entry.grade->points()) : Json(nullptr);
    json["facts"] = Json::object();
    if (entry.grade != nullptr) {
        for (const Fact& fact : entry.grade->facts) {
            json["facts"][fact.key] = or_null(fact.value);
        }
    }
    json["state"] = entry.state;
    if (entry.due) {
        json["due"] = to_text(bangkok_time(entry.due->end_ms - 1));
        json["extended"] = entry.due->extended;
    }
    if (entry.timeliness) {
        json["timeliness"] = to_text(*entry.timeliness);
    }
    if (entry.published) {
        json["published"] = *entry.published;
    }
    if (entry.amended_since) {
        json["amended_since"] = *entry.amended_since;
    }
    json["pack"] = {{"mission", pack.mission}, {"version", pack.version}};
    json["criteria"] = Json::array();
    json["reasons"] = Json::array();
    json["flags"] = Json::array();
    json["next_step"] = nullptr;
    if (!graded) {
        json["reasons"].push_back(say(language, "reason_not_reported"));
        return json;
    }
    for (const CriterionResult& result : entry.grade->criteria) {
        json["criteria"].push_back(criterion_json(result, pack, language));
    }
    json["reasons"] = say_reasons(language, pack, *entry.grade);
    for (const Flag& flag : entry.grade->flags) {
        json["flags"].push_back({{"key", flag.key},
                                 {"sentence", say_flag(language, pack, flag)},
                                 {"about", counted_json(flag.about)}});
    }
    json["next_step"] = step_json(*entry.grade, pack, language);
    return json;
}

// A link or a reason may hold bytes that are no UTF-8; better a mark there than no grade.
std::string dumped(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string grades_to_json(std::span<const GradeEntry> entries, const MissionPack& pack, Language language) {
    Json list = Json::array();
    for (const GradeEntry& entry : entries) {
        list.push_back(entry_json(entry, pack, language));
    }
    return dumped(list);
}

std::string grade_to_json(const GradeEntry& entry, const MissionPack& pack, Language language) {
    return dumped(entry_json(entry, pack, language));
}

}  // namespace phirap
