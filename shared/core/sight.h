// What each operation had seen: its ancestors, and the operations that it names with theirs.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "shared/core/ancestry.h"

namespace phirap {

// Of the operations of one report. A frontier is made when it is first asked for: of the many fields that
// only one operation ever set, nobody asks.
class Sight {
  public:
    // `operations` is where names are looked for; frontiers are asked for by index in `asked`. Both and
    // `ancestry` outlive this.
    Sight(std::span<const Operation> operations, std::span<const Operation* const> asked,
          const Ancestry& ancestry);

    // Never holds the operation itself.
    [[nodiscard]] const Frontier& of(std::uint32_t index);
    // The operation named; null when none or two are called so (sync-rules.md, rule 5).
    [[nodiscard]] const Operation* named(OperationName name);

  private:
    void learn_names();

    std::span<const Operation> operations_;
    std::span<const Operation* const> asked_;
    const Ancestry& ancestry_;
    std::vector<Frontier> frontiers_;  // empty: not made yet
    std::unordered_map<OperationName, const Operation*> names_;
    bool names_known_ = false;
};

}  // namespace phirap
