// A request of nothing but submissions makes the server write as much again: in portions, and nothing is
// lost.
#include <doctest/doctest.h>

#include "agent/sync_round.h"
#include "server/intake.h"
#include "server/sync_door.h"
#include "shared/wire/limits.h"
#include "tests/sweeps/scene.h"

namespace phirap::sweeps {
namespace {

constexpr std::size_t frame_operations = 100;

std::int64_t operations_at(Scene& scene) {
    return *scene.server_database().integer("SELECT count(*) FROM operation");
}

OperationBody submission() {
    OperationBody body;
    body.author = "somchai";
    body.scope = {"click-chumchon", Month{2024, 4}};
    body.changes = {{ChangeKind::set, {EntityKind::submission, {}, 0}, {{"said", std::string("x")}}}};
    return body;
}

}  // namespace

TEST_CASE(
    "receipts: however many submissions come at once, a request takes a bounded number, and all get one") {
    Scene scene;
    scene.make_server();
    scene.enrol_pc();
    scene.sync_pc();
    const std::int64_t before = operations_at(scene);
    constexpr std::size_t submissions = 900;
    for (std::size_t i = 0; i < submissions; ++i) {
        REQUIRE(scene.pc().save(submission()));
    }
    std::size_t rounds = 0;
    while (scene.pc().outbox() > 0 && ++rounds < 20) {
        const agent::PreparedRound prepared =
            agent::prepare_round(scene.pc(), {limits::frame_bytes_max, frame_operations});
        const server::DoorAnswer answer = answer_sync(scene.server(), prepared.request, server::Pace{});
        CHECK(answer.appended <= server::receipts_per_request_max + frame_operations);
        const agent::RoundOutcome outcome = finish_round(scene.pc(), prepared, answer.body);
        CHECK(outcome.ending == agent::Ending::reached);
        CHECK(outcome.progressed);
        CHECK((outcome.again || scene.pc().outbox() == 0));
    }
    CHECK(rounds > 1);
    CHECK(scene.pc().outbox() == 0);
    CHECK(operations_at(scene) - before == static_cast<std::int64_t>(2 * submissions));
}

}  // namespace phirap::sweeps
