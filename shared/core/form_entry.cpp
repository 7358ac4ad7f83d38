#include "shared/core/form_entry.h"

#include <algorithm>
#include <tuple>

#include "shared/core/digest.h"

namespace phirap {
namespace {

void take_shown(const EntityState& state, std::string_view key, std::vector<Field>& fields) {
    const Value& value = state.shown(key);
    if (!std::holds_alternative<std::monostate>(value)) {
        put_field(fields, key, value);
    }
}

std::vector<FormChannel> channels_of(const Report& report, const EntityId& row) {
    std::vector<FormChannel> channels;
    for (const EntityState* state : owned_in_order(report, EntityKind::channel, row)) {
        FormChannel& channel = channels.emplace_back();
        for (const std::string_view key : {"kind", "link", "capture"}) {
            take_shown(*state, key, channel.fields);
        }
    }
    return channels;
}

std::vector<FormPictures> pictures_of(const Report& report, const EntityId& row, const Form& form) {
    std::vector<FormPictures> all;
    for (const EvidenceRole& role : form.evidence) {
        all.push_back({role.key, {}});
    }
    for (const EntityState* state : owned_in_order(report, EntityKind::evidence, row)) {
        const auto found = std::ranges::find(all, text_in(state->shown("role")), &FormPictures::role);
        if (found == all.end() && text_in(state->shown("role")) == capture_role) {
            all.push_back({std::string(capture_role), {evidence_of(*state)}});
        } else if (found != all.end()) {
            found->pictures.push_back(evidence_of(*state));
        }
    }
    return all;
}

void append_counted(Bytes& bytes, std::string_view text) {
    const auto size = static_cast<std::uint32_t>(text.size());
    for (const int shift : {24, 16, 8, 0}) {
        bytes.push_back(static_cast<std::uint8_t>(size >> shift));
    }
    append(bytes, bytes_of(text));
}

Bytes likeness_bytes(const FormRow& row, const Form& form) {
    Bytes bytes;
    const auto add = [&](std::string_view key) {
        const Value* value = row.value(key);
        append_counted(bytes, value == nullptr ? "" : to_text(*value));
    };
    if (form.alike.empty()) {
        std::ranges::for_each(form.row_fields, add, &FormField::key);
    } else {
        std::ranges::for_each(form.alike, add);
    }
    return bytes;
}

}  // namespace

const Value* FormRow::value(std::string_view key) const {
    return find_field(fields, key);
}

void put_field(std::vector<Field>& fields, std::string_view key, Value value) {
    const auto at = std::ranges::lower_bound(fields, key, {}, &Field::key);
    if (at != fields.end() && at->key == key) {
        at->value = std::move(value);
    } else {
        fields.insert(at, {std::string(key), std::move(value)});
    }
}

const Value* find_field(const std::vector<Field>& fields, std::string_view key) {
    const auto at = std::ranges::lower_bound(fields, key, {}, &Field::key);
    return at != fields.end() && at->key == key ? &at->value : nullptr;
}

std::vector<const EntityState*> owned_in_order(const Report& report, EntityKind kind, const EntityId& row) {
    std::vector<const EntityState*> owned = report.owned(kind, row);
    std::ranges::stable_sort(owned, {}, &EntityState::first_writing);
    return owned;
}

FormRow form_of(const Report& report, const EntityState& row, const MissionPack& pack) {
    FormRow form;
    form.id = row.entity.id;
    for (const FormField& field : pack.form.row_fields) {
        take_shown(row, field.key, form.fields);
    }
    if (pack.form.channels) {
        form.channels = channels_of(report, row.entity.id);
    }
    form.pictures = pictures_of(report, row.entity.id, pack.form);
    return form;
}

FormReport form_of(const Report& report, const Office& office, const MissionPack& pack) {
    FormReport form{0, office, report.scope.month.value_or(Month{}), {}, {}, {}};
    if (const EntityState* own = report.find({EntityKind::report, {}, 0})) {
        for (const FormField& field : pack.form.report_fields) {
            take_shown(*own, field.key, form.fields);
        }
    }
    for (const Choice& service : pack.services) {
        const std::optional<EntityId> id = entity_named(service.key);
        const EntityState* state = id ? report.find({EntityKind::service, *id, 0}) : nullptr;
        if (state != nullptr && !state->hidden) {
            FormService& ticked = form.services.emplace_back(FormService{service.key, {}});
            for (const Choice& tick : pack.ticks) {
                take_shown(*state, tick.key, ticked.ticks);
            }
        }
    }
    std::vector<const EntityState*> rows = report.visible(EntityKind::row);
    std::ranges::stable_sort(rows, {}, [&](const EntityState* row) {
        const std::string_view day = text_in(row->shown(pack.form.dated_by));
        return std::tuple(day.empty(), day, row->first_writing);
    });
    for (const EntityState* row : rows) {
        form.rows.push_back(form_of(report, *row, pack));
    }
    return form;
}

std::string likeness(const FormRow& row, const Form& form) {
    return std::string(text_of(likeness_bytes(row, form)));
}

EntityId derived_row_id(const FormRow& row, const Office& office, Month month, const Form& form) {
    Bytes bytes;
    append_counted(bytes, office);
    append_counted(bytes, to_text(month));
    append(bytes, likeness_bytes(row, form));
    append_counted(bytes, std::to_string(row.ordinal));
    return uuid_v8(digest_of({bytes}).view());
}

std::string to_text(const FormChannel& channel) {
    const auto part = [&](std::string_view key) {
        const Value* value = find_field(channel.fields, key);
        return value == nullptr ? std::string() : to_text(*value);
    };
    std::string text = part("kind");
    bool colon = false;
    for (const std::string_view key : {"link", "capture"}) {
        if (const std::string proof = part(key); !proof.empty()) {
            text.append(colon ? " " : ": ").append(proof);
            colon = true;
        }
    }
    return text;
}

std::string to_text(const Value& value) {
    if (const std::string* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (const std::int64_t* number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    if (const bool* flag = std::get_if<bool>(&value)) {
        return *flag ? "true" : "false";
    }
    const Bytes* bytes = std::get_if<Bytes>(&value);
    return bytes == nullptr ? "" : to_hex(*bytes);
}

}  // namespace phirap
