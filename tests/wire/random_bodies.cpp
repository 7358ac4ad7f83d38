#include "tests/wire/random_bodies.h"

#include <algorithm>
#include <array>

#include "shared/wire/field_names.h"

namespace phirap {
namespace {

std::string random_text(Random& random, std::size_t pieces_max) {
    static constexpr std::array<std::string_view, 9> pieces = {
        "a", "0", " ", "\"", "\n", "\xc2\xa0", "ก", "ั", "\xf0\x9f\x95\x8a"};
    std::string text;
    for (std::size_t i = random.pick(pieces_max + 1); i > 0; --i) {
        text += pieces[random.pick(pieces.size())];
    }
    return text;
}

std::string random_key(Random& random) {
    if (random.one_in(2)) {
        return std::string(field_of_number(random.pick(42)).value());
    }
    static constexpr std::string_view letters = "abz019_";
    std::string key(1 + random.pick(random.one_in(20) ? 64 : 4), ' ');
    std::ranges::generate(key, [&] { return letters[random.pick(letters.size())]; });
    return key;
}

Value random_value(Random& random) {
    switch (random.pick(6)) {
        case 0:
            return random.one_in(2);
        case 1:
            return static_cast<std::int64_t>(random.engine());
        case 2:
            return static_cast<std::int64_t>(random.pick(300)) - 30;
        case 3:
            return random_text(random, random.one_in(10) ? 400 : 10);
        case 4:
            return random_bytes(random, random.pick(40));
        default:
            return {};
    }
}

EntityId random_id(Random& random) {
    switch (random.pick(4)) {
        case 0:
            return {};
        case 1:
            return *entity_named(random.one_in(2) ? "shop" : "2024-04.x_y-z123");
        default:
            return uuid_v8(random_bytes(random, 16));
    }
}

Entity random_entity(Random& random, const std::vector<Change>& before) {
    Entity entity;
    entity.kind = static_cast<EntityKind>(random.one_in(10) ? random.pick(256) : random.pick(6));
    const bool of_last_row = !before.empty() && random.one_in(2);
    entity.id = of_last_row ? before.back().entity.id : random_id(random);
    if (owner_of(entity) != entity) {
        entity.child = static_cast<std::uint32_t>(random.one_in(10) ? random.engine() : random.pick(4));
    }
    return entity;
}

Change random_change(Random& random, const std::vector<Change>& before) {
    Change change{ChangeKind::set, random_entity(random, before), {}};
    if (random.one_in(4)) {
        change.kind = random.one_in(2) ? ChangeKind::remove : ChangeKind::keep;
        return change;
    }
    for (std::size_t i = random.pick(9); i > 0; --i) {
        change.fields.push_back({random_key(random), random_value(random)});
    }
    std::ranges::sort(change.fields, {}, &Field::key);
    const auto [first, last] = std::ranges::unique(change.fields, {}, &Field::key);
    change.fields.erase(first, last);
    return change;
}

}  // namespace

Bytes random_bytes(Random& random, std::size_t size) {
    Bytes bytes(size);
    std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(random.engine()); });
    return bytes;
}

OperationBody random_body(Random& random) {
    OperationBody body;
    body.time = {static_cast<std::int64_t>(random.engine() >> 16),
                 static_cast<std::uint16_t>(random.one_in(3) ? random.engine() : 0)};
    body.author = random_text(random, 12);
    if (!random.one_in(4)) {
        body.scope = {"m" + random_text(random, 6),
                      month_from_index(12 + static_cast<std::int64_t>(random.pick(119988)))};
    }
    for (std::size_t i = random.pick(6); i > 0; --i) {
        body.seen.push_back(random.engine());
    }
    for (std::size_t i = random.pick(6); i > 0; --i) {
        body.changes.push_back(random_change(random, body.changes));
    }
    return body;
}

}  // namespace phirap
