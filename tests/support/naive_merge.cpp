#include "tests/support/naive_merge.h"

#include <algorithm>

#include "tests/support/builders.h"

namespace phirap::testing {
namespace {

class Naive {
  public:
    explicit Naive(const History& history) : told_(history.told), history_(history) {
        learn_who_saw_what();
        for (std::size_t at = 0; at < told_.size(); ++at) {
            const std::string reason = fault(at);
            if (reason.empty()) {
                effective_.push_back(at);
            } else {
                verdicts_.quarantined[told_[at].id] = reason;
            }
        }
    }

    Verdicts run() {
        for (const std::size_t at : effective_) {
            for (const Change& change : told_[at].body->changes) {
                judge_answers(at, change);
                judge_keep(at, change);
                judge_delete(at, change);
            }
        }
        for (const auto& [entity, deletes] : verdicts_.deletes) {
            judge_hidden(entity, deletes);
        }
        return verdicts_;
    }

  private:
    bool is_ancestor(std::size_t ancestor, std::size_t of) const {
        for (std::optional<std::size_t> at = told_[of].parent; at; at = told_[*at].parent) {
            if (*at == ancestor) {
                return true;
            }
        }
        return false;
    }

    // Rule 5: named, or an ancestor of a named one, or an ancestor. Asked over and over, so kept.
    bool saw(std::size_t reader, std::size_t other) const { return seen_by_[reader][other]; }

    void learn_who_saw_what() {
        std::map<OperationName, std::set<std::size_t>> called;
        for (std::size_t at = 0; at < told_.size(); ++at) {
            called[name_of(told_[at].id)].insert(at);
        }
        for (std::size_t reader = 0; reader < told_.size(); ++reader) {
            std::vector<bool>& seen = seen_by_.emplace_back(told_.size());
            const auto see = [&](std::optional<std::size_t> at) {
                for (; at; at = told_[*at].parent) {
                    seen[*at] = true;
                }
            };
            see(told_[reader].parent);
            for (const OperationName name :
                 told_[reader].body ? told_[reader].body->seen : std::vector<OperationName>()) {
                if (called[name].size() == 1) {
                    see(*called[name].begin());
                }
            }
        }
    }

    std::string fault(std::size_t at) const {
        const Told& told = told_[at];
        if (!told.body) {
            return "quarantine_unreadable";
        }
        for (const Change& change : told.body->changes) {
            const int kind = static_cast<int>(change.entity.kind);
            if (change.kind == ChangeKind::unknown) {
                return "quarantine_unknown_change";
            }
            if ((kind > 5 && kind < 16) || (kind > 21 && kind < 32) || kind > 39) {
                return "quarantine_unknown_kind";
            }
            if (kind >= 16 && told.writer != writer_called("server")) {
                return "quarantine_authority";
            }
            if ((kind >= 32) != told.body->scope.mission.empty()) {
                return "quarantine_scope";
            }
        }
        if (history_.released[at] || told.writer == writer_called("server")) {
            return "";
        }
        if (history_.held[at]) {
            return "quarantine_held";
        }
        if (!history_.too_late.empty()) {
            return history_.too_late[at] ? "quarantine_revoked" : "";
        }
        const auto& tips = history_.revoked_tips;
        const bool in_time =
            std::ranges::any_of(tips, [&](std::size_t tip) { return tip == at || is_ancestor(at, tip); });
        return history_.revoked == told.writer && !in_time ? "quarantine_revoked" : "";
    }

    const Value* last_set(std::size_t at, const Entity& entity, const std::string& key) const {
        const Value* value = nullptr;
        for (const Change& change : told_[at].body->changes) {
            if (change.kind == ChangeKind::set && change.entity == entity) {
                for (const Field& field : change.fields) {
                    value = field.key == key ? &field.value : value;
                }
            }
        }
        return value;
    }

    bool does(std::size_t at, ChangeKind kind, const Entity& entity) const {
        return std::ranges::any_of(told_[at].body->changes, [&](const Change& change) {
            return change.kind == kind && change.entity == entity;
        });
    }

