#include "shared/core/merge.h"

#include <algorithm>
#include <tuple>

#include "shared/core/mutant.h"
#include "shared/core/sight.h"

namespace phirap {
namespace {

// Where one effective operation touched one entity. A writing is its index among the effective ones in
// the order of (time, id), which is the order of everything here.
struct Touch {
    Entity entity;
    std::uint32_t writing = 0;
    const Change* change = nullptr;

    [[nodiscard]] bool is_edit() const { return change->kind != ChangeKind::remove; }
};

// Where one touch set one field.
struct Setting {
    const Field* field = nullptr;
    std::uint32_t writing = 0;
};

class Fold {
  public:
    Fold(std::span<const Operation> operations, const Ancestry& ancestry, const Law& law)
        : effective_(sift(operations, law)), sight_(operations, effective_, ancestry) {}

    Report run() {
        collect_touches();
        report_.entities.reserve(count_entities());
        for (std::size_t first = 0, last = 0; first < touches_.size(); first = last) {
            while (last < touches_.size() && touches_[last].entity == touches_[first].entity) {
                ++last;
            }
            fold_entity(std::span(touches_).subspan(first, last - first));
            touches_of_.push_back({first, last});
        }
        judge_deletes();
        return std::move(report_);
    }

  private:
    struct Range {
        std::size_t first = 0;
        std::size_t last = 0;
    };

    // The effective operations, each once, in order; the rest goes to the report's quarantine.
    std::vector<const Operation*> sift(std::span<const Operation> operations, const Law& law) {
        std::vector<const Operation*> readable;
        readable.reserve(operations.size());
        for (const Operation& operation : operations) {
            if (operation.body) {
                readable.push_back(&operation);
            } else {
                report_.quarantined.push_back({operation.id, *quarantine_reason(operation, law)});
            }
        }
        std::ranges::sort(readable, [](const Operation* a, const Operation* b) {
            const auto by_time = a->body->time <=> b->body->time;
            return by_time != 0 ? by_time < 0 : a->id < b->id;
        });
        const auto again =
            std::ranges::unique(readable, {}, [](const Operation* operation) { return operation->id; });
        readable.erase(again.begin(), again.end());
        if (!readable.empty()) {
            report_.scope = readable.front()->body->scope;
        }
        std::erase_if(readable, [&](const Operation* operation) {
            const std::optional<std::string> reason = quarantine_reason(*operation, law);
            if (reason) {
                report_.quarantined.push_back({operation->id, *reason});
            }
            return reason.has_value();
        });
        std::ranges::sort(report_.quarantined, {}, &Quarantined::id);
        const auto twice = std::ranges::unique(report_.quarantined);
        report_.quarantined.erase(twice.begin(), twice.end());
        return readable;
    }

    void collect_touches() {
        report_.writings.reserve(effective_.size());
        for (const Operation* operation : effective_) {
            const auto writing = static_cast<std::uint32_t>(report_.writings.size());
            report_.writings.push_back(
                {operation->id, operation->writer, operation->body->time, operation->body->author});
            for (const Change& change : operation->body->changes) {
                touches_.push_back({change.entity, writing, &change});
                if (mutant(Mutant::half_an_operation)) {
                    break;
                }
            }
        }
        std::ranges::sort(touches_, [](const Touch& a, const Touch& b) {
            return std::tie(a.entity, a.writing, a.change) < std::tie(b.entity, b.writing, b.change);
        });
    }

    std::size_t count_entities() const {
        std::size_t count = 0;
        for (std::size_t at = 0; at < touches_.size(); ++at) {
            count += at == 0 || touches_[at].entity != touches_[at - 1].entity ? 1 : 0;
        }
        return count;
    }

    void fold_entity(std::span<const Touch> touches) {
        EntityState& state = report_.entities.emplace_back();
        state.entity = touches.front().entity;
        state.first_writing = touches.front().writing;
        settings_.clear();
        keeps_.clear();
        bool in_order = true;
        for (const Touch& touch : touches) {
            if (touch.change->kind == ChangeKind::keep) {
                keeps_.push_back(touch.writing);
            }
            if (touch.change->kind != ChangeKind::set) {
                continue;
            }
            for (const Field& field : touch.change->fields) {
                in_order = in_order && (settings_.empty() || settings_.back().field->key < field.key);
                settings_.push_back({&field, touch.writing});
            }
        }
        if (!in_order) {
            std::ranges::stable_sort(settings_, {}, [](const Setting& setting) -> const std::string& {
                return setting.field->key;
            });
        }
        fold_fields(state);
        for (const std::uint32_t keep : unseen_by(keeps_, keeps_)) {
            state.standing_keeps.push_back(keep);
        }
    }

    // settings_ by key, and those of one key in the order of writings.
    void fold_fields(EntityState& state) {
        state.fields.reserve(settings_.size());
        for (auto first = settings_.begin(); first != settings_.end();) {
            const std::string& key = first->field->key;
            auto last = first + 1;
            while (last != settings_.end() && last->field->key == key) {
                ++last;
            }
            fold_field(state.fields.emplace_back(FieldState{key, {}}), {first, last});
            first = last;
        }
    }

