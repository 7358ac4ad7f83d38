#include "shared/core/grade.h"

#include <algorithm>
#include <set>

#include "shared/core/grade_flags.h"
#include "shared/core/invariant.h"

namespace phirap {
namespace {

// Missing effort of all asks together; nothing when one of them cannot be met.
Efforts efforts_of(const Criterion& criterion, const std::vector<AskResult>& asks, std::size_t levels) {
    Efforts efforts;
    for (std::size_t level = 0; level < levels; ++level) {
        std::optional<std::int64_t> sum = 0;
        for (std::size_t i = 0; i < asks.size() && sum; ++i) {
            const std::optional<std::int64_t> missing = asks[i].missing(level);
            sum = missing ? std::optional(*sum + effort_of(criterion.asks[i], *missing)) : std::nullopt;
        }
        efforts.push_back(sum);
    }
    return efforts;
}

// By entity within a month, so that a row behind two facts of a criterion stands once.
class Gathering {
  public:
    void add(const std::vector<Counted>& more) {
        for (const Counted& counted : more) {
            if (known_.emplace(counted.month, counted.entity).second) {
                all_.push_back(counted);
            }
        }
    }
    [[nodiscard]] std::vector<Counted> take() { return std::move(all_); }

  private:
    std::vector<Counted> all_;
    std::set<std::pair<Month, Entity>> known_;
};

const FactRule& rule_of(const MissionPack& pack, std::string_view key) {
    const FactRule* rule = pack.fact(key);
    invariant(rule != nullptr, "a checked pack asks only for its own facts");
    return *rule;
}

CriterionResult result_of(const Criterion& criterion, const OfficeMonth& judged) {
    const std::size_t levels = judged.pack->rubric.levels.size();
    CriterionResult result;
    result.key = criterion.key;
    Gathering counted_from;
    for (const Ask& ask : criterion.asks) {
        const Fact fact = count_fact(rule_of(*judged.pack, ask.fact), judged, criterion.key);
        std::optional<std::int64_t> whole;
        if (ask.bar != Ask::Bar::count) {
            whole = count_fact(rule_of(*judged.pack, ask.whole), judged, criterion.key).value;
        }
        counted_from.add(fact.counted_from);
        result.asks.push_back(hold_against(ask, levels, fact.value, whole));
    }
    result.counted_from = counted_from.take();
    result.efforts = efforts_of(criterion, result.asks, levels);
    return result;
}

// Each fact as the first criterion that asks for it sees it, so that strikes show in the figures.
std::string_view criterion_asking(const Rubric& rubric, std::string_view fact) {
    for (const Criterion& criterion : rubric.criteria) {
        for (const Ask& ask : criterion.asks) {
            if (ask.fact == fact || ask.whole == fact) {
                return criterion.key;
            }
        }
    }
    return "";
}

Grade begun(const OfficeMonth& judged) {
    Grade grade;
    grade.office = judged.office;
    grade.month = judged.month;
    return grade;
}

void conclude(Grade& grade, const MissionPack& pack) {
    std::vector<Efforts> efforts;
    std::ranges::transform(grade.criteria, std::back_inserter(efforts), &CriterionResult::efforts);
    grade.pack_version = pack.version;
    grade.judgement = judge(pack.rubric, efforts);
    grade.level = grade.judgement.level < pack.rubric.levels.size()
                      ? pack.rubric.levels[grade.judgement.level].key
                      : pack.rubric.lowest;
    grade.next = next_step(pack.rubric, efforts);
}

// What the admin keeps for the province itself: the roster entity's field named as the fact.
std::int64_t own_share(const OfficeMonth& own, const std::string& fact) {
    const Value& said = effective(own.office_scope, EntityKind::roster, fact, own.month);
    return std::max<std::int64_t>(0, number_in(said));
}

Fact province_fact(const FactRule& rule, const OfficeMonth& own, std::span<const DistrictGrade> districts) {
    Fact fact = count_fact(rule, own, "");
    if (!rule.summed_for_province) {
        return fact;
    }
    // The province ticks no services of its own: every relevant one is a district's.
    if (rule.counting == Counting::services) {
        fact.value = 0;
    } else if (rule.counting < Counting::target) {
        *fact.value += own_share(own, rule.key);
    }
    for (const DistrictGrade& district : districts) {
        const Fact* share = district.grade->fact(rule.key);
        if (share != nullptr && share->value) {
            fact.value = fact.value.value_or(0) + *share->value;
        }
    }
    return fact;
}

CriterionResult every_district(const MissionPack& pack, std::size_t index,
                               std::span<const DistrictGrade> districts, std::int64_t offices) {
    CriterionResult result;
    result.key = pack.rubric.criteria[index].key;
    result.districts = offices;
    for (std::size_t level = 0; level < pack.rubric.levels.size(); ++level) {
        std::int64_t meeting = 0;
        std::optional<std::int64_t> missing = 0;
        for (const DistrictGrade& district : districts) {
            const CriterionResult& theirs = district.grade->criteria[index];
            meeting += district.reported && theirs.met(level) ? 1 : 0;
            missing = missing && theirs.efforts[level] ? std::optional(*missing + *theirs.efforts[level])
                                                       : std::nullopt;
        }
        if (offices == 0) {
            missing.reset();
        }
        // Who has not reported has that to do yet, even where its figures would do.
        const std::int64_t silent = offices - meeting;
        if (missing && *missing < silent) {
            missing = silent;
        }
        result.efforts.push_back(offices > 0 && silent == 0 ? 0 : missing);
        result.districts_meeting.push_back(meeting);
    }
    return result;
}

std::int64_t districts_in(const MissionPack& pack, std::span<const DistrictGrade> districts) {
    std::set<Office> offices;
    for (const PackOffice& office : pack.offices) {
        offices.insert(office.code);
    }
    for (const DistrictGrade& district : districts) {
        offices.insert(district.grade->office);
    }
    offices.erase(pack.province);
    return static_cast<std::int64_t>(offices.size());
}

}  // namespace

const Fact* Grade::fact(std::string_view key) const {
    const auto found = std::ranges::find(facts, key, &Fact::key);
    return found == facts.end() ? nullptr : &*found;
}

Grade grade(const OfficeMonth& judged) {
    const MissionPack& pack = *judged.pack;
    Grade grade = begun(judged);
    for (const FactRule& rule : pack.facts) {
        grade.facts.push_back(count_fact(rule, judged, criterion_asking(pack.rubric, rule.key)));
    }
    for (const Criterion& criterion : pack.rubric.criteria) {
        grade.criteria.push_back(result_of(criterion, judged));
    }
    conclude(grade, pack);
    grade.flags = flags_of(judged, grade.criteria);
    return grade;
}

Grade grade_province(const OfficeMonth& own, std::span<const DistrictGrade> districts) {
    const MissionPack& pack = *own.pack;
    Grade grade = begun(own);
    for (const FactRule& rule : pack.facts) {
        grade.facts.push_back(province_fact(rule, own, districts));
    }
    const std::int64_t offices = districts_in(pack, districts);
    for (std::size_t i = 0; i < pack.rubric.criteria.size(); ++i) {
        const Criterion& criterion = pack.rubric.criteria[i];
        if (criterion.every_district) {
            grade.criteria.push_back(every_district(pack, i, districts, offices));
            continue;
        }
        CriterionResult result;
        result.key = criterion.key;
        for (const Ask& ask : criterion.asks) {
            const Fact* whole = grade.fact(ask.whole);
            result.asks.push_back(hold_against(ask, pack.rubric.levels.size(), grade.fact(ask.fact)->value,
                                               whole == nullptr ? std::nullopt : whole->value));
        }
        result.efforts = efforts_of(criterion, result.asks, pack.rubric.levels.size());
        grade.criteria.push_back(std::move(result));
    }
    conclude(grade, pack);
    grade.flags = flags_of_figures(grade.criteria);
    return grade;
}

}  // namespace phirap
