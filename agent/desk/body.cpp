#include "agent/desk/body.h"

#include <nlohmann/json.hpp>

#include "shared/wire/json_reading.h"

namespace phirap::agent {
namespace {

// A body while it is read; `read` takes what it needs, and whatever it finds wrong makes the whole
// unreadable.
template <typename Read>
auto read_body(BytesView body, Read read) -> Result<decltype(read(std::declval<const JsonAt&>()))> {
    JsonFaults faults;
    const std::optional<nlohmann::json> json =
        parse_json(text_of(body), body_bytes_max, body_depth_max, faults);
    if (json) {
        const JsonAt at(&*json, "", faults);
        auto found = read(at);
        if (faults.empty()) {
            return found;
        }
    }
    return fail(ErrorKind::bad_input, "desk_request_unreadable",
                {{"what", say(Language::english, faults.front())}});
}

// Whatever was typed; "" and null are nothing.
std::string typed_text(const JsonAt& at) {
    if (!at.is_text()) {
        at.fault("expect_text", {{"max", std::to_string(body_bytes_max)}});
    }
    return at.any_text();
}

std::string text_or_nothing(const JsonAt& object, std::string_view member) {
    return object.has(member) ? typed_text(object[member]) : "";
}

EntityId row_id(const JsonAt& at) {
    const std::optional<EntityId> id = entity_from_text(at.any_text());
    if (!id || is_name(*id)) {
        at.fault("expect_id");
        return {};
    }
    return *id;
}

Month month_in(const JsonAt& at) {
    const std::optional<Month> month = month_from_text(at.any_text());
    if (!month) {
        at.fault("expect_month");
    }
    return month.value_or(Month{});
}

std::vector<TypedField> typed_fields(const JsonAt& body) {
    std::vector<TypedField> fields;
    if (body.has("fields")) {
        for (const JsonAt& item : body["fields"].items(0, body_items_max)) {
            fields.push_back({item["key"].key(), typed_text(item["typed"]), text_or_nothing(item, "as_of")});
        }
    }
    return fields;
}

TypedChannels typed_channels(const JsonAt& at) {
    TypedChannels channels;
    for (const JsonAt& item : at["list"].items(0, body_items_max)) {
        FormChannel& channel = channels.list.emplace_back();
        for (const std::string_view member : {"kind", "link", "capture"}) {
            if (std::string text = text_or_nothing(item, member); !text.empty()) {
                put_field(channel.fields, member, std::move(text));
            }
        }
    }
    channels.as_of = text_or_nothing(at, "as_of");
    return channels;
}

Settlement settlement_in(const JsonAt& body) {
    if (body.has("choose")) {
        return ChooseAnswer{static_cast<std::size_t>(body["choose"].integer(1, 1'000))};
    }
    if (body.has("value")) {
        return GiveValue{typed_text(body["value"])};
    }
    if (body.has("keep")) {
        return KeepRow{};
    }
    if (!body.has("remove")) {
        body.fault("expect_settlement");
    }
    return DeleteRow{};
}

}  // namespace

Result<RowBody> row_body(BytesView body) {
    return read_body(body, [](const JsonAt& at) {
        RowBody row{row_id(at["row"]), typed_fields(at), {}};
        if (at.has("channels")) {
            row.channels = typed_channels(at["channels"]);
        }
        return row;
    });
}

Result<FieldsBody> fields_body(BytesView body) {
    return read_body(body, [](const JsonAt& at) {
        FieldsBody fields{typed_fields(at), {}};
        if (at.has("services")) {
            for (const JsonAt& item : at["services"].items(0, body_items_max)) {
                fields.services.push_back({item["key"].key(), item["tick"].key(), item["value"].flag(),
                                           text_or_nothing(item, "as_of")});
            }
        }
        return fields;
    });
}

Result<PlaceBody> place_body(BytesView body, bool with_child) {
    return read_body(body, [with_child](const JsonAt& at) {
        PlaceBody place{row_id(at["row"]), 0, text_or_nothing(at, "as_of")};
        if (with_child) {
            place.child = static_cast<std::uint32_t>(at["child"].integer(0, UINT32_MAX));
        }
        return place;
    });
}

Result<CopyBody> copy_body(BytesView body) {
    return read_body(body, [](const JsonAt& at) {
        return CopyBody{month_in(at["from"]["month"]), row_id(at["from"]["row"]), row_id(at["row"])};
    });
}

Result<SubmitBody> submit_body(BytesView body) {
    return read_body(body, [](const JsonAt& at) {
        return SubmitBody{text_or_nothing(at, "by"), text_or_nothing(at, "position")};
    });
}

Result<SettleBody> settle_body(BytesView body) {
    return read_body(body, [](const JsonAt& at) {
        return SettleBody{at["question"].text(64), settlement_in(at)};
    });
}

Result<std::string> author_body(BytesView body) {
    return read_body(body, [](const JsonAt& at) { return typed_text(at["author"]); });
}

}  // namespace phirap::agent
