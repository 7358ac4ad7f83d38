#include "shared/core/law.h"

#include <algorithm>

#include "shared/core/merge.h"

namespace phirap {
namespace {

bool is_authority(EntityKind kind) {
    return kind >= EntityKind::authority_begin;
}
bool is_of_office(EntityKind kind) {
    return kind >= EntityKind::target;
}

bool is_known(EntityKind kind) {
    return kind <= EntityKind::submission || (kind >= EntityKind::decision && kind <= EntityKind::grade) ||
           (kind >= EntityKind::target && kind <= EntityKind::office);
}

// Why merging rejects it by itself; null when it does not.
const char* own_fault(const Operation& operation, const Law& law) {
    if (!operation.body) {
        return "quarantine_unreadable";
    }
    const Scope& scope = operation.body->scope;
    const bool about_office = scope.mission.empty() && !scope.month;
    const bool about_report = !scope.mission.empty() && scope.month;
    for (const Change& change : operation.body->changes) {
        const EntityKind kind = change.entity.kind;
        if (change.kind >= ChangeKind::unknown) {
            return "quarantine_unknown_change";
        }
        if (!is_known(kind)) {
            return "quarantine_unknown_kind";
        }
        if (is_authority(kind) && operation.writer != law.server) {
            return "quarantine_authority";
        }
        if (!(is_of_office(kind) ? about_office : about_report)) {
            return "quarantine_scope";
        }
    }
    return nullptr;
}

// The server's own words are not held back, another word takes their place: with a held admission everything
// that its writer sealed would go unread.
const char* hold(const Operation& operation, const Law& law) {
    if (operation.writer == law.server) {
        return nullptr;
    }
    if (!law.holds.empty()) {
        const auto named = law.holds.find(entity_of(operation.id));
        if (named != law.holds.end()) {
            return named->second ? "quarantine_held" : nullptr;
        }
    }
    if (!law.revoked.empty()) {
        const auto writer = law.revoked.find(operation.writer);
        if (writer != law.revoked.end() && !writer->second.holds(operation.place)) {
            return "quarantine_revoked";
        }
    }
    return nullptr;
}

Frontier let_pass(const EntityState& revocation, const Ancestry& ancestry, const PlaceOf& place_of) {
    Frontier passed;
    if (const Bytes* tips = std::get_if<Bytes>(&revocation.shown("tips"))) {
        for (const Tip& tip : tips_from_bytes(*tips)) {
            if (const std::optional<Place> place = place_of(tip.lineage, tip.sequence, tip.id)) {
                ancestry.include_up_to(passed, *place);
            }
        }
    }
    return passed;
}

}  // namespace

std::optional<std::string> quarantine_reason(const Operation& operation, const Law& law) {
    const char* reason = own_fault(operation, law);
    if (reason == nullptr) {
        reason = hold(operation, law);
    }
    return reason == nullptr ? std::nullopt : std::optional<std::string>(reason);
}

Law law_of(std::span<const Operation> office_operations, const Ancestry& ancestry, const WriterId& server,
           const PlaceOf& place_of) {
    Law law{server, {}, {}};
    const Report office = merge(office_operations, ancestry, law);
    for (const EntityState* named : office.visible(EntityKind::hold)) {
        if (const bool* held = std::get_if<bool>(&named->shown("held"))) {
            law.holds[named->entity.id] = *held;
        }
    }
    for (const EntityState* revocation : office.visible(EntityKind::revocation)) {
        if (flag_in(revocation->shown("revoked"))) {
            law.revoked[WriterId{revocation->entity.id.bytes}] = let_pass(*revocation, ancestry, place_of);
        }
    }
    return law;
}

Bytes tips_to_bytes(std::span<const Tip> tips) {
    Bytes bytes;
    for (const Tip& tip : tips) {
        append(bytes, tip.lineage.view());
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes.push_back(static_cast<std::uint8_t>(tip.sequence >> shift));
        }
        append(bytes, tip.id.view());
    }
    return bytes;
}

std::vector<Tip> tips_from_bytes(BytesView bytes) {
    std::vector<Tip> tips;
    for (; bytes.size() >= 56; bytes = bytes.subspan(56)) {
        Tip tip{*LineageId::from(bytes.first(16)), 0, *OperationId::from(bytes.subspan(24, 32))};
        for (const std::uint8_t byte : bytes.subspan(16, 8)) {
            tip.sequence = (tip.sequence << 8) | byte;
        }
        tips.push_back(tip);
    }
    return tips;
}

EntityId entity_of(const OperationId& id) {
    EntityId entity;
    std::copy_n(id.bytes.begin(), entity.bytes.size(), entity.bytes.begin());
    return entity;
}

}  // namespace phirap
