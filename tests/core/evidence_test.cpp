#include "shared/core/evidence.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace phirap {
namespace {

EntityState state_of(const std::vector<Field>& fields) {
    EntityState state;
    for (const Field& field : fields) {
        state.fields.push_back({field.key, {{0, field.value}}});
    }
    return state;
}

TEST_CASE("evidence: what is set on an entity is read back from it") {
    Evidence picture{"activity_photo",
                     "ป้าย.jpg",
                     sha256_of(bytes_of("sent")),
                     sha256_of(bytes_of("small")),
                     sha256_of(bytes_of("all of it")),
                     "2024-04-22T09:15:00",
                     0xfedcba9876543210U};
    CHECK(evidence_of(state_of(fields_of(picture))) == picture);
    CHECK(std::ranges::is_sorted(fields_of(picture), {}, &Field::key));
}

TEST_CASE("evidence: a picture known by its name alone says no more than that") {
    const std::vector<Field> fields = fields_of({"capture", "a.png", {}, {}, {}, {}, {}});
    CHECK(fields == std::vector<Field>{{"name", "a.png"}, {"role", "capture"}});
}

TEST_CASE("evidence: a name that is no hash is none") {
    CHECK_FALSE(evidence_of(state_of({{"sha256", "ABCD"}})).rendition);
    CHECK_FALSE(evidence_of(state_of({{"sha256", std::string(64, 'A')}})).rendition);
    CHECK(evidence_of(state_of({{"sha256", std::string(64, 'a')}})).rendition);
}

}  // namespace
}  // namespace phirap
