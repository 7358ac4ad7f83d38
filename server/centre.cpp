#include "server/centre.h"

#include "server/restore.h"
#include "server/schema.h"
#include "shared/host/disk_room.h"
#include "shared/host/keys.h"

namespace phirap::server {

Snapshot::Snapshot(const std::filesystem::path& store, const SigningKey& key, Clock& clock, Chance& chance)
    : database_(store, {.read_only = true}) {
    database_.script("BEGIN");
    store_ = std::make_unique<ServerStore>(database_, key, clock, chance);
}

bool is_initialised(Database& database) {
    const auto tables =
        database.integer("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'identity'");
    return tables == 1 && database.integer("SELECT count(*) FROM identity") == 1;
}

Centre::Centre(std::filesystem::path folder, const SigningKey& key, Clock& clock, Chance& chance)
    : folder_(std::move(folder)),
      key_(key),
      clock_(&clock),
      chance_(&chance),
      database_(folder_ / Files::store) {}

Result<std::unique_ptr<Centre>> Centre::open(const std::filesystem::path& folder, Clock& clock,
                                             Chance& chance) {
    const auto none = [&] {
        return fail(ErrorKind::not_found, "not_a_server", {{"folder", folder.string()}});
    };
    if (is_half_restored(folder)) {
        return fail(ErrorKind::damaged, "restore_unfinished", {{"folder", folder.string()}});
    }
    if (!std::filesystem::exists(folder / Files::store)) {
        return none();
    }
    if (!std::filesystem::exists(folder / Files::key)) {
        return fail(ErrorKind::damaged, "key_lost", {{"file", (folder / Files::key).string()}});
    }
    const Result<LoadedKey> key = load_key(folder / Files::key);
    if (!key) {
        return tl::unexpected(key.error());
    }
    keep_ballast(folder);
    std::unique_ptr<Centre> centre(new Centre(folder, SigningKey(key->pair.seed), clock, chance));
    if (const Result<void> migrated = migrate(centre->database_, schema()); !migrated) {
        return tl::unexpected(migrated.error());
    }
    if (!is_initialised(centre->database_)) {
        return none();
    }
    centre->store_ = std::make_unique<ServerStore>(centre->database_, centre->key_, clock, chance);
    centre->mission_ = centre->store_->mission();
    return centre;
}

Snapshot Centre::snapshot() const {
    return {folder_ / Files::store, key_, *clock_, *chance_};
}

}  // namespace phirap::server
