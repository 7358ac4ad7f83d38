#include <doctest/doctest.h>

#include <algorithm>

#include "agent/sync_round.h"
#include "shared/wire/limits.h"
#include "shared/wire/sync_message.h"
#include "tests/agent/scripted_line.h"

namespace phirap::agent {
namespace {

using testing::OfficePc;
using testing::ScriptedLine;

void save_rows(OfficePc& pc, int count) {
    std::vector<OperationBody> bodies;
    for (int i = 0; i < count; ++i) {
        OperationBody body;
        body.scope = {"click-chumchon", Month{2024, 5}};
        const EntityId row = uuid_v7(1'714'003'200'000 + i, {});
        body.changes = {{ChangeKind::set, {EntityKind::row, row, 0}, {{"activity", "อบรม"}}}};
        bodies.push_back(std::move(body));
    }
    REQUIRE(pc.store().save_all(std::move(bodies)));
}

// Sends one round, which the server takes.
PreparedRound send(OfficePc& pc, ScriptedLine& line, const CutSize& size,
                   const std::vector<FrameAhead>& ahead = {}) {
    PreparedRound prepared = prepare_round(pc.store(), size, ahead);
    const Result<Answer> answer = line.post(prepared.enrolment ? "/v1/enrol" : "/v1/sync", prepared.request);
    REQUIRE(answer);
    REQUIRE(finish_round(pc.store(), prepared, answer->body).ending == Ending::reached);
    return prepared;
}

}  // namespace

TEST_CASE("cut ahead: while the server is at work, the whole of the next request is made") {
    OfficePc pc;
    ScriptedLine line(pc);
    save_rows(pc, 400);
    const CutSize size{64 * 1024, 10};
    send(pc, line, size);  // the code redeemed
    send(pc, line, size);  // names only
    const PreparedRound first = send(pc, line, size);
    REQUIRE(first.operations == 10 * limits::frames_per_request_max);

    const std::vector<FrameAhead> ahead = cut_ahead(pc.store(), first, size);
    const PreparedRound second = prepare_round(pc.store(), size, ahead);

    const auto request = decode_request(second.request);
    REQUIRE(request);
    CHECK(request->request.frames.size() == limits::frames_per_request_max);
    CHECK(std::ranges::equal(request->request.frames, ahead, {}, {}, &FrameAhead::encoded));
    CHECK(prepare_round(pc.store(), size).operations == second.operations);
}

TEST_CASE("cut ahead: what the server did not take is not passed over") {
    OfficePc pc;
    ScriptedLine line(pc);
    save_rows(pc, 40);
    const CutSize size{64 * 1024, 1};
    send(pc, line, size);
    send(pc, line, size);
    const PreparedRound lost = prepare_round(pc.store(), size);
    const std::vector<FrameAhead> ahead = cut_ahead(pc.store(), lost, size);

    send(pc, line, size, ahead);

    CHECK(line.held() == limits::frames_per_request_max);
    CHECK(pc.store().outbox() == 40 - limits::frames_per_request_max);
}

}  // namespace phirap::agent
