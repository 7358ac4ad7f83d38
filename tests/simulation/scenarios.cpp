#include "tests/simulation/scenarios.h"

#include <algorithm>
#include <array>

#include "server/administration.h"
#include "shared/core/law.h"
#include "tests/simulation/picture_scenarios.h"
#include "tests/simulation/stranger.h"

namespace phirap::simulation {
namespace {

constexpr Month april{2024, 4};
const Entity one_row{EntityKind::row, uuid_v7(1, {}), 0};

std::vector<Change> downloads(std::int64_t figure, const Entity& row = one_row) {
    return {{ChangeKind::set, row, {{"downloads", figure}}}};
}

void save_on_new_form(World& world, Machine& machine, std::int64_t figure) {
    world.open_form(machine, april);
    world.expect(world.save(machine, downloads(figure)), "a form just opened can be saved");
}

// Both have joined and know the row.
void begin(World& world) {
    save_on_new_form(world, world.machine(0), 1);
    for (std::size_t machine : {0U, 1U, 0U}) {
        world.sync(world.machine(machine));
    }
}

void answers_given_blind(World& world) {
    begin(world);
    Machine& first = world.machine(0);
    Machine& second = world.machine(1);
    world.open_form(first, april);
    save_on_new_form(world, second, 5);
    world.sync(second);
    world.sync(first);
    (void)world.save(first, downloads(7));
    world.expect(conflicts(first.store->report(april)).size() == 1,
                 "two answers given blind are no conflict");
}

void delete_beside_an_edit(World& world) {
    begin(world);
    Machine& first = world.machine(0);
    Machine& second = world.machine(1);
    world.open_form(second, april);
    save_on_new_form(world, first, 9);
    world.sync(first);
    world.sync(second);
    (void)world.save(second, {{ChangeKind::remove, one_row, {}}});
    world.expect(!second.store->report(april).find(one_row)->hidden,
                 "a delete hides an edit that it had not seen");
}

void a_row_with_its_channel(World& world) {
    Machine& machine = world.machine(0);
    world.open_form(machine, april);
    (void)world.save(machine,
                     {downloads(3).front(),
                      {ChangeKind::set, {EntityKind::channel, one_row.id, 0}, {{"link", std::int64_t{1}}}}});
    world.expect(machine.store->report(april).entities.size() == 2, "half of an operation counts");
}

void disk_cloned(World& world) {
    begin(world);
    Machine& twin = world.clone(world.machine(0));
    for (int round = 0; round < 3; ++round) {
        save_on_new_form(world, world.machine(0), 10 + round);
        save_on_new_form(world, twin, 20 + round);
        world.sync(twin);
        world.sync(world.machine(0));
    }
}

void pc_put_back(World& world) {
    begin(world);
    Machine& machine = world.machine(0);
    world.keep_copy(machine);
    save_on_new_form(world, machine, 2);
    world.sync(machine);
    world.put_back_copy(machine);
    world.sync(machine);
    save_on_new_form(world, machine, 3);
}

// What it wrote since is nowhere but at the server and on the other PC; then the server loses it too.
void pc_lost_and_server_put_back(World& world) {
    begin(world);
    world.keep_server_copy();
    save_on_new_form(world, world.machine(0), 2);
    world.sync(world.machine(0));
    world.sync(world.machine(1));
    world.lose(world.machine(0));
    world.put_back_server(World::Epochs::renewed);
}

void server_copied_back(World& world) {
    begin(world);
    world.keep_server_copy();
    save_on_new_form(world, world.machine(0), 2);
    world.sync(world.machine(0));
    world.put_back_server(World::Epochs::kept);
    save_on_new_form(world, world.machine(1), 3);
    world.sync(world.machine(1));
}

// It had not come so far in the feed: only its own tip, offered again, finds what is missing.
void server_forgets_what_it_just_took(World& world) {
    begin(world);
    for (int figure = 2; figure < 14; ++figure) {
        save_on_new_form(world, world.machine(1), figure);
        world.sync(world.machine(1));
    }
    Machine& machine = world.machine(0);
    save_on_new_form(world, machine, 20);
    world.keep_server_copy();
    world.sync(machine, 1);
    world.put_back_server(World::Epochs::kept);
}

void poison_on_the_way(World& world) {
    begin(world);
    for (int figure = 2; figure < 30; ++figure) {
        world.poison(world.machine(0));
        save_on_new_form(world, world.machine(0), figure);
    }
}

void servers_disk_is_full(World& world) {
    begin(world);
    save_on_new_form(world, world.machine(0), 2);
    world.disk().confine_faults("/server/");
    world.disk().set_disk_bytes(world.disk().used_bytes("/server/"));
    world.sync(world.machine(0));
    world.disk().stop_failing();
}

void clock_far_ahead(World& world) {
    begin(world);
    world.machine(0).clock->error_ms = 10 * 365 * day_ms;
    save_on_new_form(world, world.machine(0), 2);
    world.sync(world.machine(0));
    world.sync(world.machine(1));
    save_on_new_form(world, world.machine(1), 3);
}

void servers_clock_goes_back(World& world) {
    begin(world);
    world.pass(day_ms);
    save_on_new_form(world, world.machine(0), 2);
    world.sync(world.machine(0));
    world.sync(world.machine(1));
    world.pass(-2 * day_ms);
    save_on_new_form(world, world.machine(0), 3);
    world.sync(world.machine(0));
    world.pass(4 * day_ms);
    world.sync(world.machine(1));
}

void power_goes_after_saving(World& world) {
    begin(world);
    for (int figure = 2; figure < 30; ++figure) {
        save_on_new_form(world, world.machine(0), figure);
        world.cut_power(world.machine(0));
    }
}

void revoke(World& world, const Machine& machine) {
    Transaction transaction(world.server().database());
    (void)server::revoke(world.server(), machine.key->writer(), true, "admin");
    transaction.commit();
}

void revoked_after_server_was_put_back(World& world) {
    begin(world);
    Machine& machine = world.machine(0);
    world.keep_server_copy();
    for (int figure = 2; figure < 5; ++figure) {
        save_on_new_form(world, machine, figure);
    }
    world.sync(machine);
    world.put_back_server(World::Epochs::kept);
    revoke(world, machine);
    save_on_new_form(world, machine, 9);
}

// What the other PC wrote before it was lost is on the revoked one alone, which thinks it confirmed.
void revoked_holds_anothers_work(World& world) {
    begin(world);
    world.keep_server_copy();
    save_on_new_form(world, world.machine(0), 2);
    world.sync(world.machine(0));
    world.sync(world.machine(1));
    world.lose(world.machine(0));
    world.put_back_server(World::Epochs::kept);
    revoke(world, world.machine(1));
}

void revoked_without_a_cursor(World& world) {
    begin(world);
    Machine& machine = world.machine(0);
    world.keep_server_copy();
    world.put_back_server(World::Epochs::renewed);
    world.sync(machine, 1);
    revoke(world, machine);
    save_on_new_form(world, machine, 2);
}

void admission_held_back(World& world) {
    begin(world);
    const Office office = world.machine(0).office;
    for (const Operation& operation : world.server().log(office).operations("")) {
        Transaction transaction(world.server().database());
        (void)server::hold(world.server(), office, entity_of(operation.id), true, "by mistake", "admin");
        transaction.commit();
    }
    save_on_new_form(world, world.machine(0), 2);
    world.sync(world.machine(0));
}

void another_takes_our_runs_name(World& world) {
    begin(world);
    world.stranger().take_lineage_in(world.machine(0).office);
    world.sync(world.machine(0));
    world.sync(world.machine(1));
    world.expect(world.sum().forks == 0, "a run of another writer is taken for a clone");
}

void body_rots_at_the_server(World& world) {
    begin(world);
    for (int figure = 2; figure < 6; ++figure) {
        save_on_new_form(world, world.machine(0), figure);
    }
    world.sync(world.machine(0));
    world.sync(world.machine(0));
    for (int times = 0; times < 3; ++times) {
        world.rot_body_at_server(world.machine(0).office);
        world.sync(world.machine(0));
        world.sync(world.machine(1));
    }
}

void body_rots_on_a_pc(World& world) {
    begin(world);
    for (int figure = 2; figure < 6; ++figure) {
        save_on_new_form(world, world.machine(figure % 2 == 0 ? 0 : 1), figure);
        world.sync(world.machine(0));
        world.sync(world.machine(1));
        world.rot_body(world.machine(0));
    }
}

Setting with_pictures() {
    Setting setting;
    setting.machines = {"4301", "4301"};
    setting.pictures = true;
    return setting;
}

const std::array<Scenario, 23> all = {{
    {"answers given blind", answers_given_blind},
    {"a delete beside an edit", delete_beside_an_edit},
    {"a row with its channel", a_row_with_its_channel},
    {"a disk cloned", disk_cloned},
    {"a PC put back", pc_put_back},
    {"a PC lost and the server put back", pc_lost_and_server_put_back},
    {"the server copied back", server_copied_back},
    {"the server forgets what it just took", server_forgets_what_it_just_took, {{"4301", "4301"}, true}},
    {"poison on the way", poison_on_the_way},
    {"the server's disk is full", servers_disk_is_full},
    {"a clock far ahead", clock_far_ahead},
    {"the server's clock goes back", servers_clock_goes_back},
    {"the power goes after saving", power_goes_after_saving},
    {"revoked after the server was put back",
     revoked_after_server_was_put_back,
     {{"4301", "4301"}, false, false}},
    {"revoked, holding another's work", revoked_holds_anothers_work, {{"4301", "4301"}, false, false}},
    {"revoked without a cursor", revoked_without_a_cursor, {{"4301", "4301"}, false, false}},
    {"an admission held back", admission_held_back},
    {"another writer takes our run's name", another_takes_our_runs_name},
    {"the same with small pages", disk_cloned, {{"4301", "4301"}, true}},
    {"the power goes while a picture comes", power_goes_while_a_picture_comes, with_pictures()},
    {"short of room before the backup", short_of_room_before_the_backup, with_pictures()},
    {"a body rots at the server", body_rots_at_the_server},
    {"a body rots on a PC", body_rots_on_a_pc},
}};

}  // namespace

std::span<const Scenario> scenarios() {
    return all;
}

std::string broken_after(const Scenario& scenario) {
    World world(1, {}, scenario.setting);
    scenario.play(world);
    world.make_peace();
    std::string story;
    for (const std::string& broken : world.broken_promises()) {
        story += "\n  " + broken;
    }
    return story;
}

}  // namespace phirap::simulation
