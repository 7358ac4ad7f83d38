#include "tests/simulation/office_oracle.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/audit.h"
#include "server/grading.h"
#include "shared/core/law.h"
#include "shared/core/submission.h"
#include "shared/wire/mission_pack_file.h"
#include "shared/wire/operation_body.h"
#include "tests/simulation/told.h"

namespace phirap::simulation {
namespace {

// Everything that is checked of one office.
class OfficeOracle {
  public:
    OfficeOracle(const Ledger& ledger, server::ServerStore& server, const Office& office)
        : ledger_(ledger), server_(server), office_(office), told_(server.database(), office, server.id()) {}

    std::vector<std::string> run() {
        for (const std::string& torn : told_.torn()) {
            broken("{}", torn);
        }
        check_saved();
        check_writers();
        check_serials();
        check_receipts();
        check_feed();
        check_revocations();
        for (const std::string& scope : told_.scopes()) {
            check_scope(scope);
        }
        check_grade();
        return std::move(broken_);
    }
    [[nodiscard]] std::size_t confirmed() const { return confirmed_; }
    // What is saved, not destroyed, and not here.
    [[nodiscard]] const std::set<OperationId>& lost() const { return lost_; }

  private:
    template <typename... Values>
    void broken(fmt::format_string<Values...> text, Values&&... values) {
        broken_.push_back(office_ + ": " + fmt::format(text, std::forward<Values>(values)...));
    }

    // Promises 1 and 2.
    void check_saved() {
        std::set<OperationId> held;
        for (const ToldOperation& told : told_.operations()) {
            held.insert(told.id);
        }
        for (const auto& [id, office] : ledger_.saved) {
            if (office != office_) {
                if (held.contains(id)) {
                    broken("holds an operation of {}", office);
                }
            } else if (held.contains(id)) {
                ++confirmed_;
            } else if (!ledger_.destroyed.contains(id)) {
                lost_.insert(id);
            }
        }
    }

    // Promise 9.
    void check_writers() {
        for (const ToldOperation& told : told_.operations()) {
            const auto writer = ledger_.writers.find(told.writer);
            if (told.writer != server_.id() &&
                (writer == ledger_.writers.end() || writer->second != office_)) {
                broken("holds an operation of a writer who is not admitted here");
            }
        }
    }

    // Promise 2: no save is there under two identities, and none that nobody made.
    void check_serials() {
        std::set<std::string> seen;
        for (const ToldOperation& told : told_.operations()) {
            const std::string author = told.body ? told.body->author : "poison";
            if (told.writer == server_.id() || author == "poison") {
                continue;
            }
            if (!seen.insert(author).second) {
                broken("one save is there twice: {}", author);
            }
            if (!ledger_.screens.contains(author)) {
                broken("an operation that nobody saved: {}", author);
            }
        }
    }

    // Rule 24: the server says "received" of every submission that it holds, and of nothing else.
    void check_receipts() {
        std::set<EntityId> held;
        std::set<EntityId> submissions;
        std::set<EntityId> received;
        for (const ToldOperation& told : told_.operations()) {
            held.insert(entity_of(told.id));
            for (const Change& change : told.body ? told.body->changes : std::vector<Change>()) {
                if (told.writer == server_.id() && change.entity.kind == EntityKind::receipt) {
                    received.insert(change.entity.id);
                } else if (change.kind == ChangeKind::set && change.entity == submission_entity) {
                    submissions.insert(entity_of(told.id));
                }
            }
        }
        if (!std::ranges::includes(held, received)) {
            broken("a receipt for what the server does not hold");
        }
        if (!std::ranges::includes(received, submissions)) {
            broken("a submission without a receipt");
        }
    }

    // Rule 21; seals, hashes and chain by the product's own audit, which must find nothing either.
    void check_feed() {
        const server::Audited audited = server::audit_office(server_, office_);
        for (const server::AuditFault& fault : audited.faults) {
            broken("the audit finds {}", fault.key);
        }
        if (audited.head != told_.operations().size()) {
            broken("the feed has {} operations, the log {}", audited.head, told_.operations().size());
        }
    }

    // Rule 17: who is served as revoked is who the law of the office revokes.
    void check_revocations() {
        for (const server::AgentRow& agent : server_.agents()) {
            if (agent.office == office_ && agent.revoked != told_.is_revoked(agent.agent)) {
                broken("an agent is served as {}, and by law is not", agent.revoked ? "revoked" : "admitted");
            }
        }
    }

