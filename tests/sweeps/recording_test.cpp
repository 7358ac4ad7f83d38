// What officers do at one PC: saved means saved, whole or absent, and once.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "agent/importing.h"
#include "agent/recorder.h"
#include "agent/settling.h"
#include "agent/submitting.h"
#include "shared/core/invariant.h"
#include "tests/support/tests_folder.h"
#include "tests/sweeps/path.h"

namespace phirap::sweeps {
namespace {

constexpr Month april{2024, 4};

FormRow row_number(std::uint64_t number, const std::string& activity) {
    FormRow row;
    row.id = uuid_v7(1'714'000'000'000 + static_cast<std::int64_t>(number), {});
    row.fields = {{"activity", activity}, {"date", std::string("2024-04-03")}};
    return row;
}

void save(Scene& scene, agent::AgentStore& store, const FormRow& row) {
    const auto saved = save_row(store, april, row, {"somchai", agent::Source::command, {}});
    invariant(saved.has_value(), "a row of these tests is within the form");
    if (saved->saved && &store == &scene.pc()) {
        scene.say_saved(saved->saved->id);
    }
}

void two_pcs_that_know_the_server(Scene& scene) {
    scene.make_server();
    scene.enrol_pc();
    scene.enrol_other();
    scene.sync_pc();
    scene.sync_other();
}

// The month of an office that brings most, as the centre's file has it.
const std::string& quarter() {
    static const std::string text = [] {
        std::ifstream file(tests_folder() / "golden" / "nongkhai-2567-q3.json");
        std::stringstream read;
        read << file.rdbuf();
        return read.str();
    }();
    return text;
}

}  // namespace

TEST_CASE("sweep: a row that was said to be saved is there, and one that was not is whole or absent") {
    sweep({.name = "record",
           .set_up =
               [](Scene& scene) {
                   two_pcs_that_know_the_server(scene);
                   save(scene, scene.pc(), row_number(1, "อบรม"));
               },
           .act = [](Scene& scene) { save(scene, scene.pc(), row_number(2, "ประชุม")); },
           .crashes = Scene::pc_folder});
}

TEST_CASE("sweep: rows that are recorded one after the other are there up to the last that was said") {
    sweep({.name = "record, many rows",
           .set_up = two_pcs_that_know_the_server,
           .act =
               [](Scene& scene) {
                   for (std::uint64_t number = 1; number <= 6; ++number) {
                       save(scene, scene.pc(), row_number(number, "อบรม"));
                   }
               },
           .crashes = Scene::pc_folder});
}

TEST_CASE("sweep: of a file that is imported each month is there whole or not at all") {
    static ReadReports read;
    sweep(
        {.name = "import",
         .set_up =
             [](Scene& scene) {
                 two_pcs_that_know_the_server(scene);
                 read = reports_from_json(quarter(), scene.pc().pack(), scene.pc().enrolment().office);
                 std::erase_if(read.reports,
                               [](const FormReport& report) { return report.office != "4301"; });
                 invariant(read.reports.size() > 1, "the centre's file has months of this office");
             },
         .act =
             [](Scene& scene) {
                 const agent::Imported imported = import_reports(scene.pc(), read, {"somchai", false, false});
                 invariant(imported.faults.empty(), "the centre's file has no faults");
                 scene.say_all_saved();
             },
         .crashes = Scene::pc_folder});
}

TEST_CASE("sweep: a month is submitted once, and an answer that settles stands") {
    sweep({.name = "settle and submit",
           .set_up =
               [](Scene& scene) {
                   two_pcs_that_know_the_server(scene);
                   save(scene, scene.pc(), row_number(1, "อบรม"));
                   save(scene, scene.other(), row_number(1, "ประชุม"));
                   scene.sync_other();
                   scene.sync_pc();
               },
           .act =
               [](Scene& scene) {
                   for (const agent::OpenQuestion& question : agent::open_questions(scene.pc())) {
                       const auto settled =
                           settle(scene.pc(), april, question.key, agent::ChooseAnswer{1}, "somchai");
                       if (settled) {
                           scene.say_saved(settled->id);
                           continue;
                       }
                       // Answered already: the commit had failed, and the journal had the answer.
                       invariant(settled.error().key == "question_unknown" &&
                                     agent::open_questions(scene.pc()).empty(),
                                 "an open question can be settled");
                   }
                   const auto submitted = submit(scene.pc(), april, {"Somchai", "", "somchai"});
                   invariant(submitted.has_value(), "a month that is open can be submitted");
                   if (submitted->saved) {
                       scene.say_saved(submitted->saved->id);
                   }
               },
           .promise =
               [](Scene& scene) {
                   // One submission at most, and it saw the answer: no question is open where it stands.
                   const Report report = scene.pc().report(april);
                   const EntityState* submission = report.find({EntityKind::submission, {}, 0});
                   CHECK((submission == nullptr || agent::open_questions(report).empty()));
               },
           .crashes = Scene::pc_folder});
}

}  // namespace phirap::sweeps
