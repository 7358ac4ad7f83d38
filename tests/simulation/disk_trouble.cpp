// Disks that fail while a machine works: the power goes, a sync fails or lies, no room is left.
#include <sqlite3.h>

#include <utility>

#include "shared/host/store_error.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {
namespace {

constexpr std::string_view server_folder = "/server/";

}  // namespace

// A disk that lies loses everything since it began to, when the power goes.
void World::lie_about_syncs(const std::string& folder) {
    if (!lying_folder_) {
        heal_rot();
        lying_folder_ = folder;
        disk_.set_sync_lies(folder);
        pictures_.set_sync_lies(folder);
        return;
    }
    destroying([&] {
        const std::string liar = *std::exchange(lying_folder_, std::nullopt);
        disk_.power_cut_losing_all(liar);
        disk_.stop_lying();
        pictures_.set_sync_lies(std::nullopt);
        if (liar == server_folder) {
            server_went_back_ = true;
            promised_.clear();
            start_server();
        }
        for (const auto& machine : machines_) {
            if (machine->folder == liar) {
                start(*machine);
            }
        }
    });
}

void World::go_on_with_trouble_at_disk(Machine& machine) {
    const bool at_server = chance_.below(3) == 0;
    const std::string folder = at_server ? std::string(server_folder) : machine.folder;
    if (happens(Trouble::lying_sync)) {
        lie_about_syncs(folder);
    }
    const bool lies = lying_folder_ == folder;
    const bool cut = happens(Trouble::power_cut) && !lies;
    const auto nth = [&](std::uint64_t most) { return 1 + static_cast<std::int64_t>(chance_.below(most)); };
    disk_.confine_faults(folder);
    if (cut) {
        if (setting_.pictures && picture_chance_.coin()) {
            pictures_.power_cut_at(1 + static_cast<std::int64_t>(picture_chance_.below(25)), folder,
                                   [this, folder] { disk_.power_cut(folder); });
        } else {
            disk_.power_cut_at(nth(40), folder);
        }
        power_goes_at_server_ = at_server;
    } else if (happens(Trouble::failed_sync) && !lies) {
        disk_.set_failed_sync_drops(true);
        disk_.fail(DiskOperation::sync, nth(4), SQLITE_IOERR_FSYNC);
        if (setting_.pictures && picture_chance_.coin()) {
            pictures_.fail_sync(1 + static_cast<std::int64_t>(picture_chance_.below(6)), folder);
        }
    } else if (happens(Trouble::full_disk)) {
        disk_.set_disk_bytes(disk_.used_bytes(folder) + chance_.below(20'000));
        pictures_.set_full(folder);
    } else if (happens(Trouble::read_only_disk)) {
        disk_.set_read_only(true);
        pictures_.set_read_only(folder);
    }
    bool failed = false;
    try {
        go_on(machine);
    } catch (const StoreError&) {
        // What had been said to be saved must be there whatever this was.
        failed = true;
    }
    disk_.stop_failing();
    pictures_.stop_failing();
    if (cut && at_server) {
        cut_server_power();
    } else if (cut) {
        cut_power(machine);
    } else if (failed && chance_.coin()) {
        start(machine);
    }
    if (!machine.store) {
        start(machine);  // the trouble came while it was starting
    }
    power_goes_at_server_ = false;
}

}  // namespace phirap::simulation
