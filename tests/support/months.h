// Months as merging would leave them, without the operations behind: for tests of facts and grades.
#pragma once

#include <algorithm>
#include <string_view>

#include "shared/core/report.h"

namespace phirap::testing {

class MonthDraft {
  public:
    MonthDraft& set(const Entity& entity, std::string_view key, Value value) {
        EntityState& state = of(entity);
        const auto at = std::ranges::lower_bound(state.fields, key, {}, &FieldState::key);
        if (at != state.fields.end() && at->key == key) {
            at->standing = {{0, std::move(value)}};
        } else {
            state.fields.insert(at, {std::string(key), {{0, std::move(value)}}});
        }
        return *this;
    }
    // A second answer to a field that nobody who gave it had seen the first of.
    MonthDraft& also(const Entity& entity, std::string_view key, Value value) {
        std::ranges::find(of(entity).fields, key, &FieldState::key)
            ->standing.push_back({0, std::move(value)});
        return *this;
    }
    MonthDraft& hide(const Entity& entity) {
        of(entity).hidden = true;
        return *this;
    }
    MonthDraft& strike(const Entity& row, std::string_view criterion) {
        const Entity strike{EntityKind::strike, row.id, 0};
        return set(strike, "criterion", std::string(criterion)).set(strike, "struck", true);
    }
    [[nodiscard]] const Report& report() const { return report_; }

  private:
    static Report begun() {
        Report report;
        report.writings.emplace_back();
        return report;
    }

    EntityState& of(const Entity& entity) {
        const auto at = std::ranges::lower_bound(report_.entities, entity, {}, &EntityState::entity);
        if (at != report_.entities.end() && at->entity == entity) {
            return *at;
        }
        EntityState state;
        state.entity = entity;
        return *report_.entities.insert(at, state);
    }

    Report report_ = begun();
};

}  // namespace phirap::testing
