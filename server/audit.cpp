#include "server/audit.h"

#include <map>

#include "shared/wire/frame.h"

namespace phirap::server {
namespace {

// Bodies read at a time: bounded memory whatever the log's length.
constexpr std::size_t bodies_at_once = 1024;
constexpr std::size_t bytes_at_once = 4 * 1024 * 1024;

class Auditor {
  public:
    Auditor(const ServerStore& store, const Office& office) : store_(store), log_(store.log(office)) {}

    Audited run() {
        for (const LoggedBranch& branch : log_.branches()) {
            check_branch(branch);
        }
        check_feed();
        return std::move(audited_);
    }

  private:
    void fault(std::string key, Arguments arguments) {
        audited_.faults.push_back({log_.office(), std::move(key), std::move(arguments)});
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
        for (const FeedRun& fed : store_.feed_runs(log_.office())) {
            bool good = fed.first_position == position + 1 && reached.contains(fed.run.branch) &&
                        fed.run.first == reached[fed.run.branch] + 1;
            for (std::uint64_t i = 0; good && i < fed.run.count; ++i) {
                const std::optional<OperationId> id = log_.id_at({fed.run.branch, fed.run.first + i});
                good = id.has_value();
                chain = good ? chain_after(chain, *id) : chain;
            }
            if (!good || chain != fed.chain) {
                fault("audit_feed", {{"position", std::to_string(fed.first_position)}});
                return;
            }
            position += fed.run.count;
            reached[fed.run.branch] = fed.run.first + fed.run.count - 1;
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

    const ServerStore& store_;
    OperationLog log_;
    Audited audited_;
};

}  // namespace

Audited audit_office(const ServerStore& store, const Office& office) {
    return Auditor(store, office).run();
}

}  // namespace phirap::server
