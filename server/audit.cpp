#include "server/audit.h"

#include <map>
#include <set>

#include "server/exports.h"
#include "server/grading.h"
#include "shared/wire/frame.h"

namespace phirap::server {
namespace {

// Bodies read at a time: bounded memory whatever the log's length.
constexpr std::size_t bodies_at_once = 1024;
constexpr std::size_t bytes_at_once = 4 * 1024 * 1024;
constexpr std::size_t runs_at_once = 1024;

void add_fault(Audited& audited, const Office& office, std::string key, Arguments arguments) {
    if (audited.faults.size() < audit_faults_max) {
        audited.faults.push_back({office, std::move(key), std::move(arguments)});
    } else {
        ++audited.faults_untold;
    }
}

class Auditor {
  public:
    Auditor(const ServerStore& store, const Office& office, const AuditProgress& go_on)
        : store_(store), log_(store.log(office)), go_on_(go_on) {}

    Audited run() {
        for (const LoggedBranch& branch : log_.branches()) {
            if (!stopped_) {
                check_branch(branch);
            }
        }
        if (!stopped_) {
            check_feed();
            check_agents();
        }
        return std::move(audited_);
    }

  private:
    void fault(std::string key, Arguments arguments) {
        add_fault(audited_, log_.office(), std::move(key), std::move(arguments));
    }
    void fault_at(std::string key, const LoggedBranch& branch, std::uint64_t sequence) {
        fault(std::move(key), {{"lineage", branch.lineage.hex()}, {"sequence", std::to_string(sequence)}});
    }

    [[nodiscard]] LineageRoot root_of(const LoggedBranch& branch) const {
        return {store_.id(), log_.office(), branch.writer, branch.lineage};
    }

    void check_branch(const LoggedBranch& branch) {
        std::uint64_t at = branch.fork ? branch.fork->sequence : 0;
        OperationId parent =
            branch.fork ? log_.id_at(*branch.fork).value_or(OperationId{}) : root_id(root_of(branch));
        bool whole = true;
        while (whole && at < branch.tip) {
            const std::vector<Bytes> bodies =
                log_.bodies(branch.number, at + 1, branch.tip, bodies_at_once, bytes_at_once);
            for (const Bytes& body : bodies) {
                ++at;
                ++audited_.operations;
                parent = operation_id(parent, body);
                whole = whole && log_.id_at({branch.number, at}) == parent;
                if (!whole) {
                    // All after it hang on this one: named once.
                    fault_at("audit_id", branch, at);
                    break;
                }
            }
            stopped_ = stopped_ || (go_on_ && !go_on_(bodies.size()));
            if (stopped_) {
                return;
            }
            if (whole && bodies.empty()) {
                const bool is_there = log_.body_at({branch.number, at + 1}).has_value();
                fault_at(is_there ? "audit_id" : "audit_missing", branch, at + 1);
                whole = false;
            }
        }
        if (whole && parent != branch.tip_id) {
            fault_at("audit_id", branch, branch.tip);
        }
        check_seals(branch);
    }

    void check_seals(const LoggedBranch& branch) {
        const std::optional<PublicKey> key = key_of(branch.writer);
        if (!key) {
            fault_at("audit_no_key", branch, branch.tip);
            return;
        }
        std::uint64_t after = branch.fork ? branch.fork->sequence : 0;
        const std::uint64_t begin = after;
        while (const std::optional<OperationLog::Seal> seal = log_.first_seal(branch.number, after)) {
            ++audited_.seals;
            after = seal->sequence;
            const std::optional<OperationId> id = log_.id_at({branch.number, after});
            if (!id || !seal_holds(seal->bytes, root_of(branch), after, *id, *key)) {
                fault_at("audit_seal", branch, after);
            }
        }
        if (after != branch.tip && branch.tip > begin) {
            fault_at("audit_unsealed", branch, branch.tip);
        }
    }

    std::optional<PublicKey> key_of(const WriterId& writer) const {
        if (writer == store_.id()) {
            return store_.key().public_key();
        }
        const std::optional<AgentRow> agent = store_.agent(writer);
        return agent ? std::optional(agent->key) : std::nullopt;
    }

