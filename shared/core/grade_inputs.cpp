#include "shared/core/grade_inputs.h"

#include <algorithm>

#include "shared/core/digest.h"

namespace phirap {
namespace {

// Every part behind its length, so that no two inputs give the same bytes.
class Canonical {
  public:
    Canonical& number(std::int64_t number) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes_.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> shift));
        }
        return *this;
    }
    Canonical& text(std::string_view text) { return bytes(bytes_of(text)); }
    Canonical& bytes(BytesView part) {
        number(static_cast<std::int64_t>(part.size()));
        append(bytes_, part);
        return *this;
    }
    Canonical& entity(const Entity& entity) {
        return number(static_cast<std::int64_t>(entity.kind)).bytes(entity.id.view()).number(entity.child);
    }
    Canonical& value(const Value& value) {
        number(static_cast<std::int64_t>(value.index()));
        if (const auto* flag = std::get_if<bool>(&value)) {
            number(*flag ? 1 : 0);
        } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            number(*whole);
        } else if (const auto* words = std::get_if<std::string>(&value)) {
            text(*words);
        } else if (const auto* raw = std::get_if<Bytes>(&value)) {
            bytes(*raw);
        }
        return *this;
    }
    [[nodiscard]] Digest digest() const { return digest_of({bytes_}); }

  private:
    Bytes bytes_;
};

// Different answers, sorted: which of equal ones came first changes no grade.
std::vector<Value> answers_of(const FieldState& field) {
    std::vector<Value> answers;
    std::ranges::transform(field.standing, std::back_inserter(answers), &Answer::value);
    std::ranges::sort(answers);
    const auto [first, last] = std::ranges::unique(answers);
    answers.erase(first, last);
    return answers;
}

void add_month(Canonical& canonical, const Report& month) {
    for (const EntityKind kind : {EntityKind::report, EntityKind::row, EntityKind::channel,
                                  EntityKind::evidence, EntityKind::service, EntityKind::strike}) {
        for (const EntityState* state : month.visible(kind)) {
            canonical.entity(state->entity).number(static_cast<std::int64_t>(state->fields.size()));
            for (const FieldState& field : state->fields) {
                const std::vector<Value> answers = answers_of(field);
                canonical.text(field.key)
                    .value(field.shown())
                    .number(static_cast<std::int64_t>(answers.size()));
                for (const Value& answer : answers) {
                    canonical.value(answer);
                }
            }
        }
    }
}

// What the months before the judged one add, as every criterion sees it.
void add_earlier(Canonical& canonical, const OfficeMonth& judged) {
    for (const FactRule& rule : judged.pack->facts) {
        if (rule.counting >= Counting::target || rule.window == Window::month) {
            continue;
        }
        for (const Criterion& criterion : judged.pack->rubric.criteria) {
            canonical.text(rule.key).text(criterion.key);
            for (const Counted& counted : count_fact(rule, judged, criterion.key).counted_from) {
                canonical.number(index_of(counted.month)).entity(counted.entity).number(counted.amount);
            }
        }
    }
}

}  // namespace

Digest inputs_digest(const OfficeMonth& judged) {
    const MissionPack& pack = *judged.pack;
    const OfficeFigures figures = figures_of(judged);
    Canonical canonical;
    canonical.text("phirap grade inputs").number(grade_version);
    canonical.text(pack.mission).number(pack.version).text(judged.office).number(index_of(judged.month));
    canonical.number(figures.target.value_or(-1)).number(figures.roster.value_or(-1));
    canonical.number(static_cast<std::int64_t>(figures.services.size()));
    for (const std::string& service : figures.services) {
        canonical.text(service);
    }
    const auto month = judged.months.find(judged.month);
    if (month != judged.months.end() && month->second != nullptr) {
        add_month(canonical, *month->second);
    }
    add_earlier(canonical, judged);
    return canonical.digest();
}

}  // namespace phirap
