#include "agent/background.h"

#include <doctest/doctest.h>

#include "tests/agent/scripted_line.h"

namespace phirap::agent {
namespace {

using testing::OfficePc;
using testing::ScriptedLine;

OperationBody a_row() {
    OperationBody body;
    body.scope = {"click-chumchon", Month{2024, 5}};
    body.changes = {
        {ChangeKind::set, {EntityKind::row, uuid_v7(1, {}), 0}, {{"activity", std::string("x")}}}};
    return body;
}

struct Story {
    OfficePc pc;
    ScriptedLine line{pc};
    SeededChance chance{1};
    Log log{LogLevel::error};
    Background background{{{pc.store(), line.pc_mutex}, line, chance, log}};
};

}  // namespace

TEST_CASE("background: whoever asks for a contact gets its outcome, and the first one sends by itself") {
    Story story;
    REQUIRE(story.pc.store().save(a_row()));
    story.background.start();

    CHECK(story.background.contact_now().ending == Ending::reached);

    story.background.stop();
    CHECK(story.line.held() == 1);
    CHECK(story.pc.store().outbox() == 0);
}

// bad_alloc comes from anywhere, at once or in the midst of a contact.
TEST_CASE("background: memory that runs out ends the contact and not the service; the next one sends") {
    Story story;
    REQUIRE(story.pc.store().save(a_row()));
    bool short_of_memory = true;
    story.line.meanwhile = [&] {
        if (short_of_memory) {
            throw std::bad_alloc();
        }
    };
    story.background.start();
    CHECK(story.background.contact_now().ending == Ending::own_trouble);
    CHECK(story.pc.store().outbox() == 1);
    short_of_memory = false;
    CHECK(story.background.contact_now().ending == Ending::reached);
    story.background.stop();
    CHECK(story.pc.store().outbox() == 0);
}

TEST_CASE("background: memory that runs out beside a contact lets whoever waits go, and the thread goes on") {
    OfficePc pc;
    ScriptedLine line{pc};
    SeededChance chance{1};
    const Log log{LogLevel::error};
    bool short_of_memory = true;
    Background::Parts parts{{pc.store(), line.pc_mutex}, line, chance, log};
    parts.rest = [&] {
        if (short_of_memory) {
            throw std::bad_alloc();
        }
    };
    Background background(std::move(parts));
    background.start();
    CHECK(background.contact_now().ending == Ending::own_trouble);
    short_of_memory = false;
    CHECK(background.contact_now().ending == Ending::reached);
    background.stop();
}

TEST_CASE("background: a stop releases whoever waits for a contact") {
    Story story;
    std::mutex gate;
    gate.lock();
    story.line.meanwhile = [&] { const std::lock_guard wait(gate); };
    story.background.start();
    Contact seen;
    std::thread asker([&] { seen = story.background.contact_now(); });
    std::thread stopper([&] { story.background.stop(); });
    gate.unlock();
    stopper.join();
    asker.join();
    CHECK((seen.ending == Ending::unreachable || seen.ending == Ending::reached));
}

TEST_CASE("background: a failure puts the next attempt off, and a save does not bring it back") {
    Story story;
    story.line.then_lost().then_lost();
    story.background.start();
    CHECK(story.background.contact_now().ending == Ending::unreachable);
    const std::optional<std::int64_t> next = story.background.next_attempt_ms();
    story.background.something_saved();
    CHECK(story.background.next_attempt_ms() == next);
    story.background.stop();
}

}  // namespace phirap::agent
