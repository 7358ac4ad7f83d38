#include "shared/core/sight.h"

namespace phirap {

Sight::Sight(std::span<const Operation> operations, std::span<const Operation* const> asked,
             const Ancestry& ancestry)
    : operations_(operations), asked_(asked), ancestry_(ancestry) {}

const Frontier& Sight::of(std::uint32_t index) {
    if (frontiers_.empty()) {
        frontiers_.resize(asked_.size());
    }
    Frontier& frontier = frontiers_[index];
    if (frontier.empty()) {
        const Operation& operation = *asked_[index];
        ancestry_.include_before(frontier, operation.place);
        for (const OperationName name : operation.body->seen) {
            const Operation* seen = named(name);
            if (seen != nullptr && seen->id != operation.id) {
                ancestry_.include_up_to(frontier, seen->place);
            }
        }
    }
    return frontier;
}

const Operation* Sight::named(OperationName name) {
    if (!names_known_) {
        learn_names();
    }
    const auto found = names_.find(name);
    return found == names_.end() ? nullptr : found->second;
}

void Sight::learn_names() {
    names_.reserve(operations_.size());
    for (const Operation& operation : operations_) {
        const auto [known, is_new] = names_.try_emplace(name_of(operation.id), &operation);
        if (!is_new && known->second != nullptr && known->second->id != operation.id) {
            known->second = nullptr;
        }
    }
    names_known_ = true;
}

}  // namespace phirap
