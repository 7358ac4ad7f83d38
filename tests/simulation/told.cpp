#include "tests/simulation/told.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "shared/core/law.h"
#include "shared/core/lineage.h"
#include "shared/wire/operation_body.h"
#include "tests/support/builders.h"

namespace phirap::simulation {

ToldOffice::ToldOffice(Database& database, const Office& office, const WriterId& server) : server_(server) {
    read(database, office);
    find_parents(office);
    read_law();
}

void ToldOffice::read(Database& database, const Office& office) {
    Statement rows = database.rows(
        "SELECT branch.lineage, branch.writer, operation.sequence, operation.id, operation.body FROM "
        "operation "
        "JOIN branch ON branch.office = operation.office AND branch.number = operation.branch "
        "WHERE operation.office = ? ORDER BY operation.sequence",
        office);
    while (rows.next()) {
        ToldOperation told;
        told.lineage = rows.id<LineageId>(0);
        told.writer = rows.id<WriterId>(1);
        told.sequence = static_cast<std::uint64_t>(rows.integer(2));
        told.id = rows.id<OperationId>(3);
        told.body = decode_body(rows.blob(4));
        const std::optional<Scope> scope = scope_of_body(rows.blob(4));
        told.scope = scope ? to_text(*scope) : std::string();
        bodies_.emplace_back(rows.blob(4).begin(), rows.blob(4).end());
        if (!at_.emplace(told.id, operations_.size()).second) {
            torn_.push_back("an operation is held twice: " + told.id.hex());
        }
        operations_.push_back(std::move(told));
    }
}

// By hash alone: the parent is whichever operation before it makes its id.
void ToldOffice::find_parents(const Office& office) {
    std::map<std::pair<LineageId, std::uint64_t>, std::vector<std::size_t>> by_place;
    for (std::size_t at = 0; at < operations_.size(); ++at) {
        by_place[{operations_[at].lineage, operations_[at].sequence}].push_back(at);
    }
    for (std::size_t at = 0; at < operations_.size(); ++at) {
        ToldOperation& told = operations_[at];
        const OperationId root = root_id({server_, office, told.writer, told.lineage});
        bool hangs = told.sequence == 1 && operation_id(root, bodies_[at]) == told.id;
        for (const std::size_t before : by_place[{told.lineage, told.sequence - 1}]) {
            const ToldOperation& candidate = operations_[before];
            if (candidate.writer == told.writer && operation_id(candidate.id, bodies_[at]) == told.id) {
                told.parent = before;
                hangs = true;
            }
        }
        if (!hangs) {
            torn_.push_back(fmt::format("operation {} hangs on nothing", told.id.hex()));
        }
    }
}

bool ToldOffice::is_ancestor(std::size_t ancestor, std::size_t of) const {
    std::optional<std::size_t> at = operations_[of].parent;
    while (at && operations_[*at].sequence > operations_[ancestor].sequence) {
        at = operations_[*at].parent;
    }
    return at == ancestor;
}

// Of the standing answers, the latest by (time, id): what every screen shows.
const Value* ToldOffice::shown(const testing::Verdicts& verdicts, const Entity& entity,
                               const std::string& key) const {
    const auto found = verdicts.standing.find({entity, key});
    if (found == verdicts.standing.end()) {
        return nullptr;
    }
    const auto rank = [&](const auto& answer) {
        return std::pair(operations_[at_.at(answer.first)].body->time, answer.first);
    };
    return &std::ranges::max_element(found->second, {}, rank)->second;
}

void ToldOffice::read_law() {
    const testing::Verdicts office = testing::naive_merge(history("", false));
    std::set<Entity> entities;
    for (const auto& [field, answers] : office.standing) {
        entities.insert(field.first);
    }
    for (const Entity& entity : entities) {
        if (entity.kind == EntityKind::hold) {
            holds_[entity.id] = flag_in(*shown(office, entity, "held"));
        }
        const Value* revoked = shown(office, entity, "revoked");
        if (entity.kind == EntityKind::revocation && revoked != nullptr && flag_in(*revoked)) {
            std::vector<std::size_t>& tips = revoked_[WriterId{entity.id.bytes}];
            for (const Tip& tip : tips_from_bytes(std::get<Bytes>(*shown(office, entity, "tips")))) {
                if (const auto held = at_.find(tip.id); held != at_.end()) {
                    tips.push_back(held->second);
                }
            }
        }
    }
}

bool ToldOffice::is_too_late(std::size_t at) const {
    const auto revoked = revoked_.find(operations_[at].writer);
    return revoked != revoked_.end() && std::ranges::none_of(revoked->second, [&](std::size_t tip) {
               return tip == at || is_ancestor(at, tip);
           });
}

testing::History ToldOffice::history(const std::string& scope, bool with_law) const {
    testing::History history;
    std::vector<std::optional<std::size_t>> index(operations_.size());
    for (std::size_t at = 0; at < operations_.size(); ++at) {
        const ToldOperation& told = operations_[at];
        // Where another scope's operation stands between, its own parent.
        std::optional<std::size_t> parent = told.parent;
        while (parent && operations_[*parent].scope != scope) {
            parent = operations_[*parent].parent;
        }
        if (told.scope != scope) {
            continue;
        }
        index[at] = history.told.size();
        const WriterId writer = told.writer == server_ ? testing::writer_called("server") : told.writer;
        history.told.push_back({told.id,
                                writer,
                                told.lineage,
                                told.sequence,
                                parent ? index[*parent] : std::nullopt,
                                told.body,
                                {}});
        const auto hold = holds_.find(entity_of(told.id));
        history.held.push_back(with_law && hold != holds_.end() && hold->second);
        history.released.push_back(with_law && hold != holds_.end() && !hold->second);
        history.too_late.push_back(with_law && is_too_late(at));
    }
    return history;
}

std::vector<std::string> ToldOffice::scopes() const {
    std::set<std::string> scopes;
    for (const ToldOperation& told : operations_) {
        scopes.insert(told.scope);
    }
    return {scopes.begin(), scopes.end()};
}

testing::Verdicts ToldOffice::verdicts(const std::string& scope) const {
    return testing::naive_merge(history(scope, true));
}

}  // namespace phirap::simulation
