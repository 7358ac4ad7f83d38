// A PC of this world: a folder of the disk, a clock, the program while it runs, and who sits before it.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "agent/month_file.h"
#include "agent/sync_round.h"
#include "agent/uploading.h"
#include "tests/simulation/picture_disk.h"
#include "tests/support/memory_vfs.h"

namespace phirap::simulation {

class SimulatedClock : public Clock {
  public:
    explicit SimulatedClock(const std::int64_t& now_ms) : now_ms_(now_ms) {}
    std::int64_t wall_ms() override { return now_ms_ + error_ms; }
    std::int64_t steady_ms() override { return now_ms_; }
    std::int64_t error_ms = 0;

  private:
    const std::int64_t& now_ms_;
};

// What an officer has on the screen. `ids`: every operation that it was folded from.
struct Form {
    Month month;
    Screen screen;
    std::shared_ptr<const std::set<OperationId>> ids = std::make_shared<std::set<OperationId>>();
};

struct Machine {
    std::string folder;
    Office office;
    std::unique_ptr<SigningKey> key;
    std::unique_ptr<SimulatedClock> clock;
    std::unique_ptr<Database> database;
    std::unique_ptr<agent::AgentStore> store;
    std::unique_ptr<agent::UploadLine> upload_line;
    std::unique_ptr<agent::Uploading> uploading;
    bool short_of_room = false;
    std::optional<MemoryVfs::Files> older_copy;
    PictureDisk::Files older_pictures;
    Form form;
    std::set<OperationId> wrote;      // on its own run, by itself as it now is
    std::set<std::string> tried;      // serials of its saves since it started, those that failed with it
    std::int64_t latest_time_ms = 0;  // no operation of ours can honestly be later (sync-rules 13)
    std::int64_t no_line_until_ms = 0;
    std::int64_t portal_until_ms = 0;
};

}  // namespace phirap::simulation
