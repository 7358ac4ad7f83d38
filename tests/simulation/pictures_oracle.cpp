// The oracle of pictures: what a report shows is at the centre, and what was not destroyed is somewhere.
#include <fmt/format.h>

#include <algorithm>

#include "shared/core/evidence.h"
#include "shared/core/law.h"
#include "shared/wire/operation_body.h"
#include "tests/simulation/world.h"

namespace phirap::simulation {
namespace {

using Named = std::pair<Office, Sha256>;

const std::string server_folder = "/server/";

}  // namespace

// Those whole, by their bytes; of a PC, under its office.
std::set<Named> World::pictures_in(const std::string& folder) {
    std::set<Named> found;
    const auto machine = std::ranges::find(machines_, folder, [](const auto& one) { return one->folder; });
    for (const auto& [name, bytes] : pictures_.snapshot(folder)) {
        const std::filesystem::path path = name;
        const std::optional<Sha256> sha256 = sha256_from_text(path.filename().string());
        if (sha256 && sha256_of(bytes) == *sha256) {
            found.emplace(machine != machines_.end() ? (*machine)->office
                                                     : path.parent_path().parent_path().filename().string(),
                          *sha256);
        }
    }
    return found;
}

std::set<Named> World::pictures_anywhere() {
    std::set<Named> found;
    if (setting_.pictures) {
        found = backup_;
        for (const auto& machine : machines_) {
            found.merge(pictures_in(machine->folder));
        }
        found.merge(pictures_in(server_folder));
    }
    return found;
}

void World::check_pictures(const Office& office) {
    const std::set<Named> at_centre = pictures_in(server_folder);
    const std::set<Named> anywhere = pictures_anywhere();
    for (const auto& [picture, bytes] : ledger_.pictures) {
        if (picture.first == office && !anywhere.contains(picture) &&
            !ledger_.destroyed_pictures.contains(picture)) {
            broken(fmt::format("{}: picture {} is nowhere, and nothing destroyed it", office,
                               picture.second.hex().substr(0, 6)));
        }
    }
    std::set<Named> on_pcs;
    for (const auto& machine : machines_) {
        const std::optional<server::AgentRow> agent = server_->agent(machine->key->writer());
        if (machine->office == office && agent && !agent->revoked) {
            on_pcs.merge(pictures_in(machine->folder));
        }
    }
    std::set<Named> shown;
    for (const std::string& text : server_->log(office).scopes()) {
        const Report report = fold(server_->log(office), scope_from_text(text), server_->law(office));
        for (const EntityState* state : report.visible(EntityKind::evidence)) {
            const Evidence evidence = evidence_of(*state);
            for (const std::optional<Sha256>& file : {evidence.rendition, evidence.preview}) {
                if (file && ledger_.pictures.contains({office, *file})) {
                    shown.emplace(office, *file);
                }
            }
        }
    }
    for (const Named& picture : shown) {
        const std::string called = office + ": picture " + picture.second.hex().substr(0, 6);
        const bool said =
            server_database_->integer("SELECT count(*) FROM picture WHERE office = ? AND sha256 = ?", office,
                                      picture.second) == 1;
        sum_.pictures_arrived += at_centre.contains(picture) ? 1 : 0;
        if (said != at_centre.contains(picture)) {
            broken(called + (said ? " is said to be at the centre, and is not whole there"
                                  : " is at the centre, which does not know it"));
        }
        if (!at_centre.contains(picture) && on_pcs.contains(picture)) {
            broken(called + " is on a PC and never reached the centre");
        }
        if (server_database_->integer("SELECT count(*) FROM upload WHERE office = ? AND sha256 = ?", office,
                                      picture.second) != 0 &&
            at_centre.contains(picture)) {
            broken(called + " is at the centre, and still coming");
        }
    }
}

}  // namespace phirap::simulation
