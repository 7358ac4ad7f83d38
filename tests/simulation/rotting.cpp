// Bits that flip in stored bodies. What has rotted everywhere is destroyed, and that is not what is tried
// here: a bit flips where another disk still holds the operation whole, and is healed before that disk goes.
#include <algorithm>

#include "server/rot.h"
#include "shared/core/invariant.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {
namespace {

// Whether the database holds the operation with a body that nothing has happened to.
bool holds_whole(Database& database, const OperationId& id, const Bytes& body) {
    Statement rows = database.rows("SELECT body FROM operation WHERE id = ?", id);
    return rows.next() && std::ranges::equal(rows.blob(0), body);
}

// Noted as rotten: their ids, and where they stand.
struct Noted {
    OperationId id;
    Office office;
    std::int64_t branch = 0;
    std::int64_t sequence = 0;
};

std::vector<Noted> noted_in(Database& database) {
    std::vector<Noted> noted;
    Statement rows = database.rows(
        "SELECT id, office, branch, sequence FROM operation JOIN damaged USING (office, branch, sequence)");
    while (rows.next()) {
        noted.push_back({rows.id<OperationId>(0), Office(rows.text(1)), rows.integer(2), rows.integer(3)});
    }
    return noted;
}

std::optional<Bytes> whole_in(Database& database, const OperationId& id) {
    Statement rows = database.rows(
        "SELECT body FROM operation AS o WHERE id = ? AND NOT EXISTS (SELECT 1 FROM damaged AS d WHERE "
        "d.office = o.office AND d.branch = o.branch AND d.sequence = o.sequence)",
        id);
    if (!rows.next()) {
        return std::nullopt;
    }
    const BytesView body = rows.blob(0);
    return Bytes(body.begin(), body.end());
}

}  // namespace

// Each noted operation that is whole on another disk is so again, as after a sync that nothing disturbed.
void World::heal_rot() {
    std::vector<Database*> databases = {server_database_.get()};
    for (const auto& machine : machines_) {
        databases.push_back(machine->database.get());
    }
    for (Database* database : databases) {
        for (const Noted& noted : noted_in(*database)) {
            for (Database* other : databases) {
                const std::optional<Bytes> body = whole_in(*other, noted.id);
                if (!body) {
                    continue;
                }
                Transaction transaction(*database);
                database->run("UPDATE operation SET body = ? WHERE id = ?", *body, noted.id);
                database->run("DELETE FROM damaged WHERE office = ? AND branch = ? AND sequence = ?",
                              noted.office, noted.branch, noted.sequence);
                transaction.commit();
                break;
            }
        }
    }
}

void World::flip_a_bit(Database& database, const Office& office) {
    std::vector<OperationId> ids;
    {
        Statement rows = database.rows("SELECT id FROM operation WHERE office = ? ORDER BY id", office);
        while (rows.next()) {
            ids.push_back(rows.id<OperationId>(0));
        }
    }
    if (ids.empty()) {
        return;
    }
    const OperationId id = ids[rot_chance_.below(ids.size())];
    Bytes body;
    {
        Statement rows = database.rows("SELECT body FROM operation WHERE id = ?", id);
        invariant(rows.next(), "it was there just now");
        const BytesView blob = rows.blob(0);
        body.assign(blob.begin(), blob.end());
    }
    // Its author must be one who still brings it, so that peace can mend it: the server for a PC, an agent
    // that is not revoked for the server.
    bool elsewhere = &database != server_database_.get() && holds_whole(*server_database_, id, body);
    for (const auto& machine : machines_) {
        const std::optional<server::AgentRow> agent = server_->agent(machine->key->writer());
        elsewhere |= &database == server_database_.get() && agent && !agent->revoked &&
                     holds_whole(*machine->database, id, body);
    }
    if (elsewhere && !body.empty()) {
        body[rot_chance_.below(body.size())] ^= static_cast<std::uint8_t>(1U << rot_chance_.below(8));
        database.run("UPDATE operation SET body = ? WHERE id = ?", body, id);
    }
}

void World::rot_body(Machine& machine) {
    flip_a_bit(*machine.database, machine.office);
    (void)machine.store->look_for_rot();
}

void World::rot_body_at_server(const Office& office) {
    flip_a_bit(*server_database_, office);
    (void)server::look_for_rot(*server_, office);
}

void World::let_bodies_rot(Machine& machine) {
    const bool rots = static_cast<int>(rot_chance_.below(1000)) < troubles_[Trouble::body_rots];
    sum_.troubles[static_cast<std::size_t>(Trouble::body_rots)] += rots ? 1 : 0;
    if (rots && rot_chance_.coin()) {
        rot_body(machine);
    } else if (rots) {
        rot_body_at_server(machine.office);
    }
}

}  // namespace phirap::simulation