    void fold_field(FieldState& field, std::span<const Setting> settings) {
        if (settings.size() > 1) {
            seen_.clear();
            for (const Setting& setting : settings) {
                seen_.include(sight_.of(setting.writing));
            }
        }
        for (const Setting& setting : settings) {
            if (settings.size() > 1 && seen_.holds(place_of(setting.writing))) {
                continue;
            }
            if (!field.standing.empty() && field.standing.back().writing == setting.writing) {
                field.standing.pop_back();
            }
            field.standing.push_back({setting.writing, setting.field->value});
        }
    }

    void judge_deletes() {
        std::vector<EntityState*> deleted;
        for (std::size_t at = 0; at < report_.entities.size(); ++at) {
            std::vector<std::uint32_t> deletes;
            for (const Touch& touch : touches_of(at)) {
                if (!touch.is_edit() && (deletes.empty() || deletes.back() != touch.writing)) {
                    deletes.push_back(touch.writing);
                }
            }
            if (!deletes.empty()) {
                EntityState& state = report_.entities[at];
                state.standing_deletes = unseen_by(deletes, edits_of_family(state.entity));
                if (!state.standing_deletes.empty()) {
                    deleted.push_back(&state);
                }
            }
        }
        for (EntityState* state : deleted) {
            state->hidden = every_edit_was_seen(*state);
            state->edited_after_delete = !state->hidden;
        }
    }

    // Every standing edit of the entity and of what it owns, by a standing delete of the entity or of the
    // owned thing itself.
    bool every_edit_was_seen(const EntityState& state) {
        if (mutant(Mutant::delete_hides_unseen)) {
            return true;
        }
        const Frontier seen = seen_by(state.standing_deletes);
        return std::ranges::all_of(family(state.entity), [&](std::size_t at) {
            const EntityState& member = report_.entities[at];
            Frontier by_any = seen;
            by_any.include(seen_by(member.standing_deletes));
            const auto was_seen = [&](std::uint32_t writing) { return by_any.holds(place_of(writing)); };
            return std::ranges::all_of(member.standing_keeps, was_seen) &&
                   std::ranges::all_of(member.fields, [&](const FieldState& field) {
                       return std::ranges::all_of(field.standing, was_seen, &Answer::writing);
                   });
        });
    }

    // The entity and, of a row, its channels and evidence: indices in report_.entities.
    std::vector<std::size_t> family(const Entity& entity) {
        std::vector<std::size_t> members;
        const auto add = [&](const Entity& from, auto belongs) {
            auto at = std::ranges::lower_bound(report_.entities, from, {}, &EntityState::entity);
            for (; at != report_.entities.end() && belongs(at->entity); ++at) {
                members.push_back(static_cast<std::size_t>(at - report_.entities.begin()));
            }
        };
        add(entity, [&](const Entity& other) { return other == entity; });
        if (entity.kind == EntityKind::row) {
            for (const EntityKind kind : {EntityKind::channel, EntityKind::evidence}) {
                add({kind, entity.id, 0},
                    [&](const Entity& other) { return other.kind == kind && other.id == entity.id; });
            }
        }
        return members;
    }

    std::vector<std::uint32_t> edits_of_family(const Entity& entity) {
        std::vector<std::uint32_t> edits;
        for (const std::size_t at : family(entity)) {
            for (const Touch& touch : touches_of(at)) {
                if (touch.is_edit()) {
                    edits.push_back(touch.writing);
                }
            }
        }
        return edits;
    }

    std::span<const Touch> touches_of(std::size_t entity) const {
        const Range& range = touches_of_[entity];
        return std::span(touches_).subspan(range.first, range.last - range.first);
    }

    const Place& place_of(std::uint32_t writing) const { return effective_[writing]->place; }

    Frontier seen_by(std::span<const std::uint32_t> writings) {
        Frontier seen;
        for (const std::uint32_t writing : writings) {
            seen.include(sight_.of(writing));
        }
        return seen;
    }

    std::vector<std::uint32_t> unseen_by(std::span<const std::uint32_t> writings,
                                         std::span<const std::uint32_t> others) {
        std::vector<std::uint32_t> unseen;
        if (!writings.empty()) {
            const Frontier seen = seen_by(others);
            std::ranges::copy_if(writings, std::back_inserter(unseen),
                                 [&](std::uint32_t writing) { return !seen.holds(place_of(writing)); });
        }
        return unseen;
    }

    Report report_;
    std::vector<const Operation*> effective_;
    Sight sight_;
    std::vector<Touch> touches_;     // by entity, then writing
    std::vector<Range> touches_of_;  // of report_.entities[i]
    std::vector<Setting> settings_;  // of the entity at hand; kept for its capacity, as the next two
    std::vector<std::uint32_t> keeps_;
    Frontier seen_;
};

}  // namespace

Report merge(std::span<const Operation> operations, const Ancestry& ancestry, const Law& law) {
    return Fold(operations, ancestry, law).run();
}

}  // namespace phirap
