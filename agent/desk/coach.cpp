#include "agent/desk/coach.h"

#include <set>

#include "shared/core/grade_words.h"
#include "shared/core/thai_calendar.h"

namespace phirap::agent {
namespace {

void write_rows(JsonWriter& json, const Grade& grade, const std::vector<Counted>& counted,
                const RowNumbers& numbers) {
    std::set<std::size_t> rows;
    for (const Counted& each : counted) {
        const Entity owner = owner_of(each.entity);
        const auto found = numbers.find(owner.id);
        if (each.month == grade.month && owner.kind == EntityKind::row && found != numbers.end()) {
            rows.insert(found->second);
        }
    }
    json.name("rows");
    json.begin_array();
    for (const std::size_t row : rows) {
        json.number(static_cast<std::int64_t>(row));
    }
    json.end();
}

void write_criterion(JsonWriter& json, const Grade& grade, const CriterionResult& result,
                     const MissionPack& pack, const RowNumbers& numbers, Language language) {
    const Criterion* criterion = pack.criterion(result.key);
    json.begin_object();
    json.member("key", result.key);
    json.member("title", criterion == nullptr ? result.key : criterion->title.in(language));
    json.member("fact", say_figures(language, pack, result));
    json.member("bar", say_bar(language, pack, result));
    json.member("met", result.met(0));
    json.member("words", say_criterion(language, pack, result));
    write_rows(json, grade, result.counted_from, numbers);
    json.end();
}

// The first criterion that holds a part against a roster: the coach shows it always, for a roster is what an
// officer knows by heart.
void write_officials(JsonWriter& json, const Grade& grade) {
    json.name("officials");
    for (const CriterionResult& result : grade.criteria) {
        for (const AskResult& ask : result.asks) {
            if (ask.bar == Ask::Bar::percent) {
                json.begin_object();
                json.member("downloaded", ask.value.value_or(0));
                json.member_or_null("roster", ask.whole_value);
                json.end();
                return;
            }
        }
    }
    json.null();
}

}  // namespace

RowNumbers numbers_of(const FormReport& form) {
    RowNumbers numbers;
    for (const FormRow& row : form.rows) {
        numbers[*row.id] = row.number;
    }
    return numbers;
}

void write_grade(JsonWriter& json, const Grade& grade, const MissionPack& pack, const RowNumbers& numbers,
                 Language language) {
    json.begin_object();
    json.member("headline", say(language, "desk_grade_headline",
                                {{"level", grade.level}, {"points", shown(grade.points())}}));
    json.member("level", grade.level);
    json.member("points", grade.points());
    json.name("criteria");
    json.begin_array();
    for (const CriterionResult& result : grade.criteria) {
        write_criterion(json, grade, result, pack, numbers, language);
    }
    json.end();
    json.name("next");
    grade.next ? json.text(say_next_step(language, pack, grade)) : json.null();
    json.name("flags");
    json.begin_array();
    for (const Flag& flag : grade.flags) {
        json.text(say_flag(language, pack, flag));
    }
    json.end();
    write_officials(json, grade);
    json.end();
}

}  // namespace phirap::agent
