#include "shared/core/ids.h"

#include "shared/core/invariant.h"

namespace phirap {
namespace {

bool is_name_character(std::uint8_t c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

}  // namespace

std::optional<EntityId> entity_named(std::string_view name) {
    EntityId id;
    if (name.empty() || name.size() > id.bytes.size()) {
        return std::nullopt;
    }
    std::ranges::copy(name, id.bytes.begin());
    return is_name(id) ? std::optional(id) : std::nullopt;
}

bool is_name(const EntityId& id) {
    std::size_t length = 0;
    while (length < id.bytes.size() && is_name_character(id.bytes[length])) {
        ++length;
    }
    return length > 0 && std::all_of(id.bytes.begin() + static_cast<std::ptrdiff_t>(length), id.bytes.end(),
                                     [](std::uint8_t byte) { return byte == 0; });
}

std::string to_text(const EntityId& id) {
    if (is_name(id)) {
        const auto end = std::ranges::find(id.bytes, 0);
        return {id.bytes.begin(), end};
    }
    std::string text = id.hex();
    for (const std::size_t at : {20U, 16U, 12U, 8U}) {
        text.insert(at, 1, '-');
    }
    return text;
}

std::optional<EntityId> entity_from_text(std::string_view text) {
    if (text.size() != 36) {
        return entity_named(text);
    }
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen != (text[i] == '-')) {
            return std::nullopt;
        }
        if (!hyphen) {
            digits += text[i];
        }
    }
    const std::optional<Bytes> bytes = from_hex(digits);
    return bytes ? EntityId::from(*bytes) : std::nullopt;
}

EntityId uuid_v7(std::int64_t unix_ms, const std::array<std::uint8_t, 10>& random) {
    EntityId id;
    for (std::size_t i = 0; i < 6; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(unix_ms >> (40 - 8 * i));
    }
    std::ranges::copy(random, id.bytes.begin() + 6);
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x70);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

EntityId uuid_v8(BytesView digest) {
    invariant(digest.size() >= 16, "a UUIDv8 is made from at least 16 bytes");
    EntityId id;
    std::copy_n(digest.begin(), 16, id.bytes.begin());
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x80);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

bool is_office(std::string_view text) {
    return !text.empty() && text.size() <= 16 && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || is_name_character(static_cast<std::uint8_t>(c));
    });
}

}  // namespace phirap
