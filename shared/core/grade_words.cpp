#include "shared/core/grade_words.h"

#include <algorithm>

#include "shared/core/thai_calendar.h"

namespace phirap {
namespace {

// The pack's names and the catalogue in one language.
class Speaker {
  public:
    Speaker(Language language, const MissionPack& pack) : language_(language), pack_(pack) {}

    std::string say(std::string_view key, const Arguments& arguments = {}) const {
        return phirap::say(language_, key, arguments);
    }

    std::string criterion(std::string_view key) const {
        const Criterion* found = pack_.criterion(key);
        return found == nullptr ? std::string(key) : found->title.in(language_);
    }
    std::string fact(std::string_view key) const {
        const FactRule* found = pack_.fact(key);
        return found == nullptr ? std::string(key) : found->title.in(language_);
    }
    // In Thai a figure is followed by what it counts in, and what is counted is named before it; in English
    // the unit names what is counted.
    std::string amount(std::string_view key, std::int64_t count) const {
        const FactRule* found = pack_.fact(key);
        return language_ == Language::thai && found != nullptr ? shown(count) + " " + found->unit.thai
                                                               : shown(count);
    }
    std::string thing(std::string_view key, std::int64_t count) const {
        const FactRule* found = pack_.fact(key);
        if (language_ == Language::thai || found == nullptr) {
            return fact(key);
        }
        return count == 1 ? found->unit_one : found->unit.english;
    }
    std::string level(std::size_t index) const {
        return index < pack_.rubric.levels.size() ? pack_.rubric.levels[index].key : pack_.rubric.lowest;
    }

    std::string figure(const AskResult& ask) const {
        const std::int64_t value = ask.value.value_or(0);
        Arguments arguments = {
            {"title", fact(ask.fact)},
            {"value", amount(ask.fact, value)},
            {"count", shown(value)},
            {"whole_title", fact(ask.whole)},
            {"whole", ask.whole_value ? amount(ask.whole, *ask.whole_value) : say("figure_not_set")}};
        switch (ask.bar) {
            case Ask::Bar::count:
                return say("figure_count", arguments);
            case Ask::Bar::all:
                return say("figure_of", arguments);
            case Ask::Bar::reach:
                return say("figure_reach", arguments);
            case Ask::Bar::percent:
                break;
        }
        if (ask.whole_value.value_or(0) <= 0) {
            return say("figure_of", arguments);
        }
        // Rounded down, so that no figure looks as if it met a bar that it does not.
        arguments.emplace_back("percent",
                               std::to_string(std::min<std::int64_t>(100, value * 100 / *ask.whole_value)));
        return say("figure_percent", arguments);
    }

    // "1 more activity": what each ask of a criterion lacks to a level.
    std::vector<std::string> lacking(const CriterionResult& result, std::size_t to_level) const {
        std::vector<std::string> items;
        if (result.asks.empty()) {
            const std::int64_t count = result.districts - result.districts_meeting[to_level];
            items.push_back(
                say("lacking_offices", {{"criterion", criterion(result.key)}, {"count", shown(count)}}));
        }
        for (const AskResult& ask : result.asks) {
            const std::int64_t count = ask.missing(to_level).value_or(0);
            if (count > 0) {
                items.push_back(
                    say("lacking", {{"thing", thing(ask.fact, count)}, {"amount", amount(ask.fact, count)}}));
            }
        }
        return items;
    }

    std::string join(const std::vector<std::string>& items) const {
        std::string text;
        for (std::size_t i = 0; i < items.size(); ++i) {
            text += i == 0 ? "" : i + 1 == items.size() ? say("join_last") : say("join");
            text += items[i];
        }
        return text;
    }

    // The wholes that keep a criterion from being met at all.
    std::vector<std::string> unset(const CriterionResult& result) const {
        std::vector<std::string> titles;
        for (const AskResult& ask : result.asks) {
            if (!ask.needed.front()) {
                titles.push_back(fact(ask.whole));
            }
        }
        return titles;
    }

