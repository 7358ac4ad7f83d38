// An agent's data folder, opened: the lock, the key and the store, held together.
//
//     lock          owned by one process (shared/host/data_folder.h)
//     agent.key     the key that seals what this PC writes
//     agent.db      everything else, but for pictures
//     agent.journal what only this PC may hold of that, a second time (agent/journal.h)
//     originals/    pictures as they were attached, each under its SHA-256 (shared/host/blob_store.h)
//     renditions/   what is sent of them, likewise
//     prepared/     which renditions are whose: can be made again
//     config.toml   if its keeper put one there
//     desk.key      makes the cookies of the desk (agent/desk/door_key.h); desk.pin: its PIN, if one was set
//     demo/         a demo office, another folder like this one, while somebody tries it (agent/desk/demo.h)
//     ballast       room that is given up when the disk is full (shared/host/disk_room.h)
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "agent/agent_store.h"
#include "shared/host/data_folder.h"
#include "shared/host/keys.h"

namespace phirap::agent {

[[nodiscard]] inline std::filesystem::path database_file(const std::filesystem::path& folder) {
    return folder / "agent.db";
}
[[nodiscard]] inline std::filesystem::path key_file(const std::filesystem::path& folder) {
    return folder / "agent.key";
}

// What is sent of pictures.
[[nodiscard]] inline std::filesystem::path renditions_folder(const std::filesystem::path& folder) {
    return folder / "renditions";
}

// The database could not be used any more, and was made anew from the journal when the folder was opened.
struct Rebuilt {
    std::filesystem::path set_aside;  // what it is called now; empty when it was lost
    std::uint64_t operations = 0;
};

struct OpenAgent {
    DataFolder folder;
    SigningKey key;
    std::unique_ptr<Database> database;
    std::unique_ptr<AgentStore> store;
    std::optional<Rebuilt> rebuilt;
    std::filesystem::path journal_set_aside;  // damaged, and made anew from the database; else empty
    bool key_was_open_to_others = false;

    OpenAgent(DataFolder owned, const KeyPair& pair) : folder(std::move(owned)), key(pair.seed) {}
};

// A database that is damaged (SQLite says so, or the ends of its runs disagree) or lost is made anew from the
// journal: what was there is set aside (agent/set_aside.h) and never deleted; the rest comes from the server,
// to which everything is offered again. Without a journal of ours nothing is touched: StoreError, corrupt. A
// journal that is damaged elsewhere than at its end is likewise set aside and made anew.
//
// Errors: those of DataFolder::open, load_key and migrate; not_enrolled {folder}, key_of_another_store
// {file}. Throws StoreError.
[[nodiscard]] Result<std::unique_ptr<OpenAgent>> open_agent(const std::filesystem::path& folder, Clock& clock,
                                                            Chance& chance);

// Makes folder, key and store for a code, or goes on where an earlier try was cut off. In a folder that is
// enrolled already the code is taken as a new one for the same server and office (AgentStore::renew).
[[nodiscard]] Result<std::unique_ptr<OpenAgent>> enrol_agent(const std::filesystem::path& folder,
                                                             const EnrolmentCode& code,
                                                             const std::string& machine, Clock& clock,
                                                             Chance& chance);

// The same in a folder that this process holds already.
[[nodiscard]] Result<std::unique_ptr<OpenAgent>> enrol_agent(DataFolder owned, const EnrolmentCode& code,
                                                             const std::string& machine, Clock& clock,
                                                             Chance& chance);

// Whether an agent was enrolled there, by the look of its files.
[[nodiscard]] bool holds_an_agent(const std::filesystem::path& folder);

// $XDG_DATA_HOME/phirap-agent, or ~/.local/share/phirap-agent (XDG Base Directory, 0.8).
[[nodiscard]] std::filesystem::path default_folder();

}  // namespace phirap::agent
