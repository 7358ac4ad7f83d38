#include "shared/core/ancestry.h"

#include <algorithm>

#include "shared/core/invariant.h"

namespace phirap {

void Frontier::include(const Place& place) {
    const auto found = std::ranges::find(places_, place.branch, &Place::branch);
    if (found == places_.end()) {
        places_.push_back(place);
    } else {
        found->sequence = std::max(found->sequence, place.sequence);
    }
}

void Frontier::include(const Frontier& other) {
    for (const Place& place : other.places_) {
        include(place);
    }
}

bool Frontier::holds(const Place& place) const {
    const auto found = std::ranges::find(places_, place.branch, &Place::branch);
    return found != places_.end() && place.sequence <= found->sequence;
}

Frontier Ancestry::up_to(const Place& place) const {
    Frontier frontier;
    frontier.include(place);
    std::uint32_t branch = place.branch;
    for (std::size_t steps = 0; steps < branches_.size(); ++steps) {
        invariant(branch < branches_.size(), "a place names a branch that its replica knows");
        const std::optional<Place>& fork = branches_[branch].fork;
        if (!fork) {
            break;
        }
        frontier.include(*fork);
        branch = fork->branch;
    }
    return frontier;
}

Frontier Ancestry::before(const Place& place) const {
    invariant(place.sequence > 0, "sequences begin at 1");
    const std::optional<Place>& fork = branches_.at(place.branch).fork;
    if (fork && place.sequence == fork->sequence + 1) {
        return up_to(*fork);
    }
    return up_to({place.branch, place.sequence - 1});
}

}  // namespace phirap
