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

void Ancestry::include_up_to(Frontier& frontier, const Place& place) const {
    // What a frontier holds, it holds with all its ancestors: there the walk can end.
    for (std::optional<Place> next = place; next && !frontier.holds(*next);
         next = branches_[next->branch].fork) {
        invariant(next->branch < branches_.size(), "a place names a branch that its replica knows");
        frontier.include(*next);
    }
}

void Ancestry::include_before(Frontier& frontier, const Place& place) const {
    invariant(place.branch < branches_.size(), "a place names a branch that its replica knows");
    invariant(place.sequence > 0, "sequences begin at 1");
    const std::optional<Place>& fork = branches_[place.branch].fork;
    if (fork && place.sequence == fork->sequence + 1) {
        include_up_to(frontier, *fork);
    } else {
        include_up_to(frontier, {place.branch, place.sequence - 1});
    }
}

Frontier Ancestry::up_to(const Place& place) const {
    Frontier frontier;
    include_up_to(frontier, place);
    return frontier;
}

Frontier Ancestry::before(const Place& place) const {
    Frontier frontier;
    include_before(frontier, place);
    return frontier;
}

}  // namespace phirap
