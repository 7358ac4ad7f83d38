// What a page sends, read: JSON whose size and depth are looked at before it is parsed.
//
// Every reading gives Error desk_request_unreadable {what} when the body is not what DESK.md says; what is
// typed into fields comes through as it is, byte for byte.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/settling.h"
#include "shared/core/form_entry.h"
#include "shared/core/result.h"

namespace phirap::agent {

// A page sends what a person typed into one row or one form: no more than that, several times over.
inline constexpr std::size_t body_bytes_max = 512 * 1024;
inline constexpr int body_depth_max = 6;
// Fields, or channels, of one save.
inline constexpr std::size_t body_items_max = 200;

struct TypedField {
    std::string key;
    std::string typed;
    std::string as_of;
};
struct TypedTick {
    std::string service;
    std::string tick;
    bool value = false;
    std::string as_of;
};
struct TypedChannels {
    std::vector<FormChannel> list;
    std::string as_of;
};

struct RowBody {
    EntityId row{};
    std::vector<TypedField> fields;
    std::optional<TypedChannels> channels;
};
struct FieldsBody {
    std::vector<TypedField> fields;
    std::vector<TypedTick> services;
};
// A row, or one picture of it.
struct PlaceBody {
    EntityId row{};
    std::uint32_t child = 0;
    std::string as_of;
};
struct CopyBody {
    Month from;
    EntityId from_row{};
    EntityId row{};
};
struct SubmitBody {
    std::string by;
    std::string position;
};
struct SettleBody {
    std::string question;
    Settlement settlement;
};

[[nodiscard]] Result<RowBody> row_body(BytesView body);
[[nodiscard]] Result<FieldsBody> fields_body(BytesView body);
[[nodiscard]] Result<PlaceBody> place_body(BytesView body, bool with_child);
[[nodiscard]] Result<CopyBody> copy_body(BytesView body);
[[nodiscard]] Result<SubmitBody> submit_body(BytesView body);
[[nodiscard]] Result<SettleBody> settle_body(BytesView body);
// {"author": ...}
[[nodiscard]] Result<std::string> author_body(BytesView body);

}  // namespace phirap::agent
