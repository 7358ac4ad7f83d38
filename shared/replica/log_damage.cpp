// What a log knows of its own rot.
#include <algorithm>

#include "shared/replica/operation_log.h"
#include "shared/wire/limits.h"

namespace phirap {
namespace {

std::uint64_t start_of(const LoggedBranch& branch) {
    return branch.fork ? branch.fork->sequence : 0;
}

}  // namespace

OperationId OperationLog::parent_id(const Place& place) const {
    const LoggedBranch& branch = branches_.at(place.branch);
    const std::optional<Place> parent = before(place);
    return parent ? id_at(*parent).value_or(OperationId{})
                  : root_id({server_, office_, branch.writer, branch.lineage});
}

std::optional<Place> OperationLog::before(const Place& place) const {
    const LoggedBranch& branch = branches_.at(place.branch);
    return place.sequence > start_of(branch) + 1 ? std::optional(Place{place.branch, place.sequence - 1})
                                                 : branch.fork;
}

void OperationLog::meet_rot(const Place& place) const {
    if (!is_damaged(place) && std::ranges::find(rot_met_, place) == rot_met_.end()) {
        rot_met_.push_back(place);
    }
}

void OperationLog::look_for_rot() const {
    for (const LoggedBranch& branch : branches_) {
        std::uint64_t at = start_of(branch) + 1;
        while (at <= branch.tip) {
            at += bodies(branch.number, at, branch.tip, limits::frame_operations_max,
                         limits::frame_raw_bytes_max)
                      .size();
            // The next one is where a frame ends, or rotten: then it is read past.
            if (at <= branch.tip && bodies(branch.number, at, at, 1, limits::frame_raw_bytes_max).empty()) {
                meet_rot({branch.number, at});
                ++at;
            }
        }
    }
}

void OperationLog::note_rotten(const Place& place) {
    database_->run("INSERT OR IGNORE INTO damaged VALUES (?, ?, ?)", office_, place.branch, place.sequence);
    if (!is_damaged(place)) {
        damaged_.insert(std::ranges::upper_bound(damaged_, place), place);
    }
}

bool OperationLog::is_damaged(const Place& place) const {
    return std::ranges::binary_search(damaged_, place);
}

std::optional<Place> OperationLog::sound_up_to(const Place& place) const {
    std::optional<Place> sound = place;
    for (std::optional<Place> at = place; at; at = branches_.at(at->branch).fork) {
        const auto first = std::ranges::lower_bound(damaged_, Place{at->branch, 0});
        if (first != damaged_.end() && first->branch == at->branch && first->sequence <= at->sequence) {
            sound = before(*first);
        }
    }
    return sound;
}

bool OperationLog::heal(const Place& place, const OperationId& id, BytesView body) {
    bool same = id_at(place) == id;
    if (!same && place.sequence < branches_.at(place.branch).tip) {
        const Place next{place.branch, place.sequence + 1};
        const std::optional<Bytes> successor = body_at(next);
        same = successor && operation_id(id, *successor) == id_at(next);
    }
    if (same) {
        database_->run(
            "UPDATE operation SET id = ?, body = ? WHERE office = ? AND branch = ? AND sequence = ?", id,
            body, office_, place.branch, place.sequence);
        database_->run("DELETE FROM damaged WHERE office = ? AND branch = ? AND sequence = ?", office_,
                       place.branch, place.sequence);
        std::erase(damaged_, place);
    }
    return same;
}

void OperationLog::check_ends() const {
    for (const LoggedBranch& branch : branches_) {
        if (branch.tip == start_of(branch)) {
            continue;
        }
        Statement rows = database_->rows(
            "SELECT sequence, id FROM operation WHERE office = ? AND branch = ? ORDER BY sequence DESC "
            "LIMIT 1",
            office_, branch.number);
        if (!rows.next() || static_cast<std::uint64_t>(rows.integer(0)) != branch.tip ||
            rows.id<OperationId>(1) != branch.tip_id) {
            database_->throw_corrupt("a branch ends otherwise than it says");
        }
    }
}

}  // namespace phirap
