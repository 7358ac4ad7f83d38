#include "agent/runner.h"

#include <doctest/doctest.h>

#include "agent/standing.h"
#include "tests/agent/scripted_line.h"

namespace phirap::agent {
namespace {

using testing::OfficePc;
using testing::ScriptedLine;

void save_rows(OfficePc& pc, int count, const std::string& filling = "อบรม") {
    std::vector<OperationBody> bodies;
    for (int i = 0; i < count; ++i) {
        OperationBody body;
        body.author = "สมศรี";
        body.scope = {"click-chumchon", Month{2024, 5}};
        const EntityId row = uuid_v7(1'714'003'200'000 + i, {});
        body.changes = {{ChangeKind::set, {EntityKind::row, row, 0}, {{"activity", filling}}}};
        bodies.push_back(std::move(body));
    }
    REQUIRE(pc.store().save_all(std::move(bodies)));
}

struct Story {
    OfficePc pc;
    ScriptedLine line{pc};
    LineEstimate estimate;
    std::atomic<bool> stop = false;

    Contact contact() { return run_contact({pc.store(), line.pc_mutex}, line, estimate, stop); }
    [[nodiscard]] Standing standing() { return overview_of(pc.store()).standing; }
};

}  // namespace

TEST_CASE("runner: the first contact redeems the code, and sends what was recorded before it") {
    Story story;
    save_rows(story.pc, 3);

    const Contact contact = story.contact();

    CHECK(contact.ending == Ending::reached);
    CHECK(story.line.held() == 3);
    CHECK(story.pc.store().outbox() == 0);
    CHECK(story.standing() == Standing::sent);
}

TEST_CASE("runner: a contact goes on until all is sent, whatever the size of a frame") {
    Story story;
    std::string letters;
    SeededChance chance(7);
    for (int i = 0; i < 1'500; ++i) {
        letters += static_cast<char>('a' + chance.below(26));
    }
    for (int i = 0; i < 100; ++i) {
        save_rows(story.pc, 1, letters + std::to_string(i));
        std::ranges::rotate(letters, letters.begin() + 7);
    }
    for (int i = 0; i < 4; ++i) {
        story.estimate.cut(1);
    }

    const Contact contact = story.contact();

    CHECK(contact.ending == Ending::reached);
    CHECK(contact.rounds > 3);
    CHECK(story.pc.store().outbox() == 0);
    CHECK(story.line.held() == 100);
}

TEST_CASE("runner: a lost request or a lost answer ends the contact, and the next one sends the rest once") {
    Story story;
    save_rows(story.pc, 3);
    story.line.then_lost();
    CHECK(story.contact().ending == Ending::unreachable);
    CHECK(story.pc.store().outbox() == 3);
    CHECK(story.standing() == Standing::unreachable);
    CHECK(story.pc.store().last_attempt()->failures == 1);

    CHECK(story.contact().ending == Ending::reached);
    save_rows(story.pc, 2, "ประชุม");
    story.line.then_answer_lost();
    CHECK(story.contact().ending == Ending::unreachable);
    CHECK(story.pc.store().outbox() == 2);

    CHECK(story.contact().ending == Ending::reached);
    CHECK(story.line.held() == 5);
    CHECK(story.pc.store().outbox() == 0);
    CHECK(story.pc.store().last_attempt()->failures == 0);
}

TEST_CASE("runner: no answer but the server's moves the outbox, and the officer is told what answers") {
    Story story;
    save_rows(story.pc, 1);
    REQUIRE(story.contact().ending == Ending::reached);
    save_rows(story.pc, 2, "ประชุม");

    SUBCASE("a login page") {
        story.line.then_says("<html>Please sign in</html>");
    }
    SUBCASE("nothing at all") {
        story.line.then_says("");
    }
    SUBCASE("the server's answer of yesterday") {
        story.line.then_replays();
    }
    SUBCASE("another server") {
        story.line.then_another_server();
    }

    CHECK(story.contact().ending == Ending::not_the_server);
    CHECK(story.pc.store().outbox() == 2);
    CHECK(story.standing() == Standing::not_the_server);

    CHECK(story.contact().ending == Ending::reached);
    CHECK(story.line.held() == 3);
}

TEST_CASE("runner: the server's signed no and its signed later end the contact at once") {
    Story story;
    save_rows(story.pc, 1);

    SUBCASE("the code is not taken") {
        story.line.then_verdict(Verdict::code_refused);
        const Contact contact = story.contact();
        CHECK(contact.ending == Ending::refused);
        CHECK(contact.detail == "code_refused");
        CHECK(story.standing() == Standing::refused);
    }
    SUBCASE("busy") {
        REQUIRE(story.contact().ending == Ending::reached);
        save_rows(story.pc, 1, "ประชุม");
        story.line.then_verdict(Verdict::busy, 7'000);
        const std::size_t before = story.line.posts();
        const Contact contact = story.contact();
        CHECK(contact.ending == Ending::come_back);
        CHECK(contact.come_back_ms == 7'000);
        CHECK(story.line.posts() == before + 1);
        CHECK(story.standing() == Standing::told_to_wait);
    }
    CHECK(story.pc.store().outbox() == 1);
}

TEST_CASE("runner: an officer saves while the line is in use") {
    Story story;
    save_rows(story.pc, 1);
    story.line.meanwhile = [&] {
        // Held by the runner, this would end the test here.
        REQUIRE(story.line.pc_mutex.try_lock());
        save_rows(story.pc, 1, "ระหว่างส่ง " + std::to_string(story.line.posts()));
        story.line.pc_mutex.unlock();
        if (story.line.posts() > 3) {
            story.line.meanwhile = [] {};
        }
    };

    CHECK(story.contact().ending == Ending::reached);
    CHECK(story.line.held() == story.pc.operations());
}

TEST_CASE("runner: a server that never stops asking is left alone for a while") {
    Story story;
    REQUIRE(story.contact().ending == Ending::reached);
    save_rows(story.pc, 1);
    for (std::size_t i = 0; i < 3 * idle_rounds_max; ++i) {
        story.line.then_verdict(Verdict::damaged);
    }
    const std::size_t before = story.line.posts();

    const Contact contact = story.contact();

    CHECK(story.line.posts() <= before + idle_rounds_max);
    CHECK_FALSE(contact.progressed);
    CHECK(story.pc.store().outbox() == 1);
}

TEST_CASE("runner: stopped before it began, it sends nothing and notes nothing") {
    Story story;
    save_rows(story.pc, 1);
    story.stop = true;
    CHECK(story.contact().rounds == 0);
    CHECK(story.line.posts() == 0);
    CHECK_FALSE(story.pc.store().last_attempt());
}

}  // namespace phirap::agent
