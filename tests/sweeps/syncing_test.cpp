// What goes between a PC and the server: nothing that was acknowledged is missing, nothing is there twice,
// whichever side falls over in the middle of it.
#include <doctest/doctest.h>

#include "agent/bundling.h"
#include "agent/recorder.h"
#include "agent/sync_round.h"
#include "server/bundling.h"
#include "server/sync_door.h"
#include "shared/core/invariant.h"
#include "tests/sweeps/path.h"

namespace phirap::sweeps {
namespace {

constexpr Month april{2024, 4};

void save_rows(agent::AgentStore& store, std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t number = first; number <= last; ++number) {
        FormRow row;
        row.id = uuid_v7(1'714'000'000'000 + static_cast<std::int64_t>(number), {});
        row.fields = {{"activity", std::string("อบรม")}, {"date", std::string("2024-04-03")}};
        const auto saved = save_row(store, april, row, {"somchai", agent::Source::command, {}});
        invariant(saved.has_value(), "a row of these tests is within the form");
    }
}

// Both PCs have recorded; the other one's rows wait at the server.
void rows_on_both_sides(Scene& scene) {
    scene.make_server();
    scene.enrol_pc();
    scene.enrol_other();
    scene.sync_pc();
    scene.sync_other();
    save_rows(scene.other(), 100, 112);
    scene.sync_other();
    save_rows(scene.pc(), 1, 5);
}

void sync_and_say(Scene& scene) {
    scene.sync_pc();
    scene.say_what_is_confirmed();
    scene.say_all_saved();
}

// What went out by stick before the sweep began, and what came back.
Bytes outward;
Bytes homeward;

void take_outward(Scene& scene) {
    const server::PictureRoom room{scene.files(), {}};
    const auto taken = take_bundle(scene.server(), room, outward, server::Pace{});
    invariant(taken.has_value(), "a bundle of an enrolled PC is taken");
    homeward = taken->answer;
}

}  // namespace

TEST_CASE("sweep: a round of a PC that falls over sends nothing twice and forgets nothing it was told") {
    sweep({.name = "sync, the PC falls",
           .set_up = rows_on_both_sides,
           .act = sync_and_say,
           .crashes = Scene::pc_folder});
}

TEST_CASE("sweep: what the server acknowledged it has, when it falls over in the midst of taking it in") {
    sweep({.name = "sync, the server falls",
           .set_up = rows_on_both_sides,
           .act = sync_and_say,
           .crashes = Scene::server_folder});
}

TEST_CASE("sweep: the power goes in the whole building") {
    sweep({.name = "sync, both fall", .set_up = rows_on_both_sides, .act = sync_and_say});
}

TEST_CASE("sweep: a PC is admitted once, whichever side falls over") {
    for (const char* side : {Scene::pc_folder, Scene::server_folder}) {
        sweep({.name = side == std::string(Scene::pc_folder) ? "enrolment, the PC falls"
                                                             : "enrolment, the server falls",
               .set_up =
                   [](Scene& scene) {
                       scene.make_server();
                       scene.enrol_pc();
                       save_rows(scene.pc(), 1, 2);
                   },
               .act = sync_and_say,
               .promise =
                   [](Scene& scene) {
                       CHECK(scene.server_database().integer("SELECT count(*) FROM agent").value_or(0) <= 1);
                       const bool is_used = scene.server_database().integer(
                                                "SELECT count(*) FROM code WHERE used_by IS NULL") == 0;
                       CHECK(is_used == (scene.server().agents().size() == 1));
                   },
               .crashes = side});
    }
}

TEST_CASE("sweep: a PC that falls over while it makes a bundle loses nothing, and makes another") {
    sweep({.name = "bundle, made",
           .set_up = rows_on_both_sides,
           .act =
               [](Scene& scene) {
                   const agent::MadeBundle made = agent::make_bundle(scene.pc());
                   CHECK(made.all);
               },
           .promise = [](Scene& scene) { CHECK(scene.pc().outbox() > 0); },
           .crashes = Scene::pc_folder});
}

TEST_CASE("sweep: a bundle is taken in once, however often the server falls over it") {
    sweep({.name = "bundle, taken by the server",
           .set_up =
               [](Scene& scene) {
                   rows_on_both_sides(scene);
                   outward = agent::make_bundle(scene.pc()).file;
               },
           .act = take_outward,
           .crashes = Scene::server_folder});
}

TEST_CASE("sweep: the answers of a bundle are obeyed once, however often the PC falls over them") {
    sweep({.name = "bundle, answers read",
           .set_up =
               [](Scene& scene) {
                   rows_on_both_sides(scene);
                   outward = agent::make_bundle(scene.pc()).file;
                   take_outward(scene);
               },
           .act =
               [](Scene& scene) {
                   const auto read = agent::read_answers(scene.pc(), homeward);
                   invariant(read.has_value(), "the server's answers are for this PC");
                   scene.say_what_is_confirmed();
                   scene.say_all_saved();
               },
           .promise =
               [](Scene& scene) {
                   // Answered or remembered: the answer on the stick can be read again.
                   const bool waits =
                       scene.pc_database().integer("SELECT count(*) FROM bundled_round").value_or(0) > 0;
                   CHECK((waits || scene.pc().outbox() == 0));
               },
           .crashes = Scene::pc_folder});
}

}  // namespace phirap::sweeps
