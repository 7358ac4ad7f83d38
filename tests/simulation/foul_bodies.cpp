#include "tests/simulation/foul_bodies.h"

#include "shared/core/invariant.h"
#include "shared/wire/operation_body.h"

namespace phirap::simulation {
namespace {

const Scope april{"click-chumchon", Month{2024, 4}};
const Change honest{ChangeKind::set, {EntityKind::report, {}, 0}, {{"reporter", std::string("poison")}}};

Change setting(std::uint8_t kind, const char* key, std::int64_t value) {
    return {ChangeKind::set, {static_cast<EntityKind>(kind), {}, 0}, {{key, value}}};
}

Bytes encoded(const Scope& scope, std::vector<Change> changes, std::int64_t wall_ms) {
    OperationBody body;
    body.time = {wall_ms, 0};
    body.author = "poison";
    body.scope = scope;
    body.changes = std::move(changes);
    const Result<Bytes> bytes = encode_body(body);
    invariant(bytes.has_value(), "a foul body is foul in what it says, not in its bytes");
    return *bytes;
}

}  // namespace

FoulBody foul_body(Chance& chance, std::int64_t wall_ms) {
    switch (chance.below(6)) {
        case 0:
            return {to_text(april), encoded(april, {honest, setting(16, "decision", 1)}, wall_ms)};
        case 1:
            return {"", encoded({}, {setting(32, "value", 1)}, wall_ms)};
        case 2:
            return {to_text(april), encoded(april, {honest, setting(9, "reporter", 1)}, wall_ms)};
        case 3:
            return {"", encoded({}, {honest}, wall_ms)};
        case 4: {
            FoulBody body{
                to_text(april),
                encoded(april, {honest, {ChangeKind::remove, {EntityKind::report, {}, 0}, {}}}, wall_ms)};
            body.bytes.back() = 7;  // a kind of change that is none
            return body;
        }
        default: {
            Bytes garbage(1 + chance.below(2000));
            chance.fill(garbage);
            const std::optional<Scope> scope = scope_of_body(garbage);
            return {scope ? to_text(*scope) : std::string(), std::move(garbage)};
        }
    }
}

}  // namespace phirap::simulation
