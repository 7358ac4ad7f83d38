// Which operation is whose ancestor: along parents, never by number alone.
//
// A lineage is a chain until somebody clones or restores a PC; then two runs share a beginning and both
// go on. So the operations of an office form a forest of branches: a branch is a run without a fork, and
// says where on which branch it began.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "shared/core/operation.h"

namespace phirap {

struct Branch {
    LineageId lineage;
    WriterId writer;
    std::optional<Place> fork;  // the operation that its first one has for a parent; nothing at a root
};

// A set of operations that holds, with each, all its ancestors: the last place of it on each branch.
class Frontier {
  public:
    [[nodiscard]] bool empty() const { return places_.empty(); }
    void clear() { places_.clear(); }
    void include(const Place& place);
    void include(const Frontier& other);
    [[nodiscard]] bool holds(const Place& place) const;
    [[nodiscard]] std::span<const Place> places() const { return places_; }

  private:
    std::vector<Place> places_;  // one a branch; a handful, so searched in a row
};

class Ancestry {
  public:
    Ancestry() = default;
    // branches[i] is branch number i.
    explicit Ancestry(std::vector<Branch> branches) : branches_(std::move(branches)) {}

    [[nodiscard]] std::span<const Branch> branches() const { return branches_; }
    // The operation there and all its ancestors. The branch is one of branches().
    [[nodiscard]] Frontier up_to(const Place& place) const;
    // All its ancestors, without itself.
    [[nodiscard]] Frontier before(const Place& place) const;
    // The same, added to what a frontier made by these four holds already.
    void include_up_to(Frontier& frontier, const Place& place) const;
    void include_before(Frontier& frontier, const Place& place) const;

  private:
    std::vector<Branch> branches_;
};

}  // namespace phirap