  private:
    Language language_;
    const MissionPack& pack_;
};

std::string figures_of_result(const Speaker& speaker, const CriterionResult& result, std::size_t level) {
    if (result.asks.empty()) {
        return speaker.say("figure_offices", {{"value", shown(result.districts_meeting[level])},
                                              {"whole", shown(result.districts)},
                                              {"level", speaker.level(level)}});
    }
    // The criterion's own name says what a single figure is.
    if (result.asks.size() == 1) {
        return speaker.figure(result.asks.front());
    }
    std::vector<std::string> figures;
    for (const AskResult& ask : result.asks) {
        figures.push_back(speaker.say("figure_titled",
                                      {{"title", speaker.fact(ask.fact)}, {"figure", speaker.figure(ask)}}));
    }
    return speaker.join(figures);
}

}  // namespace

std::string say_criterion(Language language, const MissionPack& pack, const CriterionResult& result) {
    const Speaker speaker(language, pack);
    const std::size_t levels = result.efforts.size();
    std::size_t best = 0;
    while (best < levels && !result.met(best)) {
        ++best;
    }
    const std::size_t better = best == 0 ? 0 : best - 1;
    Arguments arguments = {{"criterion", speaker.criterion(result.key)},
                           {"figures", figures_of_result(speaker, result, better)},
                           {"level", speaker.level(best)},
                           {"better", speaker.level(better)}};
    if (best == 0) {
        return speaker.say("reason_met", arguments);
    }
    if (!result.efforts[better]) {
        const std::vector<std::string> unset = speaker.unset(result);
        arguments.emplace_back("wholes", speaker.join(unset));
        return speaker.say(unset.empty() ? "reason_blocked" : "reason_unset", arguments);
    }
    arguments.emplace_back("missing", speaker.join(speaker.lacking(result, better)));
    return speaker.say(best < levels ? "reason_partly" : "reason_unmet", arguments);
}

std::string say_figures(Language language, const MissionPack& pack, const CriterionResult& result) {
    return figures_of_result(Speaker(language, pack), result, 0);
}

std::string say_bar(Language language, const MissionPack& pack, const CriterionResult& result) {
    const Speaker speaker(language, pack);
    if (result.asks.empty()) {
        return speaker.say("bar_every_office", {{"level", speaker.level(0)}});
    }
    std::vector<std::string> bars;
    for (const AskResult& ask : result.asks) {
        const std::optional<std::int64_t>& needed = ask.needed.front();
        const std::string bar =
            needed ? speaker.say("bar_at_least", {{"amount", speaker.amount(ask.fact, *needed)}})
                   : speaker.say("figure_not_set");
        bars.push_back(
            result.asks.size() == 1
                ? bar
                : speaker.say("figure_titled", {{"title", speaker.fact(ask.fact)}, {"figure", bar}}));
    }
    return speaker.join(bars);
}

std::vector<std::string> say_reasons(Language language, const MissionPack& pack, const Grade& grade) {
    const Speaker speaker(language, pack);
    const std::size_t level = grade.judgement.level;
    const std::size_t better = level == 0 ? 0 : level - 1;
    const std::int64_t each = pack.rubric.criterion_points;
    const Arguments arguments = {
        {"level", grade.level},
        {"points", shown(grade.points())},
        {"all", std::to_string(grade.criteria.size())},
        {"better", speaker.level(better)},
        {"met", shown(grade.judgement.met[better])},
        {"needed", shown((pack.rubric.levels[better].needs + each - 1) / each)},
    };
    std::vector<std::string> reasons = {speaker.say(level == 0 ? "reason_best" : "reason_level", arguments)};
    for (const CriterionResult& result : grade.criteria) {
        reasons.push_back(say_criterion(language, pack, result));
    }
    return reasons;
}

std::string say_next_step(Language language, const MissionPack& pack, const Grade& grade) {
    const Speaker speaker(language, pack);
    if (!grade.next) {
        return speaker.say("next_best", {{"level", grade.level}});
    }
    std::vector<std::string> items;
    for (const std::size_t index : grade.next->criteria) {
        const CriterionResult& result = grade.criteria[index];
        std::ranges::move(
            grade.next->possible ? speaker.lacking(result, grade.next->level) : speaker.unset(result),
            std::back_inserter(items));
    }
    return speaker.say(grade.next->possible ? "next_step" : "next_blocked",
                       {{"items", speaker.join(items)}, {"level", speaker.level(grade.next->level)}});
}

Error worded(Language language, const MissionPack& pack, const Flag& flag) {
    const Speaker speaker(language, pack);
    Arguments arguments = flag.arguments;
    for (auto& [name, value] : arguments) {
        if (name == "criterion") {
            value = speaker.criterion(value);
        } else if (name == "fact" || name == "whole") {
            value = speaker.fact(value);
        } else if (name == "day") {
            const std::optional<Day> day = day_from_text(value);
            value = day ? shown(language, *day) : value;
        }
    }
    return {ErrorKind::bad_input, flag.key, std::move(arguments)};
}

std::string say_flag(Language language, const MissionPack& pack, const Flag& flag) {
    return say(language, worded(language, pack, flag));
}

}  // namespace phirap