    // Rule 8.
    void judge_answers(std::size_t at, const Change& change) {
        for (const Field& field : change.fields) {
            const bool overtaken = std::ranges::any_of(effective_, [&](std::size_t other) {
                return other != at && last_set(other, change.entity, field.key) != nullptr && saw(other, at);
            });
            if (!overtaken) {
                verdicts_.standing[{change.entity, field.key}][told_[at].id] =
                    *last_set(at, change.entity, field.key);
            }
        }
    }

    void judge_keep(std::size_t at, const Change& change) {
        const bool overtaken = std::ranges::any_of(effective_, [&](std::size_t other) {
            return other != at && does(other, ChangeKind::keep, change.entity) && saw(other, at);
        });
        if (change.kind == ChangeKind::keep && !overtaken) {
            verdicts_.keeps[change.entity].insert(told_[at].id);
        }
    }

    static bool is_of_family(const Entity& member, const Entity& entity) {
        const bool owned = member.kind == EntityKind::channel || member.kind == EntityKind::evidence;
        return member == entity || (owned && entity.kind == EntityKind::row && member.id == entity.id);
    }

    // Rule 9: until an edit or a keep of the entity or of what it owns saw it.
    void judge_delete(std::size_t at, const Change& change) {
        const bool answered = std::ranges::any_of(effective_, [&](std::size_t other) {
            const bool edits = std::ranges::any_of(told_[other].body->changes, [&](const Change& edit) {
                return edit.kind != ChangeKind::remove && is_of_family(edit.entity, change.entity);
            });
            return other != at && edits && saw(other, at);
        });
        if (change.kind == ChangeKind::remove && !answered) {
            verdicts_.deletes[change.entity].insert(told_[at].id);
        }
    }

    std::size_t index_of(const OperationId& id) const {
        return static_cast<std::size_t>(std::ranges::find(told_, id, &Told::id) - told_.begin());
    }

    bool was_seen(const OperationId& edit, const Entity& member, const std::set<OperationId>& deletes) const {
        std::set<OperationId> by = deletes;
        if (const auto own = verdicts_.deletes.find(member); own != verdicts_.deletes.end()) {
            by.insert(own->second.begin(), own->second.end());
        }
        return std::ranges::any_of(
            by, [&](const OperationId& id) { return id != edit && saw(index_of(id), index_of(edit)); });
    }

    void judge_hidden(const Entity& entity, const std::set<OperationId>& deletes) {
        bool all_seen = true;
        for (const auto& [field, answers] : verdicts_.standing) {
            for (const auto& [id, value] : answers) {
                all_seen =
                    all_seen && (!is_of_family(field.first, entity) || was_seen(id, field.first, deletes));
            }
        }
        for (const auto& [member, keeps] : verdicts_.keeps) {
            for (const OperationId& id : keeps) {
                all_seen = all_seen && (!is_of_family(member, entity) || was_seen(id, member, deletes));
            }
        }
        (all_seen ? verdicts_.hidden : verdicts_.edited_after_delete).insert(entity);
    }

    const std::vector<Told>& told_;
    const History& history_;
    std::vector<std::vector<bool>> seen_by_;  // by reader
    std::vector<std::size_t> effective_;
    Verdicts verdicts_;
};

}  // namespace

Verdicts verdicts_of(const Report& report) {
    Verdicts verdicts;
    const auto ids = [&](const std::vector<std::uint32_t>& writings) {
        std::set<OperationId> set;
        for (const std::uint32_t writing : writings) {
            set.insert(report.writings[writing].id);
        }
        return set;
    };
    for (const EntityState& state : report.entities) {
        for (const FieldState& field : state.fields) {
            for (const Answer& answer : field.standing) {
                verdicts.standing[{state.entity, field.key}][report.writings[answer.writing].id] =
                    answer.value;
            }
        }
        if (!state.standing_deletes.empty()) {
            verdicts.deletes[state.entity] = ids(state.standing_deletes);
        }
        if (!state.standing_keeps.empty()) {
            verdicts.keeps[state.entity] = ids(state.standing_keeps);
        }
        if (state.hidden) {
            verdicts.hidden.insert(state.entity);
        }
        if (state.edited_after_delete) {
            verdicts.edited_after_delete.insert(state.entity);
        }
    }
    for (const Quarantined& one : report.quarantined) {
        verdicts.quarantined[one.id] = one.reason;
    }
    return verdicts;
}

Verdicts naive_merge(const History& history) {
    return Naive(history).run();
}

}  // namespace phirap::testing
