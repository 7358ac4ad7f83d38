#include "shared/wire/operation_body.h"

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/wire/cbor.h"
#include "shared/wire/field_names.h"

namespace phirap {
namespace {

constexpr std::uint64_t change_remove = 1;
constexpr std::uint64_t change_keep = 2;
constexpr std::size_t parts = 6;

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
void write_entity(CborWriter& out, const Entity& entity, const std::optional<EntityId>& last_row) {
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

struct KeyedField {
    std::optional<std::uint64_t> number;
    const Field* field = nullptr;

    // RFC 8949 section 4.2.1: keys in the order of their encodings, numbers before text, short before long.
    bool operator<(const KeyedField& other) const {
        if (number || other.number) {
            return number.value_or(UINT64_MAX) < other.number.value_or(UINT64_MAX);
        }
        const std::string& a = field->key;
        const std::string& b = other.field->key;
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    }
};

void write_fields(CborWriter& out, const std::vector<Field>& fields) {
    std::vector<KeyedField> ordered;
    ordered.reserve(fields.size());
    for (const Field& field : fields) {
        ordered.push_back({number_of_field(field.key), &field});
    }
    std::sort(ordered.begin(), ordered.end());
    out.map(ordered.size());
    for (const KeyedField& keyed : ordered) {
        if (keyed.number) {
            out.unsigned_number(*keyed.number);
        } else {
            out.text(keyed.field->key);
        }
        write_value(out, keyed.field->value);
    }
}

void write_changes(CborWriter& out, const std::vector<Change>& changes) {
    std::optional<EntityId> last_row;
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

Bytes write_body(const OperationBody& body) {
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
    return out.take();
}

tl::unexpected<Error> past(std::string key, std::string measure, std::size_t size, std::size_t limit,
                           Arguments more = {}) {
    more.emplace_back(std::move(measure), std::to_string(size));
    more.emplace_back("limit", std::to_string(limit));
    return fail(ErrorKind::too_large, std::move(key), std::move(more));
}

Result<void> check_fields(const Change& change) {
    if (change.fields.size() > limits::fields_max) {
        return past("too_many_fields", "count", change.fields.size(), limits::fields_max);
    }
    for (const Field& field : change.fields) {
        // A pack or a published grade is the server's, and as long as an operation may be.
        const std::string* text = std::get_if<std::string>(&field.value);
        if (text != nullptr && text->size() > limits::text_bytes_max &&
            change.entity.kind < EntityKind::authority_begin) {
            return past("text_too_long", "bytes", text->size(), limits::text_bytes_max,
                        {{"field", field.key}});
        }
    }
    return {};
}

Result<void> check_limits(const OperationBody& body) {
    if (body.author.size() > limits::author_bytes_max) {
        return past("author_too_long", "bytes", body.author.size(), limits::author_bytes_max);
    }
    if (body.changes.size() > limits::changes_max) {
        return past("too_many_changes", "count", body.changes.size(), limits::changes_max);
    }
    if (body.seen.size() > limits::seen_max) {
        return past("too_much_seen", "count", body.seen.size(), limits::seen_max);
    }
    for (const Change& change : body.changes) {
        if (const Result<void> checked = check_fields(change); !checked) {
            return checked;
        }
    }
    return {};
}

// What was said to be saved must be readable everywhere and say the same: so it is read back before
// anybody is told. That costs some microseconds a save.
bool reads_back(const OperationBody& body, BytesView bytes) {
    OperationBody sorted = body;
    for (Change& change : sorted.changes) {
        std::ranges::sort(change.fields, {}, &Field::key);
    }
    return decode_body(bytes) == sorted;
}

}  // namespace

Result<Bytes> encode_body(const OperationBody& body) {
    if (const Result<void> checked = check_limits(body); !checked) {
        return tl::unexpected(checked.error());
    }
    Bytes bytes = write_body(body);
    if (bytes.size() > limits::operation_bytes_max) {
        return past("operation_too_large", "bytes", bytes.size(), limits::operation_bytes_max);
    }
    if (!reads_back(body, bytes)) {
        return fail(ErrorKind::bad_input, "operation_not_writable");
    }
    return bytes;
}

std::string to_text(const Scope& scope) {
    return scope.month ? scope.mission + "/" + to_text(*scope.month) : std::string();
}

Scope scope_from_text(std::string_view text) {
    const std::size_t slash = text.rfind('/');
    const std::optional<Month> month =
        slash == text.npos ? std::nullopt : month_from_text(text.substr(slash + 1));
    return month ? Scope{std::string(text.substr(0, slash)), month} : Scope{};
}

}  // namespace phirap
