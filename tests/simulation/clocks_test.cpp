// Promise 8: clocks only rank. The same events, once with clocks that are right and once with clocks that
// jump by up to 15 years: the same saves exist, stand, conflict and hide.
#include <doctest/doctest.h>

#include <map>

#include "tests/simulation/told.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {
namespace {

// Saves by their serials; ids have the time in them.
using Serials = std::set<std::string>;
struct Outcome {
    std::map<Office, Serials> saves;
    std::map<std::string, Serials> standing;  // by office, scope, entity and field
    std::map<std::string, Serials> deletes;
    std::map<std::string, Serials> hidden;  // by office and scope

    bool operator==(const Outcome&) const = default;
};

std::string place_of(const std::string& where, const Entity& entity) {
    return where + "/" + std::to_string(static_cast<int>(entity.kind)) + "/" + entity.id.hex() + "/" +
           std::to_string(entity.child);
}

void read_scope(const ToldOffice& told, const std::map<OperationId, std::string>& serial,
                const std::string& office, const std::string& scope, Outcome& outcome) {
    const testing::Verdicts verdicts = told.verdicts(scope);
    const std::string where = office + "/" + scope;
    for (const auto& [field, answers] : verdicts.standing) {
        for (const auto& [id, value] : answers) {
            if (field.first.kind < EntityKind::authority_begin) {
                outcome.standing[place_of(where, field.first) + "/" + field.second].insert(serial.at(id));
            }
        }
    }
    for (const auto& [entity, ids] : verdicts.deletes) {
        for (const OperationId& id : ids) {
            outcome.deletes[place_of(where, entity)].insert(serial.at(id));
        }
    }
    for (const Entity& entity : verdicts.hidden) {
        outcome.hidden[where].insert(place_of(where, entity));
    }
}

// What bytes decide is left out: a time's length changes where a frame is cut and which bit is flipped.
Outcome outcome_of(std::uint64_t seed, bool right_clocks) {
    Troubles troubles;
    for (const Trouble trouble : {Trouble::drop, Trouble::duplicate, Trouble::delay, Trouble::reorder,
                                  Trouble::partition, Trouble::portal, Trouble::stick}) {
        troubles[trouble] = seed % 2 == 0 ? 60 : 0;
    }
    for (const Trouble trouble : {Trouble::clone, Trouble::restore, Trouble::lost_pc, Trouble::restore_server,
                                  Trouble::copy_server_back}) {
        troubles[trouble] = seed % 3 == 0 ? 20 : 0;
    }
    troubles[Trouble::clock_jump] = 200;
    Setting setting;
    setting.right_clocks = right_clocks;
    setting.wide_frames = true;
    World world(seed, troubles, setting);
    for (int step = 0; step < 100; ++step) {
        world.step();
    }
    world.make_peace();
    Outcome outcome;
    for (const Office& office : world.server().offices()) {
        const ToldOffice told(world.server().database(), office, world.server().id());
        std::map<OperationId, std::string> serial;
        for (const ToldOperation& one : told.operations()) {
            serial[one.id] = one.body->author;
            outcome.saves[office].insert(one.body->author);
        }
        for (const std::string& scope : told.scopes()) {
            read_scope(told, serial, office, scope, outcome);
        }
    }
    return outcome;
}

TEST_CASE("simulation: clocks only rank; the same saves exist, stand and hide whatever they say") {
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        const Outcome right = outcome_of(seed, true);
        const Outcome wrong = outcome_of(seed, false);
        CAPTURE(seed);
        CHECK(right.saves == wrong.saves);
        CHECK(right.standing == wrong.standing);
        CHECK(right.deletes == wrong.deletes);
        CHECK(right.hidden == wrong.hidden);
    }
}

}  // namespace
}  // namespace phirap::simulation
