#include "server/daily_backup.h"

#include <algorithm>
#include <chrono>

#include "server/backup_schedule.h"
#include "server/scrub.h"
#include "shared/core/words.h"
#include "shared/host/idle_memory.h"
#include "shared/host/store_error.h"

namespace phirap::server {
namespace {

// Looked at so often; a clock that was set is noticed by then.
constexpr std::chrono::seconds look_every{30};
// After one that failed: a full or absent disk wants a person first.
constexpr std::int64_t again_after_ms = 60 * 60 * 1000;

std::string text(std::uint64_t number) {
    return std::to_string(number);
}

}  // namespace

DailyBackup::DailyBackup(Centre& centre, const Config& config, std::filesystem::path settings, const Log& log)
    : centre_(centre),
      plan_(config.backup),
      settings_(std::move(settings)),
      log_(log),
      last_looked_ms_(centre.clock().wall_ms()) {
    if (plan_.folder.empty()) {
        log_.warning({"back up",
                      "no daily backup is made",
                      {},
                      "name a folder on another disk: [backup] folder in server.toml"});
    }
    thread_ = std::thread([this] { work(); });
}

DailyBackup::~DailyBackup() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
        stopping_.notify_all();
    }
    if (thread_.joinable()) {
        thread_.join();
    }
}

void DailyBackup::work() {
    std::int64_t not_before_ms = 0;
    find_last();
    std::unique_lock lock(mutex_);
    while (!stop_) {
        lock.unlock();
        try {
            work_once(not_before_ms);
        } catch (const std::exception& error) {
            log_.error({"daily work", error.what(), {}, "it is tried again in an hour"});
            not_before_ms = centre_.clock().steady_ms() + again_after_ms;
        }
        lock.lock();
        stopping_.wait_for(lock, look_every, [this] { return stop_.load(); });
    }
}

void DailyBackup::work_once(std::int64_t& not_before_ms) {
    if (centre_.clock().steady_ms() < not_before_ms) {
        return;
    }
    if (is_due()) {
        if (!make()) {
            not_before_ms = centre_.clock().steady_ms() + again_after_ms;
        }
        give_memory_back();
    }
    if (backup_is_due(centre_.clock().wall_ms(), plan_.minute_of_day, last_looked_ms_)) {
        last_looked_ms_ = centre_.clock().wall_ms();
        look_for_rot();
        give_memory_back();
    }
}

void DailyBackup::look_for_rot() {
    try {
        (void)scrub(centre_, log_, [this](const Progress&) { return !stop_.load(); });
    } catch (const StoreError& error) {
        log_.error({"look for rot", error.what(), {}, "run phirap-server doctor and audit"});
    }
}

bool DailyBackup::is_due() const {
    return !plan_.folder.empty() &&
           backup_is_due(centre_.clock().wall_ms(), plan_.minute_of_day, last_made_ms_);
}

void DailyBackup::find_last() {
    if (plan_.folder.empty()) {
        return;
    }
    for (const KeptBackup& kept : backups_in(plan_.folder)) {
        if (kept.manifest.is_whole()) {
            last_made_ms_ = std::max(last_made_ms_.value_or(0), kept.manifest.made_ms);
        }
    }
}

bool DailyBackup::make() {
    const Arguments where = {{"folder", plan_.folder}};
    try {
        const Result<BackupMade> made =
            make_backup({centre_.folder(), settings_, plan_.folder, centre_.key(), centre_.clock(),
                         centre_.chance(), DataFolder::Missing::is_an_error},
                        [this](const Progress&) { return !stop_.load(); });
        if (!made) {
            if (!stop_) {
                log_.error({"back up", say(Language::english, made.error()), where,
                            "earlier backups are untouched; it is tried again in an hour"});
            }
            return false;
        }
        // A damaged store is copied once a day as well, and the copy takes the place of the one before.
        last_made_ms_ = made->manifest.made_ms;
        const BackupManifest& manifest = made->manifest;
        const Result<void> noted = note_backup(centre_, made->path);
        const std::size_t removed = prune_backups(plan_.folder, plan_.keep);
        if (!noted) {
            log_.error({"back up",
                        say(Language::english, noted.error()),
                        {{"backup", made->path.string()}, {"faults", text(manifest.faults)}},
                        "phirap-server verify says what is damaged and where; whole backups are kept"});
            return true;
        }
        log_.info({"back up",
                   "made and verified",
                   {{"backup", made->path.string()},
                    {"operations", text(manifest.operations)},
                    {"pictures", text(manifest.pictures())},
                    {"bytes", text(manifest.bytes())},
                    {"pictures_missing", text(manifest.pictures_missing)},
                    {"removed", text(removed)}}});
        return true;
    } catch (const StoreError& error) {
        log_.error({"back up", error.what(), where,
                    "nothing of the server is touched, and earlier backups are whole; make room on the disk "
                    "of the backups or look after it. It is tried again in an hour"});
        return false;
    }
}

}  // namespace phirap::server
