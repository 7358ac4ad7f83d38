#include "shared/wire/operation_body.h"

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/wire/cbor.h"
#include "shared/wire/field_names.h"

namespace phirap {
namespace {

constexpr std::uint64_t change_remove = 1;
constexpr std::uint64_t change_keep = 2;

bool is_owned(EntityKind kind) {
    return kind == EntityKind::channel || kind == EntityKind::evidence;
}

void write_id(CborWriter& out, const EntityId& id) {
    if (id == EntityId{}) {
        out.null();
    } else if (is_name(id)) {
        out.text(to_text(id));
    } else {
        out.bytes(id.view());
    }
}

// A channel of the row that the changes last spoke of is named by its number alone: it costs one byte
// where the row's id would cost seventeen.
void write_entity(CborWriter& out, const Entity& entity, const EntityId& last_row) {
    out.unsigned_number(static_cast<std::uint64_t>(entity.kind));
    if (!is_owned(entity.kind)) {
        write_id(out, entity.id);
    } else if (entity.id == last_row) {
        out.unsigned_number(entity.child);
    } else {
        out.array(2);
        write_id(out, entity.id);
        out.unsigned_number(entity.child);
    }
}

void write_value(CborWriter& out, const Value& value) {
    if (const bool* flag = std::get_if<bool>(&value)) {
        out.flag(*flag);
    } else if (const std::int64_t* number = std::get_if<std::int64_t>(&value)) {
        out.number(*number);
    } else if (const std::string* text = std::get_if<std::string>(&value)) {
        out.text(*text);
    } else if (const Bytes* bytes = std::get_if<Bytes>(&value)) {
        out.bytes(*bytes);
    } else {
        out.null();
    }
}

// RFC 8949 section 4.2.1: keys in the order of their encodings, numbers before text, short before long.
bool encodes_before(std::string_view a, std::string_view b) {
    const auto number_a = number_of_field(a);
    const auto number_b = number_of_field(b);
    if (number_a && number_b) {
        return *number_a < *number_b;
    }
    if (number_a || number_b) {
        return number_a.has_value();
    }
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

void write_fields(CborWriter& out, const std::vector<Field>& fields) {
    std::vector<const Field*> ordered;
    for (const Field& field : fields) {
        ordered.push_back(&field);
    }
    std::ranges::sort(ordered, encodes_before, &Field::key);
    out.map(ordered.size());
    for (const Field* field : ordered) {
        if (const auto number = number_of_field(field->key)) {
            out.unsigned_number(*number);
        } else {
            out.text(field->key);
        }
        write_value(out, field->value);
    }
}

void write_changes(CborWriter& out, const std::vector<Change>& changes) {
    EntityId last_row;
    out.array(changes.size());
    for (const Change& change : changes) {
        out.array(3);
        write_entity(out, change.entity, last_row);
        if (change.kind == ChangeKind::set) {
            write_fields(out, change.fields);
        } else {
            out.unsigned_number(change.kind == ChangeKind::remove ? change_remove : change_keep);
        }
        if (owner_of(change.entity).kind == EntityKind::row) {
            last_row = change.entity.id;
        }
    }
}

EntityId read_id(CborReader& in) {
    if (in.next() == CborReader::Kind::null) {
        in.null();
        return {};
    }
    if (in.next() == CborReader::Kind::text) {
        const std::optional<EntityId> named = entity_named(in.text(16));
        if (!named) {
            in.fail();
        }
        return named.value_or(EntityId{});
    }
    return in.id<EntityId>();
}

Entity read_entity(CborReader& in, const EntityId& last_row) {
    Entity entity;
    entity.kind = static_cast<EntityKind>(in.unsigned_number(255));
    if (!is_owned(entity.kind)) {
        entity.id = read_id(in);
    } else if (in.next() == CborReader::Kind::number) {
        entity.id = last_row;
        entity.child = static_cast<std::uint32_t>(in.unsigned_number(UINT32_MAX));
    } else {
        if (in.array(2) != 2) {
            in.fail();
        }
        entity.id = read_id(in);
        entity.child = static_cast<std::uint32_t>(in.unsigned_number(UINT32_MAX));
    }
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
        return std::string(in.text(limits::key_bytes_max));
    }
    const std::uint64_t number = in.unsigned_number();
    const std::optional<std::string_view> key = field_of_number(number);
    // A number that a later version gave a name: kept under a key of its own, and relayed as it came.
    return key ? std::string(*key) : "field_" + std::to_string(number);
}

std::vector<Field> read_fields(CborReader& in) {
    std::vector<Field> fields(in.map(limits::fields_max));
    for (Field& field : fields) {
        field.key = read_key(in);
        field.value = read_value(in);
    }
    std::ranges::sort(fields, {}, &Field::key);
    if (std::ranges::adjacent_find(fields, {}, &Field::key) != fields.end()) {
        in.fail();
    }
    return fields;
}

Change read_change(CborReader& in, EntityId& last_row) {
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

// The parts before seen[]. A later version may add parts at the end; we pass over those.
constexpr std::size_t parts = 6;
constexpr std::size_t parts_max = 12;

std::size_t read_header(CborReader& in, OperationBody& body) {
    const std::size_t count = in.array(parts_max);
    if (count < parts) {
        in.fail();
    }
    body.time.wall_ms = static_cast<std::int64_t>(in.unsigned_number((std::uint64_t{1} << 48) - 1));
    body.time.counter = static_cast<std::uint16_t>(in.unsigned_number(UINT16_MAX));
    body.author = in.text(limits::author_bytes_max);
    body.scope = read_scope(in);
    return count;
}

}  // namespace

Result<Bytes> encode_body(const OperationBody& body) {
    if (body.changes.size() > limits::changes_max) {
        return fail(ErrorKind::too_large, "too_many_changes",
                    {{"limit", std::to_string(limits::changes_max)}});
    }
    if (body.seen.size() > limits::seen_max) {
        return fail(ErrorKind::too_large, "too_many_seen", {{"limit", std::to_string(limits::seen_max)}});
    }
    CborWriter out;
    out.array(parts);
    out.number(body.time.wall_ms);
    out.unsigned_number(body.time.counter);
    out.text(body.author);
    if (body.scope.month) {
        out.array(2);
        out.text(body.scope.mission);
        out.number(index_of(*body.scope.month));
    } else {
        out.null();
    }
    Bytes seen;
    for (const OperationName name : body.seen) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            seen.push_back(static_cast<std::uint8_t>(name >> shift));
        }
    }
    out.bytes(seen);
    write_changes(out, body.changes);
    if (out.written().size() > limits::operation_bytes_max) {
        return fail(ErrorKind::too_large, "operation_too_large",
                    {{"bytes", std::to_string(out.written().size())},
                     {"limit", std::to_string(limits::operation_bytes_max)}});
    }
    return out.take();
}

std::optional<OperationBody> decode_body(BytesView bytes) {
    CborReader in(bytes);
    OperationBody body;
    const std::size_t count = read_header(in, body);
    const BytesView seen = in.bytes(limits::seen_max * 8);
    if (seen.size() % 8 != 0) {
        in.fail();
    }
    for (std::size_t at = 0; at + 8 <= seen.size(); at += 8) {
        OperationName name = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            name = (name << 8) | seen[at + i];
        }
        body.seen.push_back(name);
    }
    EntityId last_row;
    const std::size_t changes = in.array(limits::changes_max);
    body.changes.reserve(changes);
    for (std::size_t i = 0; i < changes && in.ok(); ++i) {
        body.changes.push_back(read_change(in, last_row));
    }
    for (std::size_t part = parts; part < count; ++part) {
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

std::string to_text(const Scope& scope) {
    return scope.month ? scope.mission + "/" + to_text(*scope.month) : std::string();
}

Scope scope_from_text(std::string_view text) {
    const std::size_t slash = text.rfind('/');
    if (slash == text.npos) {
        return {};
    }
    return {std::string(text.substr(0, slash)), month_from_text(text.substr(slash + 1))};
}

}  // namespace phirap
