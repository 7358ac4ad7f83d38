#include <algorithm>

#include "shared/core/limits.h"
#include "shared/core/recording.h"
#include "shared/core/text.h"

namespace phirap {
namespace {

Result<void> check_text(const std::string& field, const std::string& text) {
    if (text.size() > limits::text_bytes_max) {
        return fail(ErrorKind::too_large, "text_too_long",
                    {{"field", field},
                     {"bytes", std::to_string(text.size())},
                     {"limit", std::to_string(limits::text_bytes_max)}});
    }
    if (!is_utf8(text)) {
        return fail(ErrorKind::bad_input, "text_not_utf8", {{"field", field}});
    }
    if (const std::optional<std::string> code = control_character_in(text)) {
        return fail(ErrorKind::bad_input, "text_control_character", {{"field", field}, {"code", *code}});
    }
    return {};
}

// What people count on the form. Other numbers are times and offsets of our own.
bool is_counted(EntityKind kind) {
    return kind <= EntityKind::service && kind != EntityKind::evidence;
}

Result<void> check_number(const std::string& field, std::int64_t number) {
    if (number < 0) {
        return fail(ErrorKind::bad_input, "number_negative_field",
                    {{"field", field}, {"number", std::to_string(number)}});
    }
    if (number > limits::number_max) {
        return fail(ErrorKind::too_large, "number_too_large_field",
                    {{"field", field},
                     {"number", std::to_string(number)},
                     {"limit", std::to_string(limits::number_max)}});
    }
    return {};
}

bool is_key(std::string_view key) {
    return !key.empty() && key.size() <= limits::key_bytes_max && std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

Result<void> check_field(EntityKind kind, const Field& field) {
    if (!is_key(field.key)) {
        return fail(ErrorKind::bad_input, "field_key_bad",
                    {{"field", field.key.substr(0, limits::key_bytes_max)}});
    }
    if (const std::string* text = std::get_if<std::string>(&field.value)) {
        return check_text(field.key, *text);
    }
    if (const std::int64_t* number = std::get_if<std::int64_t>(&field.value);
        number != nullptr && is_counted(kind)) {
        return check_number(field.key, *number);
    }
    const Bytes* bytes = std::get_if<Bytes>(&field.value);
    if (bytes != nullptr && bytes->size() > limits::operation_bytes_max) {
        return fail(ErrorKind::too_large, "bytes_too_long",
                    {{"field", field.key},
                     {"bytes", std::to_string(bytes->size())},
                     {"limit", std::to_string(limits::operation_bytes_max)}});
    }
    return {};
}

Result<void> check_count(std::size_t count, std::size_t limit, const char* key) {
    if (count > limit) {
        return fail(ErrorKind::too_large, key,
                    {{"count", std::to_string(count)}, {"limit", std::to_string(limit)}});
    }
    return {};
}

}  // namespace

Result<void> check_limits(std::span<const OperationName> seen, std::span<const Change> changes) {
    Result<void> fits = check_count(seen.size(), limits::seen_max, "too_much_seen");
    if (fits) {
        fits = check_count(changes.size(), limits::changes_max, "too_many_changes");
    }
    for (const Change& change : changes) {
        if (fits) {
            fits = check_count(change.fields.size(), limits::fields_max, "too_many_fields");
        }
        for (const Field& field : change.fields) {
            if (!fits) {
                return fits;
            }
            fits = check_field(change.entity.kind, field);
        }
    }
    return fits;
}

Result<void> check_author(std::string_view author) {
    if (author.size() > limits::author_bytes_max) {
        return fail(
            ErrorKind::too_large, "author_too_long",
            {{"bytes", std::to_string(author.size())}, {"limit", std::to_string(limits::author_bytes_max)}});
    }
    if (!is_utf8(author) || control_character_in(author)) {
        return fail(ErrorKind::bad_input, "author_not_utf8");
    }
    return {};
}

}  // namespace phirap
