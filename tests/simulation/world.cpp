#include "tests/simulation/world.h"

#include <fmt/format.h>

#include "server/administration.h"
#include "server/schema.h"
#include "tests/simulation/stranger.h"

namespace phirap::simulation {
namespace {

SigningKey::Seed drawn_seed(Chance& chance) {
    SigningKey::Seed seed;
    chance.fill(seed);
    return seed;
}

}  // namespace

void Sum::add(const Sum& other) {
    for (std::size_t kind = 0; kind < trouble_count; ++kind) {
        troubles[kind] += other.troubles[kind];
    }
    saved += other.saved;
    confirmed += other.confirmed;
    destroyed += other.destroyed;
    forks += other.forks;
    pictures += other.pictures;
    pictures_arrived += other.pictures_arrived;
    pictures_pruned += other.pictures_pruned;
    passed_ms += other.passed_ms;
}

World::World(std::uint64_t seed, const Troubles& troubles, const Setting& setting)
    : chance_(seed),
      program_chance_(seed + 1'000'003),
      disk_chance_(seed + 2'000'003),
      picture_chance_(seed + 3'000'003),
      rot_chance_(seed + 4'000'003),
      troubles_(troubles),
      setting_(setting),
      disk_(fmt::format("simulated-{}", seed), disk_chance_),
      pictures_(picture_chance_),
      server_key_(drawn_seed(program_chance_)),
      impostor_key_(drawn_seed(program_chance_)),
      server_clock_(now_ms_) {
    if (setting_.pictures) {
        pictures_.restore("/server/", {});
        disk_.tell_power_cuts_to([this](std::string_view folder, bool losing_all) {
            pictures_.power_cut(std::string(folder), losing_all);
        });
    }
    server_database_ = std::make_unique<Database>("/server/server.db", DatabaseOptions{.vfs = disk_.name()});
    invariant(migrate(*server_database_, server::schema()).has_value(), "a new store takes the schema");
    server::ServerStore::init(*server_database_, "click-chumchon", server_clock_, program_chance_);
    server_database_.reset();
    start_server();
    const bool small_pages = setting.small_pages || chance_.coin();
    page_bytes_ = small_pages && !setting.wide_frames ? 1000 : limits::page_bytes_max;
    if (setting_.machines.empty()) {
        const std::size_t machines = 2 + chance_.below(3);
        for (std::size_t i = 0; i < machines; ++i) {
            add_machine(i == 0 || chance_.below(3) > 0 ? "4301" : chance_.coin() ? "4305" : "4302");
        }
    }
    for (const Office& office : setting_.machines) {
        add_machine(office);
    }
    stranger_ = std::make_unique<Stranger>(*this);
}

World::~World() {
    for (const auto& machine : machines_) {
        stop(*machine);
    }
    uploads_.reset();
    server_.reset();
    server_database_.reset();
}

void World::start_server() {
    uploads_.reset();
    server_.reset();
    server_database_.reset();
    server_database_ = std::make_unique<Database>("/server/server.db", DatabaseOptions{.vfs = disk_.name()});
    server_ =
        std::make_unique<server::ServerStore>(*server_database_, server_key_, server_clock_, program_chance_);
    if (setting_.pictures) {
        pictures_.come_back("/server/");
        uploads_ = std::make_unique<server::Uploads>(
            server::UploadGround{[this] { return server::Centre::Writing(uploads_mutex_, *server_); },
                                 pictures_.path("/server/"), server_key_, server_clock_},
            server::UploadLimits{}, log_);
    }
}

bool World::happens(Trouble trouble) {
    const bool does = static_cast<int>(chance_.below(1000)) < troubles_[trouble];
    sum_.troubles[static_cast<std::size_t>(trouble)] += does ? 1 : 0;
    return does;
}

void World::step() {
    pass(up_to(6 * hour_ms));
    deliver_delayed();
    Machine& machine = any_machine();
    change_clocks(machine);
    if (change_machines(machine)) {
        return;
    }
    let_bodies_rot(machine);
    administer(machine);
    if (setting_.pictures) {
        have_to_do_with_pictures(machine);
    }
    go_on_with_trouble_at_disk(machine);
}

void World::go_on(Machine& machine) {
    if (happens(Trouble::stranger)) {
        stranger_->play_foul();
    }
    if (happens(Trouble::poison)) {
        poison(machine);
    }
    if (happens(Trouble::stick)) {
        use_stick(machine);
        return;
    }
    constexpr std::size_t rendition_bytes_max = 30'000;
    if (setting_.pictures && picture_chance_.below(4) == 0) {
        (void)attach(machine, 2'000 + picture_chance_.below(rendition_bytes_max));
        return;
    }
    switch (chance_.below(6)) {
        case 0:
            open_form(machine, Month{2024, chance_.below(3) == 0 ? 5 : 4});
            return;
        case 1:
        case 2:
            record(machine);
            return;
        case 3:
            chance_.below(4) == 0 ? submit(machine) : record(machine);
            return;
        default:
            sync(machine);
    }
}

void World::make_peace() {
    peace_ = true;
    troubles_ = {};
    disk_.stop_failing();
    pictures_.stop_failing();
    if (lying_folder_) {
        disk_.stop_lying();
        pictures_.set_sync_lies(std::nullopt);
        lying_folder_.reset();
    }
    server_clock_.error_ms = 0;
    promised_.clear();  // an upload that was begun by a wrong clock may have expired by the right one
    for (const auto& machine : machines_) {
        machine->clock->error_ms = 0;
        machine->short_of_room = false;
        machine->no_line_until_ms = machine->portal_until_ms = 0;
        if (setting_.amnesty && server_->agent(machine->key->writer()) && chance_.coin()) {
            Transaction transaction(*server_database_);
            (void)server::revoke(*server_, machine->key->writer(), false, "admin");
            transaction.commit();
        }
    }
    give_new_codes();
    for (int hours = 0; hours < 48; ++hours) {
        pass(hour_ms);
        deliver_delayed();
        // What is quiet needs no further look until the last hours.
        const bool look = hours < 12 || hours >= 46;
        for (const auto& machine : machines_) {
            if (look || machine->store->outbox() > 0) {
                sync(*machine);
            }
        }
    }
    if (setting_.pictures) {
        // What the server said to hold, it is asked about a month later again.
        pass(31 * day_ms);
        for (int hours = 0; hours < 12; ++hours) {
            pass(hour_ms);
            for (const auto& machine : machines_) {
                sync(*machine);
            }
        }
    }
}

void World::broken(std::string what) {
    constexpr std::size_t told_max = 8;
    if (broken_.size() < told_max) {
        broken_.push_back(std::move(what));
    }
}

}  // namespace phirap::simulation
