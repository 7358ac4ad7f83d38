// The service's daily backup and its look for rot (server/scrub.h), on a thread of their own: they read
// beside the door, and the backup writes to its own folder.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/backup.h"
#include "server/config.h"
#include "shared/host/log.h"

namespace phirap::server {

class DailyBackup {
  public:
    // `settings`: the file that the server goes by. All must outlive this. Without a folder in the
    // configuration it says so in the log, and only looks for rot, at the same time of the day.
    DailyBackup(Centre& centre, const Config& config, std::filesystem::path settings, const Log& log);
    // One under way is left off; what it had written is swept by the next.
    ~DailyBackup();
    DailyBackup(const DailyBackup&) = delete;
    DailyBackup& operator=(const DailyBackup&) = delete;

  private:
    void work();
    void work_once(std::int64_t& not_before_ms);
    void look_for_rot();
    [[nodiscard]] bool is_due() const;
    void find_last();
    [[nodiscard]] bool make();  // false: it failed, try again later

    Centre& centre_;
    const BackupPlan plan_;
    std::filesystem::path settings_;
    const Log& log_;
    // In the folder of the daily ones: what somebody made elsewhere by hand stands in for none of them.
    std::optional<std::int64_t> last_made_ms_;
    // A server that starts has other things to do: it looks when the time of the day comes.
    std::int64_t last_looked_ms_;
    std::atomic<bool> stop_ = false;
    std::mutex mutex_;
    std::condition_variable stopping_;
    std::thread thread_;
};

}  // namespace phirap::server
