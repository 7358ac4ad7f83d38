#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "shared/core/limits.h"
#include "shared/wire/report_json_reader.h"

namespace phirap {

using nlohmann::json;

std::optional<Value> ReportReader::value_of(const json& value, const FormField& field,
                                            const std::string& at) {
    Result<Value> read = tl::unexpected(wrong_type(field.type, rendered(value)));
    if (value.is_null()) {
        read = Value();
    } else if (value.is_string() && field.type != FieldType::flag) {
        read = value_checked(field, value.get<std::string>());
    } else if (value.is_boolean() && field.type == FieldType::flag) {
        read = Value(value.get<bool>());
    } else if (value.is_number_integer() && field.type == FieldType::integer) {
        // Through text, so that a count past 2^63 is refused by what it is.
        read = value_typed(field, value.dump());
    }
    if (!read) {
        note(at, read.error());
        return std::nullopt;
    }
    return *read;
}

void ReportReader::read_fields(const json& object, const std::vector<FormField>& form,
                               std::vector<Field>& fields) {
    for (const FormField& field : form) {
        const json* value = member(object, field.member);
        if (value == nullptr) {
            continue;
        }
        if (const std::optional<Value> read = value_of(*value, field, field.member)) {
            put_field(fields, field.key, *read);
        }
    }
}

void ReportReader::read_rows(const json& object, FormReport& report) {
    const json* rows = member(object, pack_->form.rows_member);
    if (rows == nullptr || rows->is_null()) {
        return;
    }
    if (!rows->is_array()) {
        note(pack_->form.rows_member, bad("not_a_list", {{"found", rendered(*rows)}}));
        return;
    }
    if ((rows_ += rows->size()) > limits::import_rows_max) {
        note(pack_->form.rows_member,
             {ErrorKind::too_large,
              "too_many_rows",
              {{"found", std::to_string(rows_)}, {"max", std::to_string(limits::import_rows_max)}}});
        return;
    }
    ids_.clear();
    for (const json& row : *rows) {
        ++spot_.row;
        read_row(row, report);
    }
    spot_.row = 0;
    std::map<std::string, std::uint64_t> alike;
    for (FormRow& row : report.rows) {
        row.ordinal = row.id ? 0 : alike[likeness(row, pack_->form)]++;
    }
    std::erase_if(report.rows, [&](const FormRow& row) {
        return spoilt_.contains({spot_.report, row.number});
    });
}

void ReportReader::read_row(const json& object, FormReport& report) {
    if (!object.is_object()) {
        note("", bad("not_an_object", {{"found", rendered(object)}}));
        return;
    }
    FormRow row;
    row.number = spot_.row;
    refuse_unknown(object, row_members(), "");
    read_id(object, row);
    read_fields(object, pack_->form.row_fields, row.fields);
    if (const json* channels = member(object, "channels"); channels != nullptr && pack_->form.channels) {
        read_channels(*channels, row);
    }
    for (const EvidenceRole& role : pack_->form.evidence) {
        if (const json* pictures = member(object, role.member)) {
            read_pictures(*pictures, role, row);
        }
    }
    const std::optional<Month> month = month_known_ ? std::optional(report.month) : std::nullopt;
    const bool whole = !entries_ || !row.id;
    for (FormFault& fault : whole ? check_new_row(row, month, *pack_) : check_row(row, month, *pack_)) {
        note(std::move(fault.member), std::move(fault.what));
    }
    report.rows.push_back(std::move(row));
}

void ReportReader::read_id(const json& object, FormRow& row) {
    const json* id = member(object, "id");
    if (id == nullptr || id->is_null()) {
        return;
    }
    row.id = id->is_string() ? entity_from_text(id->get<std::string>()) : std::nullopt;
    if (!row.id || is_name(*row.id)) {
        note("id", bad("id_unreadable", {{"found", rendered(*id)}}));
        return;
    }
    if (const auto [twin, first] = ids_.try_emplace(*row.id, row.number); !first) {
        note("id", bad("row_twice", {{"row", std::to_string(twin->second)}}));
    }
}

void ReportReader::read_channels(const json& list, FormRow& row) {
    if (!list.is_array()) {
        note("channels", bad("not_a_list", {{"found", rendered(list)}}));
        return;
    }
    row.channels.emplace();
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string at = "channels/" + std::to_string(i + 1);
        FormChannel& channel = row.channels->emplace_back();
        if (!list[i].is_object()) {
            note(at, bad("not_an_object", {{"found", rendered(list[i])}}));
            continue;
        }
        for (const auto& [key, value] : list[i].items()) {
            if (key != "kind" && key != "link" && key != "capture") {
                note(at + "/" + quote_of(key), bad("member_unknown", {{"members", "kind, link, capture"}}));
            } else if (!value.is_string() && !value.is_null()) {
                note(at + "/" + key, wrong_type(FieldType::text, rendered(value)));
            } else if (value.is_string()) {
                put_field(channel.fields, key, value.get<std::string>());
            }
        }
    }
}

void ReportReader::read_pictures(const json& list, const EvidenceRole& role, FormRow& row) {
    if (!list.is_array()) {
        note(role.member, bad("not_a_list", {{"found", rendered(list)}}));
        return;
    }
    FormPictures& group = row.pictures.emplace_back(FormPictures{role.key, {}});
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string at = role.member + "/" + std::to_string(i + 1);
        const json* name = list[i].is_object() ? member(list[i], "name") : &list[i];
        const json* sha256 = list[i].is_object() ? member(list[i], "sha256") : nullptr;
        if (name == nullptr || !name->is_string()) {
            note(at, wrong_type(FieldType::text, rendered(list[i])));
            continue;
        }
        Evidence& picture = group.pictures.emplace_back();
        picture.role = role.key;
        picture.name = name->get<std::string>();
        if (sha256 != nullptr) {
            const std::optional<Bytes> digest =
                sha256->is_string() ? from_hex(sha256->get<std::string>()) : std::nullopt;
            if (digest && digest->size() == 32) {
                picture.rendition = Sha256::from(*digest);
            } else {
                note(at + "/sha256", bad("sha256_unreadable", {{"found", rendered(*sha256)}}));
            }
        }
    }
}

}  // namespace phirap
