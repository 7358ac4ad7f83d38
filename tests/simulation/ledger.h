// What only this world knows: what each officer was told, and what stood on the screen when it was written.
//
// Every save of an officer bears a serial in its author's name, so that a save is known again whatever
// identity it comes under.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "shared/core/digest.h"
#include "shared/core/operation.h"

namespace phirap::simulation {

struct Ledger {
    // The next save's author; remembers what its form had shown.
    [[nodiscard]] std::string sign(const std::string& who,
                                   std::shared_ptr<const std::set<OperationId>> shown) {
        std::string serial = who + "#" + std::to_string(screens.size() + 1);
        screens.emplace(serial, std::move(shown));
        return serial;
    }

    std::map<std::string, std::shared_ptr<const std::set<OperationId>>> screens;
    std::map<OperationId, Office> saved;  // what an officer was told is saved
    std::set<OperationId> destroyed;      // of those, what no disk holds any more
    std::set<OperationId> poisoned;       // of those, what nobody can take
    std::map<WriterId, Office> writers;   // who was enrolled where
    // The files of pictures that a saved operation names, and of them those that no disk holds any more.
    std::map<std::pair<Office, Sha256>, Bytes> pictures;
    std::set<std::pair<Office, Sha256>> destroyed_pictures;
};

}  // namespace phirap::simulation
