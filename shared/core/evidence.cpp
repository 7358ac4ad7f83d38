#include "shared/core/evidence.h"

#include "shared/core/form_entry.h"

namespace phirap {
namespace {

std::optional<Sha256> name_in(const EntityState& state, std::string_view key) {
    return sha256_from_text(text_in(state.shown(key)));
}

void put_name(std::vector<Field>& fields, std::string_view key, const std::optional<Sha256>& name) {
    if (name) {
        put_field(fields, key, name->hex());
    }
}

}  // namespace

Evidence evidence_of(const EntityState& state) {
    Evidence evidence;
    evidence.role = text_in(state.shown("role"));
    evidence.name = text_in(state.shown("name"));
    evidence.rendition = name_in(state, "sha256");
    evidence.preview = name_in(state, "preview");
    evidence.original = name_in(state, "original");
    evidence.taken = text_in(state.shown("taken"));
    if (const auto* likeness = std::get_if<std::int64_t>(&state.shown("likeness"))) {
        evidence.likeness = static_cast<std::uint64_t>(*likeness);
    }
    return evidence;
}

std::vector<Field> fields_of(const Evidence& evidence) {
    std::vector<Field> fields;
    put_field(fields, "role", evidence.role);
    put_field(fields, "name", evidence.name);
    put_name(fields, "sha256", evidence.rendition);
    put_name(fields, "preview", evidence.preview);
    put_name(fields, "original", evidence.original);
    if (!evidence.taken.empty()) {
        put_field(fields, "taken", evidence.taken);
    }
    if (evidence.likeness) {
        put_field(fields, "likeness", static_cast<std::int64_t>(*evidence.likeness));
    }
    return fields;
}

}  // namespace phirap
