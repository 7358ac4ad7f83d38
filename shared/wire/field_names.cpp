#include "shared/wire/field_names.h"

#include <algorithm>
#include <array>

#include "shared/core/limits.h"

namespace phirap {
namespace {

// The place in this list is the number on the wire, for ever: append only.
constexpr std::array<std::string_view, 46> names = {
    "date",
    "activity",
    "place",
    "participants",
    "downloads",
    "kind",
    "link",
    "capture",
    "reporter",
    "position",
    "official_downloads",
    "publicity_only",
    "correct",
    "complete",
    "current",
    "role",
    "name",
    "sha256",
    "district",
    "created_at",
    "submitted",
    "by",
    "received_ms",
    "decision",
    "comment",
    "held_acknowledgement",
    "clock_offset_ms",
    "value",
    "officials",
    "relevant",
    "version",
    "json",
    "paper",
    "tips",
    "revoked",
    "held",
    "reason",
    "criterion",
    "struck",
    "until",
    "digest",
    "grade",
    "preview",
    "original",
    "taken",
    "likeness",
};

}  // namespace

bool is_field_key(std::string_view text) {
    return !text.empty() && text.size() <= limits::key_bytes_max && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::optional<std::uint64_t> number_of_field(std::string_view key) {
    const auto found = std::ranges::find(names, key);
    return found == names.end() ? std::nullopt : std::optional<std::uint64_t>(found - names.begin());
}

std::optional<std::string_view> field_of_number(std::uint64_t number) {
    return number < names.size() ? std::optional(names[number]) : std::nullopt;
}

}  // namespace phirap
