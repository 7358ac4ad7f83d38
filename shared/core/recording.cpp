#include "shared/core/recording.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "shared/core/mutant.h"
#include "shared/core/submission.h"

namespace phirap {
namespace {

OperationName name_in(const Report& report, std::uint32_t writing) {
    return name_of(report.writings[writing].id);
}

std::vector<std::uint32_t> deletes_and_keeps(const EntityState& state) {
    std::vector<std::uint32_t> writings;
    std::ranges::merge(state.standing_deletes, state.standing_keeps, std::back_inserter(writings));
    return writings;
}

void show(const Report& report, const EntityState& state, Screen& screen) {
    ShownField existence{state.entity, "", {}, {}};
    for (const std::uint32_t writing : deletes_and_keeps(state)) {
        existence.names.push_back(name_in(report, writing));
    }
    screen.fields.push_back(std::move(existence));
    for (const FieldState& field : state.fields) {
        ShownField& shown =
            screen.fields.emplace_back(ShownField{state.entity, field.key, field.shown(), {}});
        for (const Answer& answer : field.standing) {
            shown.names.push_back(name_in(report, answer.writing));
        }
    }
}

auto place_on_screen(const ShownField& field) {
    return std::tie(field.entity, field.key);
}

Screen screen_of_family(const Report& report, const Entity& entity, bool with_deleted) {
    std::vector<const EntityState*> members = report.family(entity);
    for (const Entity& also : {submission_entity, decision_entity}) {
        if (const EntityState* state = report.find(also); state != nullptr && also != entity) {
            members.push_back(state);
        }
    }
    Screen screen;
    for (const EntityState* member : members) {
        if (with_deleted || !report.is_hidden(*member)) {
            show(report, *member, screen);
        }
    }
    std::ranges::sort(screen.fields, [](const ShownField& a, const ShownField& b) {
        return place_on_screen(a) < place_on_screen(b);
    });
    return screen;
}

// Each submission and decision says all that it says anew: who, when, on what.
bool is_said_whole(EntityKind kind) {
    return kind == EntityKind::submission || kind == EntityKind::decision;
}

// One save in the making.
class Save {
  public:
    Save(const Report& now, const Screen& screen, const WriterId& own)
        : now_(now), screen_(screen), own_(own) {}

    Result<void> add(Change change, Saving saving) {
        if (change.kind == ChangeKind::set) {
            return set(std::move(change), saving);
        }
        const bool known = now_.find(change.entity) != nullptr || screen_.find(change.entity, "") != nullptr;
        if (!known) {
            return {};
        }
        // A delete answers everything about the entity and what it owns; for a keep, more names do no harm.
        for (const EntityState* member : now_.family(change.entity)) {
            if (const Result<void> fresh = name_existence(member->entity); !fresh) {
                return fresh;
            }
            for (const FieldState& field : member->fields) {
                const Result<void> fresh = name_field(member->entity, field.key);
                if (!fresh && change.kind == ChangeKind::remove) {
                    return tl::unexpected(Error{ErrorKind::stale, "stale_entity", {}});
                }
            }
        }
        recording_.changes.push_back(std::move(change));
        return {};
    }

    Recording take() {
        std::ranges::sort(recording_.seen);
        const auto again = std::ranges::unique(recording_.seen);
        recording_.seen.erase(again.begin(), again.end());
        return std::move(recording_);
    }

  private:
    Result<void> set(Change change, Saving saving) {
        std::ranges::sort(change.fields, {}, &Field::key);
        if (saving == Saving::edit && !is_said_whole(change.entity.kind)) {
            std::erase_if(change.fields, [&](const Field& field) {
                const ShownField* shown = screen_.find(change.entity, field.key);
                return field.value == (shown == nullptr ? Value() : shown->value);
            });
        }
        if (change.fields.empty()) {
            return {};
        }
        for (const Field& field : change.fields) {
            if (const Result<void> fresh = name_field(change.entity, field.key); !fresh) {
                return fresh;
            }
        }
        for (const Entity& answered : {change.entity, owner_of(change.entity)}) {
            if (const Result<void> fresh = name_existence(answered); !fresh) {
                return fresh;
            }
        }
        name_what_it_answers(change.entity);
        recording_.changes.push_back(std::move(change));
        return {};
    }

    // A submission answers the decisions that were shown, and a decision the submissions.
    void name_what_it_answers(const Entity& entity) {
        if (is_said_whole(entity.kind)) {
            name_shown(submission_entity, "submitted");
            name_shown(decision_entity, "decision");
        }
    }

