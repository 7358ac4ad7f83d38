#include "server/intake.h"

#include <algorithm>

#include "shared/core/mutant.h"
#include "shared/replica/join_frame.h"
#include "shared/wire/limits.h"
#include "shared/wire/operation_body.h"

namespace phirap::server {
namespace {

// Of one revoked agent we keep this much more, for an admin to look at; a stolen PC may not fill our disk.
constexpr std::int64_t kept_revoked_max = 20'000;

// Sync-rules 24: in the same transaction, the server's own word on when a submission came. How many.
std::size_t give_receipts(ServerStore& store, const Office& office,
                          const std::vector<NewOperation>& operations) {
    std::size_t given = 0;
    for (const NewOperation& operation : operations) {
        const std::optional<OperationBody> body = decode_body(operation.body);
        const bool submits =
            body && !mutant(Mutant::receipt_forgotten) &&
            std::ranges::any_of(body->changes, [](const Change& change) {
                return change.entity.kind == EntityKind::submission && change.kind == ChangeKind::set;
            });
        if (!submits) {
            continue;
        }
        OperationBody receipt;
        receipt.scope = body->scope;
        const EntityId named = *EntityId::from(operation.id.view().first(16));
        receipt.changes = {
            {ChangeKind::set, {EntityKind::receipt, named, 0}, {{"received_ms", store.clock().wall_ms()}}}};
        const Result<OperationId> said = store.say_to(office, std::move(receipt));
        invariant(said.has_value(), "a receipt is within every limit");
        ++given;
    }
    return given;
}

void apply_words_brought_back(ServerStore& store, const Office& office,
                              const std::vector<NewOperation>& operations) {
    for (const NewOperation& operation : operations) {
        if (const std::optional<OperationBody> body =
                operation.scope.empty() ? decode_body(operation.body) : std::nullopt) {
            store.apply_office_word(office, *body);
        }
    }
}

class Reception {
  public:
    Reception(ServerStore& store, OperationLog& log) : store_(store), log_(log) {}

    void take(const Bytes& encoded) {
        const std::optional<Frame> frame = decode_frame(encoded);
        if (!frame) {
            intake_.damaged = true;
            return;
        }
        const WriterId& writer = frame->header.writer;
        const std::optional<PublicKey> key = key_of(writer);
        if (!key) {
            return;
        }
        const LineageRoot root{store_.id(), log_.office(), writer, frame->header.lineage};
        Join join = join_frame(log_, *frame, root, *key);
        switch (join.outcome) {
            case Join::Outcome::held:
                intake_.brought.include(join.last);
                keep(join, writer);
                return;
            case Join::Outcome::gap:
            case Join::Outcome::no_history:
                intake_.wants.push_back(join.want);
                return;
            case Join::Outcome::damaged:
                intake_.damaged = true;
                return;
        }
    }
    [[nodiscard]] bool has_enough() const { return receipts_ >= receipts_per_request_max; }
    [[nodiscard]] Intake result() { return std::move(intake_); }

  private:
    void keep(const Join& join, const WriterId& writer) {
        if (join.operations.empty()) {
            return;
        }
        const Office& office = log_.office();
        intake_.appended += join.operations.size();
        store_.add_to_feed(office, join.added, join.operations);
        if (writer == store_.id()) {
            if (store_.feed(office).own_branch) {
                store_.forked(office);
            }
            apply_words_brought_back(store_, office, join.operations);
            return;
        }
        if (revoked_) {
            store_.database().run("UPDATE agent SET kept_revoked = kept_revoked + ? WHERE agent = ?",
                                  join.operations.size(), writer);
        }
        receipts_ += give_receipts(store_, office, join.operations);
        log_ = store_.log(office);
    }

    std::optional<PublicKey> key_of(const WriterId& writer) {
        revoked_ = false;
        if (writer == store_.id()) {
            return store_.key().public_key();
        }
        const std::optional<AgentRow> agent = store_.agent(writer);
        if (!agent) {
            if (intake_.unknown_writers.size() < limits::papers_max) {
                intake_.unknown_writers.push_back(writer);
            }
            return std::nullopt;
        }
        if (mutant(Mutant::office_unchecked)) {
            return agent->key;
        }
        if (agent->office != log_.office() || (agent->revoked && agent->kept_revoked > kept_revoked_max)) {
            intake_.other_office |= agent->office != log_.office();
            return std::nullopt;
        }
        revoked_ = agent->revoked;
        return agent->key;
    }

    ServerStore& store_;
    OperationLog& log_;
    Intake intake_;
    std::size_t receipts_ = 0;
    bool revoked_ = false;
};

}  // namespace

bool admit(ServerStore& store, const Office& office, const Bytes& paper, std::string_view machine) {
    const std::optional<Admission> admission = read_paper(paper, store.key().public_key());
    if (!admission || admission->office != office) {
        return false;
    }
    const WriterId writer = writer_of(admission->key);
    if (store.agent(writer)) {
        return true;
    }
    OperationBody body;
    body.changes = {{ChangeKind::set,
                     {EntityKind::admission, *EntityId::from(writer.view()), 0},
                     {{"name", std::string(machine)}, {"paper", paper}}}};
    return store.say_to(office, std::move(body)).has_value();
}

Intake take_in(ServerStore& store, OperationLog& log, const std::vector<Bytes>& frames,
               const std::vector<Bytes>& papers) {
    for (const Bytes& paper : papers) {
        (void)admit(store, log.office(), paper, "");
    }
    log = store.log(log.office());
    Reception reception(store, log);
    for (const Bytes& frame : frames) {
        // What is not taken is not said to be held: it comes again, and goes on from there.
        if (reception.has_enough()) {
            break;
        }
        reception.take(frame);
    }
    return reception.result();
}

}  // namespace phirap::server
