#include "agent/opening.h"

#include <cstdlib>

#include "agent/completion.h"
#include "agent/schema.h"
#include "agent/set_aside.h"
#include "shared/core/invariant.h"
#include "shared/host/disk_room.h"
#include "shared/host/migrations.h"
#include "shared/host/store_error.h"

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

std::filesystem::path journal_of(const OpenAgent& agent) {
    return journal_file(database_file(agent.folder.path()));
}

// Whether the database, as it stands, is enrolled. Throws StoreError (corrupt) when it is not to be used.
Result<bool> open_database(OpenAgent& agent) {
    agent.database = std::make_unique<Database>(database_file(agent.folder.path()), options());
    if (auto current = migrate(*agent.database, schema()); !current) {
        return tl::unexpected(current.error());
    }
    if (const std::vector<std::string> faults = agent.database->quick_check(); !faults.empty()) {
        agent.database->throw_corrupt(faults.front());
    }
    return is_enrolled(*agent.database);
}

// What was enrolled in the folder, by its other file. Nothing is made here.
std::optional<Enrolment> journaled(const OpenAgent& agent) {
    if (!std::filesystem::exists(journal_of(agent))) {
        return std::nullopt;
    }
    std::optional<Enrolment> enrolment = journaled_enrolment(Journal(journal_of(agent), "", agent.key));
    return enrolment && enrolment->agent == agent.key.writer() ? enrolment : std::nullopt;
}

// Operations that wait in it for their ancestors are nowhere else: then it stays.
bool has_rotted(const AgentStore::SecondCopy& copy) {
    const bool unreadable = copy.journal.records == 0 && copy.journal.torn_bytes > 0;
    return (copy.journal.rotten_bytes > 0 || unreadable) && copy.waiting == 0;
}

Result<void> open_store(OpenAgent& agent, Clock& clock, Chance& chance) {
    Statement rows = agent.database->rows("SELECT agent FROM enrolment");
    const bool ours = rows.next() && rows.id<WriterId>(0) == agent.key.writer();
    while (rows.next()) {
    }
    if (!ours) {
        return fail(ErrorKind::damaged, "key_of_another_store",
                    {{"file", key_file(agent.folder.path()).string()}});
    }
    agent.store = std::make_unique<AgentStore>(*agent.database, agent.key, clock, chance);
    agent.store->log().check_ends();
    if (has_rotted(agent.store->second_copy())) {
        // The database has all that could be read of it.
        agent.store.reset();
        agent.journal_set_aside = set_aside(journal_of(agent), clock.wall_ms());
        agent.store = std::make_unique<AgentStore>(*agent.database, agent.key, clock, chance);
    }
    return {};
}

// From the journal, in a database that is new or was never enrolled.
Result<void> rebuild(OpenAgent& agent, std::filesystem::path set_aside, Clock& clock, Chance& chance) {
    const Journal journal(journal_of(agent), "", agent.key);
    invariant(AgentStore::enrol_again(*agent.database, journal, agent.key, chance),
              "a journal is looked at before anything is built from it");
    if (auto opened = open_store(agent, clock, chance); !opened) {
        return opened;
    }
    agent.rebuilt = {std::move(set_aside), agent.store->second_copy().to_database};
    return {};
}

// False: nobody was enrolled in this folder.
Result<bool> open_files(OpenAgent& agent, Clock& clock, Chance& chance) {
    try {
        const Result<bool> enrolled = open_database(agent);
        if (!enrolled) {
            return enrolled;
        }
        const bool lost = !*enrolled && journaled(agent);
        if (!*enrolled && !lost) {
            return false;
        }
        const Result<void> opened =
            lost ? rebuild(agent, {}, clock, chance) : open_store(agent, clock, chance);
        return opened ? Result<bool>(true) : tl::unexpected(opened.error());
    } catch (const StoreError& error) {
        if (error.trouble() != StoreTrouble::corrupt || !journaled(agent)) {
            throw;
        }
    }
    agent.store.reset();
    agent.database.reset();
    std::filesystem::path file = set_aside(database_file(agent.folder.path()), clock.wall_ms());
    if (const Result<bool> made = open_database(agent); !made) {
        return made;
    }
    const Result<void> rebuilt = rebuild(agent, std::move(file), clock, chance);
    return rebuilt ? Result<bool>(true) : tl::unexpected(rebuilt.error());
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

Result<std::unique_ptr<OpenAgent>> open_agent(const std::filesystem::path& folder, Clock& clock,
                                              Chance& chance) {
    Result<DataFolder> owned = DataFolder::open(folder, DataFolder::Missing::is_an_error);
    if (!owned && owned.error().key != "folder_not_found") {
        return tl::unexpected(owned.error());
    }
    // No store is made here: a mistyped --data must not look like an agent that lost everything.
    if (!owned || !holds_an_agent(folder)) {
        return fail(ErrorKind::not_found, "not_enrolled", {{"folder", folder.string()}});
    }
    keep_ballast(folder);
    const Result<LoadedKey> key = load_key(key_file(folder));
    if (!key) {
        return tl::unexpected(key.error());
    }
    auto agent = std::make_unique<OpenAgent>(*std::move(owned), key->pair);
    agent->key_was_open_to_others = key->was_open_to_others;
    const Result<bool> opened = open_files(*agent, clock, chance);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    if (!*opened) {
        return fail(ErrorKind::not_found, "not_enrolled", {{"folder", folder.string()}});
    }
    return agent;
}

Result<std::unique_ptr<OpenAgent>> enrol_agent(const std::filesystem::path& folder, const EnrolmentCode& code,
                                               const std::string& machine, Clock& clock, Chance& chance) {
    Result<DataFolder> owned = DataFolder::open(folder, DataFolder::Missing::make_it);
    return owned ? enrol_agent(*std::move(owned), code, machine, clock, chance)
                 : tl::unexpected(owned.error());
}

Result<std::unique_ptr<OpenAgent>> enrol_agent(DataFolder owned, const EnrolmentCode& code,
                                               const std::string& machine, Clock& clock, Chance& chance) {
    const std::filesystem::path folder = owned.path();
    keep_ballast(folder);
    bool was_open = false;
    const Result<KeyPair> pair = load_or_make_key(key_file(folder), chance, was_open);
    if (!pair) {
        return tl::unexpected(pair.error());
    }
    auto agent = std::make_unique<OpenAgent>(std::move(owned), *pair);
    agent->key_was_open_to_others = was_open;
    const Result<bool> already = open_files(*agent, clock, chance);
    if (!already) {
        return tl::unexpected(already.error());
    }
    if (!*already) {
        AgentStore::enrol(*agent->database, code, agent->key, machine, chance);
        if (auto opened = open_store(*agent, clock, chance); !opened) {
            return tl::unexpected(opened.error());
        }
    } else if (auto renewed = agent->store->renew(code); !renewed) {
        return tl::unexpected(renewed.error());
    }
    return agent;
}

bool holds_an_agent(const std::filesystem::path& folder) {
    return std::filesystem::exists(database_file(folder)) ||
           std::filesystem::exists(journal_file(database_file(folder)));
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