    const ShownField* name_shown(const Entity& entity, std::string_view key) {
        const ShownField* shown = screen_.find(entity, key);
        if (shown != nullptr) {
            recording_.seen.insert(recording_.seen.end(), shown->names.begin(), shown->names.end());
        }
        if (mutant(Mutant::seen_from_store)) {
            const EntityState* state = now_.find(entity);
            const FieldState* field = state == nullptr ? nullptr : state->field(key);
            for (const Answer& answer : field == nullptr ? std::vector<Answer>() : field->standing) {
                recording_.seen.push_back(name_in(now_, answer.writing));
            }
        }
        return shown;
    }

    Result<void> name_field(const Entity& entity, const std::string& key) {
        const ShownField* shown = name_shown(entity, key);
        const EntityState* state = now_.find(entity);
        const FieldState* field = state == nullptr ? nullptr : state->field(key);
        if (field != nullptr && std::ranges::any_of(field->standing, [&](const Answer& answer) {
                return is_news(answer.writing, shown);
            })) {
            return fail(ErrorKind::stale, "stale_field", {{"field", key}});
        }
        return {};
    }

    Result<void> name_existence(const Entity& entity) {
        const ShownField* shown = name_shown(entity, "");
        const EntityState* state = now_.find(entity);
        if (state != nullptr && std::ranges::any_of(deletes_and_keeps(*state), [&](std::uint32_t writing) {
                return is_news(writing, shown);
            })) {
            return fail(ErrorKind::stale, "stale_entity");
        }
        return {};
    }

    // Ours, and not on the screen.
    bool is_news(std::uint32_t writing, const ShownField* shown) const {
        return now_.writings[writing].writer == own_ &&
               (shown == nullptr ||
                std::ranges::find(shown->names, name_in(now_, writing)) == shown->names.end());
    }

    const Report& now_;
    const Screen& screen_;
    const WriterId& own_;
    Recording recording_;
};

Result<Recording> checked(Recording recording) {
    if (const Result<void> fits = check_limits(recording.seen, recording.changes); !fits) {
        return tl::unexpected(fits.error());
    }
    return recording;
}

}  // namespace

const ShownField* Screen::find(const Entity& entity, std::string_view key) const {
    const auto found = std::ranges::lower_bound(
        fields, std::pair(entity, key), std::less<>(),
        [](const ShownField& field) { return std::pair(field.entity, std::string_view(field.key)); });
    return found != fields.end() && found->entity == entity && found->key == key ? &*found : nullptr;
}

Screen screen_of(const Report& report) {
    Screen screen;
    for (const EntityState& state : report.entities) {
        if (!report.is_hidden(state)) {
            show(report, state, screen);
        }
    }
    return screen;
}

Screen screen_of(const Report& report, const Entity& entity) {
    return screen_of_family(report, entity, false);
}

Screen screen_with_deleted(const Report& report, const Entity& entity) {
    return screen_of_family(report, entity, true);
}

Result<Recording> record(const Report& now, const Screen& screen, std::vector<Change> wanted,
                         const WriterId& own, Saving saving) {
    Save save(now, screen, own);
    for (Change& change : wanted) {
        if (const Result<void> added = save.add(std::move(change), saving); !added) {
            return tl::unexpected(added.error());
        }
    }
    return checked(save.take());
}

ImportPlan plan_import(const Report& now, std::vector<Change> wanted, Differences differences) {
    ImportPlan plan;
    for (Change& change : wanted) {
        const EntityState* state = now.find(change.entity);
        const EntityState* owner = now.find(owner_of(change.entity));
        if ((state != nullptr && state->hidden) || (owner != nullptr && owner->hidden)) {
            plan.deleted.push_back(change.entity);
            continue;
        }
        std::ranges::sort(change.fields, {}, &Field::key);
        std::erase_if(change.fields, [&](const Field& field) {
            const FieldState* stands = state == nullptr ? nullptr : state->field(field.key);
            if (stands == nullptr) {
                return field.value == Value();
            }
            if (std::ranges::find(stands->standing, field.value, &Answer::value) != stands->standing.end()) {
                return true;
            }
            plan.differences.push_back({change.entity, field.key, stands->shown(), field.value});
            return differences == Differences::list;
        });
        if (!change.fields.empty()) {
            plan.changes.push_back(std::move(change));
        }
    }
    return plan;
}

Result<Recording> record_unseen(std::vector<Change> wanted) {
    return checked({{}, std::move(wanted)});
}

}  // namespace phirap
