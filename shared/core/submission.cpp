#include "shared/core/submission.h"

#include <algorithm>
#include <iterator>

#include "shared/core/law.h"
#include "shared/core/sight.h"

namespace phirap {

const Value& said(const Operation& operation, const Entity& entity, std::string_view key) {
    static const Value nothing;
    const Value* value = &nothing;
    for (const Change& change : operation.body->changes) {
        if (change.kind == ChangeKind::set && change.entity == entity) {
            for (const Field& field : change.fields) {
                value = field.key == key ? &field.value : value;
            }
        }
    }
    return *value;
}

Submission read_submission(const Operation& operation, const Report& report) {
    const auto value = [&](std::string_view key) -> const Value& {
        return said(operation, submission_entity, key);
    };
    Submission read{operation.id,
                    operation.writer,
                    operation.body->time,
                    operation.body->author,
                    std::string(text_in(value("by"))),
                    std::string(text_in(value("position"))),
                    {},
                    {},
                    {},
                    {}};
    if (const Bytes* names = std::get_if<Bytes>(&value("submitted"))) {
        read.judged = names_from_bytes(*names);
    }
    if (const Bytes* held = std::get_if<Bytes>(&value("held_acknowledgement"))) {
        read.held_acknowledgement = *held;
    }
    if (const std::int64_t* offset = std::get_if<std::int64_t>(&value("clock_offset_ms"))) {
        read.clock_offset_ms = *offset;
    }
    const EntityState* receipt = report.find({EntityKind::receipt, entity_of(operation.id), 0});
    const FieldState* received = receipt == nullptr ? nullptr : receipt->field("received_ms");
    if (received != nullptr) {
        for (const Answer& answer : received->standing) {
            if (const std::int64_t* at = std::get_if<std::int64_t>(&answer.value)) {
                read.received_ms = std::min(read.received_ms.value_or(*at), *at);
            }
        }
    }
    return read;
}

Decision read_decision(const Operation& operation) {
    return {operation.id, operation.body->time, operation.body->author,
            std::string(text_in(said(operation, decision_entity, "decision"))),
            std::string(text_in(said(operation, decision_entity, "comment")))};
}

Frontier judged_frontier(std::span<const Operation> operations, const Ancestry& ancestry,
                         std::span<const OperationName> judged) {
    Sight sight(operations, {}, ancestry);
    Frontier frontier;
    for (const OperationName name : judged) {
        if (const Operation* operation = sight.named(name)) {
            ancestry.include_up_to(frontier, operation->place);
        }
    }
    return frontier;
}

std::vector<OperationName> judged_now(std::span<const Operation> operations) {
    std::vector<const Operation*> last;  // by branch
    for (const Operation& operation : operations) {
        const std::size_t branch = operation.place.branch;
        last.resize(std::max(last.size(), branch + 1));
        if (last[branch] == nullptr || last[branch]->place.sequence < operation.place.sequence) {
            last[branch] = &operation;
        }
    }
    std::vector<OperationName> names;
    for (const Operation* operation : last) {
        if (operation != nullptr) {
            names.push_back(name_of(operation->id));
        }
    }
    std::ranges::sort(names);
    return names;
}

std::vector<Operation> judged_operations(std::span<const Operation> operations, const Ancestry& ancestry,
                                         std::span<const OperationName> judged) {
    const Frontier frontier = judged_frontier(operations, ancestry, judged);
    std::vector<Operation> within;
    std::ranges::copy_if(operations, std::back_inserter(within),
                         [&](const Operation& operation) { return frontier.holds(operation.place); });
    return within;
}

Bytes names_to_bytes(std::span<const OperationName> names) {
    Bytes bytes;
    for (const OperationName name : names) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes.push_back(static_cast<std::uint8_t>(name >> shift));
        }
    }
    return bytes;
}

std::vector<OperationName> names_from_bytes(BytesView bytes) {
    std::vector<OperationName> names;
    for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
        OperationName name = 0;
        for (const std::uint8_t byte : bytes.first(8)) {
            name = (name << 8) | byte;
        }
        names.push_back(name);
    }
    return names;
}

}  // namespace phirap