    // Promises 3, 4 and 6.
    void check_scope(const std::string& scope) {
        const testing::Verdicts told = told_.verdicts(scope);
        const Scope of = scope_from_text(scope);
        const Report report = fold(server_.log(office_), of, server_.law(office_));
        if (testing::verdicts_of(report) != told) {
            broken("{} is merged otherwise than the rules say", scope);
        }
        for (std::size_t at = 0; at < told_.operations().size(); ++at) {
            const ToldOperation& one = told_.operations()[at];
            if (one.scope != scope) {
                continue;
            }
            if (ledger_.poisoned.contains(one.id) && !told.quarantined.contains(one.id)) {
                broken("a poison operation has effect");
            }
            if (!told.quarantined.contains(one.id)) {
                check_overwritten(at, told);
            }
        }
        check_hidden(told);
    }

    // Whoever took the place of an answer, or hid it, had it on the screen or had written it.
    void check_overwritten(std::size_t at, const testing::Verdicts& told) {
        for (const Change& change : told_.operations()[at].body->changes) {
            for (const Field& field : change.fields) {
                const auto standing = told.standing.find({change.entity, field.key});
                const bool stands =
                    standing != told.standing.end() && standing->second.contains(told_.operations()[at].id);
                if (!stands && change.entity.kind < EntityKind::authority_begin &&
                    !was_known_to_one_who(at, told, [&](const Change& other) {
                        return other.kind == ChangeKind::set && other.entity == change.entity &&
                               std::ranges::find(other.fields, field.key, &Field::key) != other.fields.end();
                    })) {
                    broken("an answer to {} was overwritten by nobody who had seen it", field.key);
                }
            }
        }
    }

    void check_hidden(const testing::Verdicts& told) {
        for (const auto& [field, answers] : told.standing) {
            const Entity& entity = field.first;
            const bool hidden = told.hidden.contains(entity) || told.hidden.contains(owner_of(entity));
            for (const auto& [id, value] : answers) {
                if (hidden && !was_known_to_one_who(index_of(id), told, [&](const Change& other) {
                        return other.kind == ChangeKind::remove &&
                               (other.entity == entity || other.entity == owner_of(entity));
                    })) {
                    broken("a delete hides an answer to {} that nobody who deleted had seen", field.second);
                }
            }
        }
    }

    [[nodiscard]] std::size_t index_of(const OperationId& id) const {
        return static_cast<std::size_t>(std::ranges::find(told_.operations(), id, &ToldOperation::id) -
                                        told_.operations().begin());
    }

    template <typename Does>
    [[nodiscard]] bool was_known_to_one_who(std::size_t known, const testing::Verdicts& told,
                                            Does does) const {
        for (std::size_t at = 0; at < told_.operations().size(); ++at) {
            const ToldOperation& other = told_.operations()[at];
            if (at != known && other.body && !told.quarantined.contains(other.id) &&
                std::ranges::any_of(other.body->changes, does) && knew(at, known)) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool knew(std::size_t reader, std::size_t known) const {
        const auto screen = ledger_.screens.find(told_.operations()[reader].body->author);
        return told_.is_ancestor(known, reader) ||
               (screen != ledger_.screens.end() && screen->second->contains(told_.operations()[known].id));
    }

    // Promise 11.
    void check_grade() {
        const Month april{2024, 4};
        const server::OfficeBook book = server::read_office(server_, office_, builtin_pack(), april);
        const auto month = book.months.find(april);
        const auto published =
            month == book.months.end() ? std::nullopt : server::published_in(month->second.whole);
        if (!published) {
            return;
        }
        const server::Replay replay = judge_again(server_, book, builtin_pack(), april, *published);
        if (replay == server::Replay::other) {
            broken("a published grade comes out otherwise when it is judged again");
        }
        if (replay == server::Replay::missing && ledger_.destroyed.empty()) {
            broken("a published grade names an operation that is not there");
        }
    }

    const Ledger& ledger_;
    server::ServerStore& server_;
    Office office_;
    ToldOffice told_;
    std::vector<std::string> broken_;
    std::size_t confirmed_ = 0;
    std::set<OperationId> lost_;
};

}  // namespace

OfficeFindings look_at_office(const Ledger& ledger, server::ServerStore& server, const Office& office) {
    OfficeOracle oracle(ledger, server, office);
    OfficeFindings findings;
    findings.broken = oracle.run();
    findings.confirmed = oracle.confirmed();
    findings.lost = oracle.lost();
    return findings;
}

}  // namespace phirap::simulation
