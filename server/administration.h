// What an admin says about offices: names, targets, rosters, relevant services, the pack.
//
// Each word is an operation in the office's own feed, so its machines know it as the centre does. Only what
// differs from what stands is said: a file brought twice says nothing the second time.
#pragma once

#include <string>
#include <vector>

#include "server/server_store.h"
#include "shared/core/mission_pack.h"
#include "shared/core/result.h"

namespace phirap::server {

// Fields of one entity, as they are to stand.
struct Word {
    Entity entity;
    std::vector<Field> fields;
};

// Says in one operation of `scope` what of `words` does not stand yet, having seen all that stands; two
// admins' different answers are settled by it. False when all stood already. In the caller's transaction.
[[nodiscard]] Result<bool> say_words(ServerStore& store, const Office& office, const Scope& scope,
                                     const std::vector<Word>& words, const std::string& author);

// The pack that the mission goes by: the highest version that was published, else the one built in.
// `office_scope`: of any office that has one; published packs go to every office alike.
[[nodiscard]] MissionPack standing_pack(const ServerStore& store);
// Its JSON text.
[[nodiscard]] std::string standing_pack_json(const ServerStore& store);
// Sends a pack to every office of it and every office that has a feed. How many had it not. In the caller's
// transaction. Errors: pack_other_mission {mission} {expected}, pack_not_newer {version} {standing}.
[[nodiscard]] Result<std::size_t> publish_pack(ServerStore& store, const MissionPack& pack,
                                               const std::string& json, const std::string& author);

// An office of the data file's `offices`.
struct OfficeEntry {
    Office office;
    std::optional<std::string> name;
    std::optional<std::int64_t> target;
    std::optional<std::int64_t> officials;
    std::optional<std::int64_t> officials_downloaded;  // of the province's own; districts report theirs
    std::optional<std::vector<std::string>> services;
};
// The words for one office; figures hold from `first_month` on.
[[nodiscard]] std::vector<Word> words_of(const OfficeEntry& entry, Month first_month);

// Readmits or revokes an agent (sync-rules 17). What is revoked names all tips of it that are held; what
// comes after them is kept and quarantined. False when it stood so already. Error: agent_unknown {id}.
[[nodiscard]] Result<bool> revoke(ServerStore& store, const WriterId& agent, bool revoked,
                                  const std::string& author);

// Holds one operation back, or releases it (sync-rules 11).
[[nodiscard]] Result<bool> hold(ServerStore& store, const Office& office, const EntityId& operation,
                                bool held, const std::string& reason, const std::string& author);

}  // namespace phirap::server
