// Commands of other processes, answered by the one that has the folder, whatever befalls it meanwhile.
#include "agent/cli/answering.h"

#include <doctest/doctest.h>

#include <new>

#include "tests/support/seeded.h"
#include "tests/support/temporary_folder.h"

namespace phirap::agent {
namespace {

struct Story {
    Story() {
        EnrolmentCode code;
        SigningKey::Seed seed{};
        seed.fill(250);
        code.server_key = SigningKey(seed).public_key();
        code.office = "4301";
        code.url = "http://127.0.0.1:1";
        code.mission = "click-chumchon";
        auto enrolled = enrol_agent(folder.path(), code, "a PC", clock, chance);
        REQUIRE(enrolled.has_value());
        agent = *std::move(enrolled);
        context.folder = folder.path();
        context.language = Language::english;
        context.store = agent->store.get();
    }
    [[nodiscard]] Result<ControlReply> ask(const std::vector<std::string>& arguments) const {
        std::vector<std::string> all = {"en"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return call(folder.path(), {all, {}, {}});
    }

    TemporaryFolder folder;
    SetClock clock;
    SeededChance chance{1};
    std::unique_ptr<OpenAgent> agent;
    Context context;
    std::mutex mutex;
    Shares shares{mutex, clock, chance};
};

}  // namespace

TEST_CASE("answering: a command that runs out of memory is told so plainly, and the next one is answered") {
    Story story;
    const Answering answering(
        {*story.agent, story.context, story.shares, []() -> Contact { throw std::bad_alloc(); }}, 1);
    const auto reply = story.ask({"sync", "--once"});
    REQUIRE(reply.has_value());
    CHECK(reply->status == Exit::failed);
    CHECK(reply->err.find("All that was said to be saved is safe") == 0);
    CHECK(story.ask({"status"}).has_value());
}

TEST_CASE(
    "answering: where even the answer cannot be made the outcome is unknown, and the next is answered") {
    Story story;
    bool short_of_memory = true;
    Answering::Parts parts{*story.agent, story.context, story.shares, [] { return Contact(); }};
    parts.after = [&](const Invocation&) {
        if (std::exchange(short_of_memory, false)) {
            throw std::bad_alloc();
        }
    };
    const Answering answering(std::move(parts), 1);
    CHECK(story.ask({"status"}).error().key == "control_no_answer");
    CHECK(story.ask({"status"}).has_value());
}

}  // namespace phirap::agent