    // Every operation once, positions without a gap, the chain as recorded.
    void check_feed() {
        Digest chain = chain_start(store_.id(), log_.office());
        std::uint64_t position = 0;
        std::map<std::uint32_t, std::uint64_t> reached;
        for (const LoggedBranch& branch : log_.branches()) {
            reached[branch.number] = branch.fork ? branch.fork->sequence : 0;
        }
        for (std::vector<FeedRun> runs; !(runs = next_runs(position)).empty();) {
            for (const FeedRun& fed : runs) {
                if (fed.first_position != position + 1 || !reached.contains(fed.run.branch) ||
                    fed.run.first != reached[fed.run.branch] + 1 || !follow(fed, chain)) {
                    fault("audit_feed", {{"position", std::to_string(fed.first_position)}});
                    return;
                }
                position += fed.run.count;
                reached[fed.run.branch] = fed.run.first + fed.run.count - 1;
            }
        }
        audited_.head = position;
        for (const LoggedBranch& branch : log_.branches()) {
            if (reached[branch.number] != branch.tip) {
                fault_at("audit_not_in_feed", branch, reached[branch.number] + 1);
            }
        }
        const Feed feed = store_.feed(log_.office());
        if (feed.position != position || feed.chain != chain) {
            fault("audit_feed", {{"position", std::to_string(position)}});
        }
    }

    [[nodiscard]] std::vector<FeedRun> next_runs(std::uint64_t position) const {
        return store_.feed_runs(log_.office(), position, runs_at_once);
    }
    // Along the run's operations; false when one is missing or the digest after the last is another.
    bool follow(const FeedRun& fed, Digest& chain) const {
        for (std::uint64_t i = 0; i < fed.run.count; ++i) {
            const std::optional<OperationId> id = log_.id_at({fed.run.branch, fed.run.first + i});
            if (!id) {
                return false;
            }
            chain = chain_after(chain, *id);
        }
        return fed.run.count > 0 && chain == fed.chain;
    }

    // The table follows from the admissions in the log: each agent's paper is ours, names it, and was said.
    void check_agents() {
        std::set<WriterId> admitted;
        const Report about = merge(log_.operations(""), log_.ancestry(), store_.law(log_.office()));
        for (const EntityState* state : about.visible(EntityKind::admission)) {
            const Bytes* paper = std::get_if<Bytes>(&state->shown("paper"));
            const auto read = paper == nullptr ? std::nullopt : read_paper(*paper, store_.key().public_key());
            if (read && read->office == log_.office()) {
                admitted.insert(writer_of(read->key));
            }
        }
        for (const AgentRow& agent : store_.agents()) {
            if (agent.office != log_.office()) {
                continue;
            }
            const std::optional<Admission> paper = read_paper(agent.paper, store_.key().public_key());
            const bool holds = paper && paper->office == agent.office && paper->key == agent.key &&
                               writer_of(agent.key) == agent.agent && admitted.erase(agent.agent) == 1;
            if (!holds) {
                fault("audit_agent", {{"id", agent.agent.hex().substr(0, 12)}});
            }
        }
        for (const WriterId& unknown : admitted) {
            if (store_.agent(unknown)) {
                continue;  // of the office that admitted it first
            }
            fault("audit_agent", {{"id", unknown.hex().substr(0, 12)}});
        }
    }

    const ServerStore& store_;
    OperationLog log_;
    const AuditProgress& go_on_;
    bool stopped_ = false;
    Audited audited_;
};

}  // namespace

Audited audit_office(const ServerStore& store, const Office& office, const AuditProgress& go_on) {
    return Auditor(store, office, go_on).run();
}

void replay_grades(const ServerStore& store, const Office& office, const MissionPack& pack,
                   Audited& audited) {
    const OfficeBook book = read_office(store, office, pack, last_month(store, office, pack));
    for (const auto& [month, read] : book.months) {
        const std::optional<PublishedGrade> published = published_in(read.whole);
        if (!published) {
            continue;
        }
        const Replay outcome = judge_again(store, book, pack, month, *published);
        audited.grades_same += outcome == Replay::same ? 1 : 0;
        audited.grades_amended += outcome == Replay::amended ? 1 : 0;
        if (outcome == Replay::other || outcome == Replay::missing) {
            add_fault(audited, office, outcome == Replay::other ? "audit_grade_other" : "audit_grade_missing",
                      {{"month", to_text(month)}, {"level", published->level}});
        }
    }
}

}  // namespace phirap::server
