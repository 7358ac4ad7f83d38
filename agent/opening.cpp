#include "agent/opening.h"

#include <cstdlib>

#include "agent/schema.h"
#include "shared/host/disk_room.h"
#include "shared/host/migrations.h"

namespace phirap::agent {
namespace {

// The agent writes through one connection and nobody else reads its file while it lives.
DatabaseOptions options() {
    DatabaseOptions options;
    options.exclusive = true;
    options.cache_kib = 512;
    return options;
}

bool is_enrolled(Database& database) {
    return database.integer("SELECT count(*) FROM enrolment").value_or(0) > 0;
}

Result<void> open_store(OpenAgent& agent, Clock& clock, Chance& chance) {
    if (!is_enrolled(agent.database)) {
        return fail(ErrorKind::not_found, "not_enrolled", {{"folder", agent.folder.path().string()}});
    }
    Statement rows = agent.database.rows("SELECT agent FROM enrolment");
    const bool ours = rows.next() && rows.id<WriterId>(0) == agent.key.writer();
    while (rows.next()) {
    }
    if (!ours) {
        return fail(ErrorKind::damaged, "key_of_another_store",
                    {{"file", key_file(agent.folder.path()).string()}});
    }
    agent.store = std::make_unique<AgentStore>(agent.database, agent.key, clock, chance);
    return {};
}

Result<KeyPair> load_or_make_key(const std::filesystem::path& file, Chance& chance, bool& was_open) {
    if (!std::filesystem::exists(file)) {
        return make_key(file, chance);
    }
    const Result<LoadedKey> loaded = load_key(file);
    if (!loaded) {
        return tl::unexpected(loaded.error());
    }
    was_open = loaded->was_open_to_others;
    return loaded->pair;
}

}  // namespace

OpenAgent::OpenAgent(DataFolder owned, const KeyPair& pair)
    : folder(std::move(owned)), key(pair.seed), database(database_file(folder.path()), options()) {}

Result<std::unique_ptr<OpenAgent>> open_agent(const std::filesystem::path& folder, Clock& clock,
                                              Chance& chance) {
    Result<DataFolder> owned = DataFolder::open(folder, DataFolder::Missing::is_an_error);
    if (!owned && owned.error().key != "folder_not_found") {
        return tl::unexpected(owned.error());
    }
    // No store is made here: a mistyped --data must not look like an agent that lost everything.
    if (!owned || !std::filesystem::exists(database_file(folder))) {
        return fail(ErrorKind::not_found, "not_enrolled", {{"folder", folder.string()}});
    }
    keep_ballast(folder);
    const Result<LoadedKey> key = load_key(key_file(folder));
    if (!key) {
        return tl::unexpected(key.error());
    }
    auto agent = std::make_unique<OpenAgent>(*std::move(owned), key->pair);
    agent->key_was_open_to_others = key->was_open_to_others;
    if (auto current = migrate(agent->database, schema()); !current) {
        return tl::unexpected(current.error());
    }
    if (auto opened = open_store(*agent, clock, chance); !opened) {
        return tl::unexpected(opened.error());
    }
    return agent;
}

Result<std::unique_ptr<OpenAgent>> enrol_agent(const std::filesystem::path& folder, const EnrolmentCode& code,
                                               const std::string& machine, Clock& clock, Chance& chance) {
    Result<DataFolder> owned = DataFolder::open(folder, DataFolder::Missing::make_it);
    if (!owned) {
        return tl::unexpected(owned.error());
    }
    keep_ballast(folder);
    bool was_open = false;
    const Result<KeyPair> pair = load_or_make_key(key_file(folder), chance, was_open);
    if (!pair) {
        return tl::unexpected(pair.error());
    }
    auto agent = std::make_unique<OpenAgent>(*std::move(owned), *pair);
    agent->key_was_open_to_others = was_open;
    if (auto current = migrate(agent->database, schema()); !current) {
        return tl::unexpected(current.error());
    }
    const bool already = is_enrolled(agent->database);
    if (!already) {
        AgentStore::enrol(agent->database, code, agent->key, machine, chance);
    }
    if (auto opened = open_store(*agent, clock, chance); !opened) {
        return tl::unexpected(opened.error());
    }
    if (already) {
        if (auto renewed = agent->store->renew(code); !renewed) {
            return tl::unexpected(renewed.error());
        }
    }
    return agent;
}

std::filesystem::path default_folder() {
    const char* data_home = std::getenv("XDG_DATA_HOME");
    if (data_home != nullptr && data_home[0] == '/') {
        return std::filesystem::path(data_home) / "phirap-agent";
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home == nullptr ? "." : home) / ".local" / "share" / "phirap-agent";
}

}  // namespace phirap::agent
