#include "tests/bench/office.h"

#include <algorithm>

#include "agent/agent_store.h"
#include "agent/schema.h"
#include "agent/sync_round.h"
#include "server/enrol.h"
#include "server/schema.h"
#include "server/server_store.h"
#include "server/sync_door.h"
#include "shared/core/invariant.h"
#include "shared/host/random_bytes.h"
#include "shared/host/system_clock.h"
#include "shared/wire/operation_body.h"
#include "tests/bench/row_clock.h"

namespace phirap::bench {
namespace {

constexpr int rounds_max = 100'000;

SigningKey drawn_key(Chance& chance) {
    SigningKey::Seed seed{};
    chance.fill(seed);
    return SigningKey(seed);
}

std::filesystem::path fresh_store(const std::filesystem::path& folder, const std::string& name) {
    std::filesystem::remove_all(folder / name);
    std::filesystem::create_directories(folder / name);
    return folder / name / "store.db";
}

}  // namespace

struct Office::Machines {
    explicit Machines(const std::filesystem::path& folder)
        : agent_key(drawn_key(chance)),
          server_key(drawn_key(chance)),
          agent_disk(fresh_store(folder, "agent")),
          server_disk(fresh_store(folder, "server")) {
        invariant(migrate(agent_disk, agent::schema()).has_value(), "a fresh store");
        invariant(migrate(server_disk, server::schema()).has_value(), "a fresh store");
        server::ServerStore::init(server_disk, "click-chumchon", clock, chance);
        centre = std::make_unique<server::ServerStore>(server_disk, server_key, clock, chance);

        EnrolmentCode code;
        code.server_key = server_key.public_key();
        code.office = "4301";
        code.url = "http://127.0.0.1:1";
        code.mission = "click-chumchon";
        Transaction transaction(server_disk);
        code.secret = server::make_code(*centre, code.office, 24LL * 60 * 60 * 1000);
        transaction.commit();
        agent::AgentStore::enrol(agent_disk, code, agent_key, "bench", chance);
        pc = std::make_unique<agent::AgentStore>(agent_disk, agent_key, clock, chance);
        recording = std::make_unique<agent::AgentStore>(agent_disk, agent_key, row_clock, chance);
    }

    RandomBytes chance;
    SystemClock clock;
    RowClock row_clock;
    SigningKey agent_key;
    SigningKey server_key;
    Database agent_disk;
    Database server_disk;
    std::unique_ptr<server::ServerStore> centre;
    std::unique_ptr<agent::AgentStore> pc;
    std::unique_ptr<agent::AgentStore> recording;
};

Office::Office(const std::filesystem::path& folder) : machines_(std::make_unique<Machines>(folder)) {}
Office::~Office() = default;

void Office::record(std::span<const OperationBody> rows, std::size_t rows_a_transaction) {
    for (std::size_t first = 0; first < rows.size(); first += rows_a_transaction) {
        const auto some = rows.subspan(first, std::min(rows_a_transaction, rows.size() - first));
        machines_->row_clock.rewind(some, machines_->recording->progress().time.wall_ms);
        invariant(machines_->recording->save_all({some.begin(), some.end()}).has_value(), "rows that fit");
    }
}

std::size_t Office::sync(const CutSize& size) {
    std::size_t bytes = 0;
    for (int round = 0; round < rounds_max; ++round) {
        const agent::PreparedRound prepared = agent::prepare_round(*machines_->pc, size);
        bytes += prepared.request.size();
        const server::DoorAnswer answer = prepared.enrolment
                                              ? answer_enrolment(*machines_->centre, prepared.request, {})
                                              : answer_sync(*machines_->centre, prepared.request, {});
        const agent::RoundOutcome outcome = agent::finish_round(*machines_->pc, prepared, answer.body);
        invariant(outcome.ending == agent::Ending::reached, "a round with nothing in between is answered");
        if (!outcome.again) {
            invariant(outbox() == 0, "a sync that ends has sent everything");
            return bytes;
        }
    }
    invariant(false, "a sync ends");
    return 0;
}

void Office::fold_all() const {
    for (const std::string& scope : machines_->pc->log().scopes()) {
        static_cast<void>(machines_->pc->report(scope_from_text(scope)));
    }
}

std::uint64_t Office::outbox() const {
    return machines_->pc->outbox();
}

std::uint64_t Office::stored_at_the_server() const {
    return machines_->centre->log("4301").count();
}

}  // namespace phirap::bench
