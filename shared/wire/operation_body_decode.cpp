// Reading a body. What is refused here is unreadable on every replica alike, so each rule stands in
// PROTOCOL.md section 4; to change one is to change what a report says.
#include <algorithm>

#include "shared/core/limits.h"
#include "shared/wire/cbor.h"
#include "shared/wire/field_names.h"
#include "shared/wire/limits.h"
#include "shared/wire/operation_body.h"

namespace phirap {
namespace {

constexpr std::uint64_t change_remove = 1;
constexpr std::uint64_t change_keep = 2;
constexpr std::size_t parts = 6;

bool is_owned(EntityKind kind) {
    return kind == EntityKind::channel || kind == EntityKind::evidence;
}

// One id has one spelling: null, a name as text, or 16 bytes that are neither of these.
EntityId read_id(CborReader& in) {
    if (in.next() == CborReader::Kind::null) {
        in.null();
        return {};
    }
    if (in.next() == CborReader::Kind::text) {
        const std::optional<EntityId> named = entity_named(in.text(sizeof(EntityId)));
        if (!named) {
            in.fail();
        }
        return named.value_or(EntityId{});
    }
    const EntityId id = in.id<EntityId>();
    if (id == EntityId{} || is_name(id)) {
        in.fail();
    }
    return id;
}

Entity read_entity(CborReader& in, const std::optional<EntityId>& last_row) {
    Entity entity;
    entity.kind = static_cast<EntityKind>(in.unsigned_number(UINT8_MAX));
    if (!is_owned(entity.kind)) {
        entity.id = read_id(in);
        return entity;
    }
    if (in.next() != CborReader::Kind::number) {
        if (in.array(2) != 2) {
            in.fail();
        }
        entity.id = read_id(in);
    } else if (last_row) {
        entity.id = *last_row;
    } else {
        in.fail();  // a child of a row that was not named
    }
    entity.child = static_cast<std::uint32_t>(in.unsigned_number(UINT32_MAX));
    return entity;
}

Value read_value(CborReader& in) {
    switch (in.next()) {
        case CborReader::Kind::flag:
            return in.flag();
        case CborReader::Kind::number:
            return in.number();
        case CborReader::Kind::text:
            return std::string(in.text(limits::operation_bytes_max));
        case CborReader::Kind::bytes: {
            const BytesView read = in.bytes(limits::operation_bytes_max);
            return Bytes(read.begin(), read.end());
        }
        default:
            in.null();
            return {};
    }
}

std::string read_key(CborReader& in) {
    if (in.next() == CborReader::Kind::text) {
        std::string key(in.text(limits::key_bytes_max));
        if (!is_field_key(key)) {
            in.fail();
        }
        return key;
    }
    const std::uint64_t number = in.unsigned_number();
    const std::optional<std::string_view> key = field_of_number(number);
    // A number that a later version gave a name: kept under a key that no text can spell.
    return key ? std::string(*key) : "#" + std::to_string(number);
}

std::vector<Field> read_fields(CborReader& in) {
    std::vector<Field> fields(in.map(limits::fields_max));
    BytesView last_key;
    for (Field& field : fields) {
        const BytesView before = in.rest();
        field.key = read_key(in);
        const BytesView key = in.ok() ? before.first(before.size() - in.rest().size()) : BytesView();
        if (!std::ranges::lexicographical_compare(last_key, key)) {
            in.fail();
        }
        last_key = key;
        field.value = read_value(in);
    }
    // One key can come twice for all that: as its number, and as text from before it had one.
    std::ranges::sort(fields, {}, &Field::key);
    if (std::ranges::adjacent_find(fields, {}, &Field::key) != fields.end()) {
        in.fail();
    }
    return fields;
}

Change read_change(CborReader& in, std::optional<EntityId>& last_row) {
    Change change;
    if (in.array(3) != 3) {
        in.fail();
    }
    change.entity = read_entity(in, last_row);
    if (in.next() == CborReader::Kind::map) {
        change.fields = read_fields(in);
    } else {
        const std::uint64_t kind = in.unsigned_number();
        change.kind = kind == change_remove ? ChangeKind::remove
                      : kind == change_keep ? ChangeKind::keep
                                            : ChangeKind::unknown;
    }
    if (owner_of(change.entity).kind == EntityKind::row) {
        last_row = change.entity.id;
    }
    return change;
}

Scope read_scope(CborReader& in) {
    Scope scope;
    if (in.next() == CborReader::Kind::null) {
        in.null();
        return scope;
    }
    if (in.array(2) != 2) {
        in.fail();
    }
    scope.mission = in.text(limits::key_bytes_max);
    scope.month = month_from_index(static_cast<std::int64_t>(in.unsigned_number(INT32_MAX)));
    if (scope.mission.empty() || !scope.month) {
        in.fail();
    }
    return scope;
}

// How many parts the body has: a later version may add some at the end.
std::size_t read_header(CborReader& in, OperationBody& body) {
    const std::size_t count = in.array(limits::body_parts_max);
    if (count < parts) {
        in.fail();
    }
    body.time.wall_ms = static_cast<std::int64_t>(in.unsigned_number((std::uint64_t{1} << 48) - 1));
    body.time.counter = static_cast<std::uint16_t>(in.unsigned_number(UINT16_MAX));
    body.author = in.text(limits::author_bytes_max);
    body.scope = read_scope(in);
    return count;
}

std::vector<OperationName> read_seen(CborReader& in) {
    const BytesView packed = in.bytes(limits::seen_max * sizeof(OperationName));
    if (packed.size() % sizeof(OperationName) != 0) {
        in.fail();
        return {};
    }
    std::vector<OperationName> seen(packed.size() / sizeof(OperationName));
    for (std::size_t at = 0; at < packed.size(); ++at) {
        OperationName& name = seen[at / sizeof(OperationName)];
        name = (name << 8) | packed[at];
    }
    return seen;
}

}  // namespace

std::optional<OperationBody> decode_body(BytesView bytes) {
    if (bytes.size() > limits::operation_bytes_max) {
        return std::nullopt;
    }
    CborReader in(bytes);
    OperationBody body;
    const std::size_t count = read_header(in, body);
    body.seen = read_seen(in);
    std::optional<EntityId> last_row;
    const std::size_t changes = in.array(limits::changes_max);
    body.changes.reserve(changes);
    for (std::size_t i = 0; i < changes && in.ok(); ++i) {
        body.changes.push_back(read_change(in, last_row));
    }
    for (std::size_t part = parts; part < count && in.ok(); ++part) {
        in.skip();
    }
    return in.finished() ? std::optional(std::move(body)) : std::nullopt;
}

std::optional<Scope> scope_of_body(BytesView bytes) {
    CborReader in(bytes);
    OperationBody body;
    (void)read_header(in, body);
    return in.ok() ? std::optional(std::move(body.scope)) : std::nullopt;
}

std::optional<HybridTime> time_of_body(BytesView bytes) {
    CborReader in(bytes);
    OperationBody body;
    (void)read_header(in, body);
    return in.ok() ? std::optional(body.time) : std::nullopt;
}

}  // namespace phirap
