#include "shared/wire/report_json.h"

#include <algorithm>
#include <array>
#include <functional>

#include "shared/core/day.h"
#include "shared/core/digest.h"
#include "shared/core/report_state.h"

namespace phirap {
namespace {

void write_value(JsonWriter& json, const Value& value) {
    if (const std::int64_t* number = std::get_if<std::int64_t>(&value)) {
        json.number(*number);
    } else if (const bool* flag = std::get_if<bool>(&value)) {
        json.flag(*flag);
    } else if (std::holds_alternative<std::monostate>(value)) {
        json.null();
    } else {
        json.text(to_text(value));
    }
}

// One member and how its value is written. "reporter.name" is the member `name` of the object `reporter`.
struct Member {
    std::string_view path;
    std::function<void()> write;
};

void write_members(JsonWriter& json, std::span<const Member> members) {
    std::vector<std::string_view> done;
    for (const Member& member : members) {
        const std::string_view head = member.path.substr(0, member.path.find('.'));
        if (std::ranges::find(done, head) != done.end()) {
            continue;
        }
        done.push_back(head);
        json.name(head);
        if (head == member.path) {
            member.write();
            continue;
        }
        std::vector<Member> inner;
        for (const Member& other : members) {
            if (other.path.size() > head.size() && other.path.starts_with(head) &&
                other.path[head.size()] == '.') {
                inner.push_back({other.path.substr(head.size() + 1), other.write});
            }
        }
        json.begin_object();
        write_members(json, inner);
        json.end();
    }
}

void write_channels(JsonWriter& json, const std::vector<FormChannel>& channels) {
    json.begin_array();
    for (const FormChannel& channel : channels) {
        json.begin_object();
        for (const std::string_view key : {"kind", "link", "capture"}) {
            if (const Value* value = find_field(channel.fields, key)) {
                json.name(key);
                write_value(json, *value);
            }
        }
        json.end();
    }
    json.end();
}

// A name alone, as people write it; with its hash where it was brought so and the file never came.
void write_pictures(JsonWriter& json, const FormPictures& group) {
    json.begin_array();
    for (const Evidence& picture : group.pictures) {
        if (!picture.rendition || picture.original) {
            json.text(picture.name);
            continue;
        }
        json.begin_object();
        json.member("name", picture.name);
        json.member("sha256", picture.rendition->hex());
        json.end();
    }
    json.end();
}

// What a row's form shows, in the order of the printed form's columns; what no column shows comes last.
std::vector<std::string> order_of(const Form& form) {
    std::vector<std::string> order;
    const auto add = [&](const std::string& shown) {
        if (std::ranges::find(order, shown) == order.end()) {
            order.push_back(shown);
        }
    };
    for (const FormColumn& column : form.columns) {
        std::ranges::for_each(column.shows, add);
    }
    std::ranges::for_each(form.row_fields, add, &FormField::key);
    add("channels");
    std::ranges::for_each(form.evidence, add, &EvidenceRole::key);
    return order;
}

void write_row(JsonWriter& json, const FormRow& row, const MissionPack& pack, bool with_id) {
    std::vector<Member> members;
    if (with_id && row.id) {
        members.push_back({"id", [&] { json.text(to_text(*row.id)); }});
    }
    for (const std::string& shown : order_of(pack.form)) {
        const FormField* field = pack.form.row_field(shown);
        const Value* value = field == nullptr ? nullptr : row.value(shown);
        const EvidenceRole* role = pack.form.evidence_role(shown);
        const auto group = std::ranges::find(row.pictures, shown, &FormPictures::role);
        if (shown == "channels" && row.channels) {
            members.push_back({"channels", [&] { write_channels(json, *row.channels); }});
        } else if (value != nullptr) {
            members.push_back({field->member, [&json, value] { write_value(json, *value); }});
        } else if (role != nullptr && group != row.pictures.end()) {
            members.push_back({role->member, [&json, group] { write_pictures(json, *group); }});
        }
    }
    json.begin_object();
    write_members(json, members);
    json.end();
}

void write_services(JsonWriter& json, const FormReport& report, const MissionPack& pack) {
    json.begin_object();
    for (const FormService& service : report.services) {
        json.name(service.key);
        json.begin_object();
        for (const Choice& tick : pack.ticks) {
            if (const Value* value = find_field(service.ticks, tick.key)) {
                json.name(tick.key);
                write_value(json, *value);
            }
        }
        json.end();
    }
    json.end();
}

std::string_view name_of(EntityKind kind) {
    switch (kind) {
        case EntityKind::row:
            return "row";
        case EntityKind::channel:
            return "channel";
        case EntityKind::evidence:
            return "evidence";
        case EntityKind::service:
            return "service";
        case EntityKind::report:
            return "report";
        case EntityKind::submission:
            return "submission";
        default:
            return "centre";
    }
}

void write_answer(JsonWriter& json, const Report& report, const Answer& answer) {
    const Writing& writing = report.writings[answer.writing];
    json.begin_object();
    json.name("value");
    write_value(json, answer.value);
    json.member("author", writing.author);
    json.member("written_at", to_text(bangkok_time(writing.time.wall_ms)));
    json.member("writer", writing.writer.hex());
    json.member("operation", writing.id.hex().substr(0, 16));
    json.end();
}

void write_conflict(JsonWriter& json, const Report& report, const Conflict& conflict, std::int64_t number) {
    const Entity owner = owner_of(conflict.entity);
    json.begin_object();
    json.member("number", number);
    json.member("key", key_of(conflict));
    json.member("of", std::string(name_of(conflict.entity.kind)));
    if (owner.kind == EntityKind::row || owner.kind == EntityKind::service) {
        json.member(owner.kind == EntityKind::row ? "row" : "service", to_text(owner.id));
    }
    if (owner != conflict.entity) {
        json.member("child", static_cast<std::int64_t>(conflict.entity.child));
    }
    json.member("question", conflict.field.empty() ? "edited_after_delete" : "answers");
    if (!conflict.field.empty()) {
        json.member("field", conflict.field);
    }
    json.name("answers");
    json.begin_array();
    for (const Answer& answer : conflict.answers) {
        write_answer(json, report, answer);
    }
    json.end();
    json.end();
}

}  // namespace

std::string key_of(const Conflict& conflict) {
    const std::array<std::uint8_t, 5> head = {static_cast<std::uint8_t>(conflict.entity.kind),
                                              static_cast<std::uint8_t>(conflict.entity.child >> 24),
                                              static_cast<std::uint8_t>(conflict.entity.child >> 16),
                                              static_cast<std::uint8_t>(conflict.entity.child >> 8),
                                              static_cast<std::uint8_t>(conflict.entity.child)};
    std::vector<OperationName> names = conflict.seen;
    std::ranges::sort(names);
    return digest_of({head, conflict.entity.id.view(), bytes_of(conflict.field), names_to_bytes(names)})
        .hex()
        .substr(0, 8);
}

bool is_added_by_export(std::string_view member) {
    constexpr std::array<std::string_view, 10> added = {"state",       "evidence", "changed_since_submission",
                                                        "due",         "facts",    "grade",
                                                        "submissions", "decision", "conflicts",
                                                        "quarantined"};
    return std::ranges::find(added, member) != added.end();
}

void write_report(JsonWriter& json, const FormReport& report, const MissionPack& pack, bool with_ids) {
    std::vector<Member> members = {{"office", [&] { json.text(report.office); }},
                                   {"month", [&] { json.text(to_text(report.month)); }}};
    for (const FormField& field : pack.form.report_fields) {
        if (const Value* value = find_field(report.fields, field.key)) {
            members.push_back({field.member, [&json, value] { write_value(json, *value); }});
        }
    }
    if (!pack.services.empty()) {
        members.push_back({"services", [&] { write_services(json, report, pack); }});
    }
    members.push_back({pack.form.rows_member, [&] {
                           json.begin_array();
                           for (const FormRow& row : report.rows) {
                               write_row(json, row, pack, with_ids);
                           }
                           json.end();
                       }});
    write_members(json, members);
}

void write_conflicts(JsonWriter& json, const Report& report) {
    json.begin_array();
    std::int64_t number = 0;
    for (const Conflict& conflict : conflicts(report)) {
        write_conflict(json, report, conflict, ++number);
    }
    json.end();
}

std::string reports_to_json(const std::vector<FormReport>& reports, const MissionPack& pack, bool with_ids) {
    JsonWriter json(1);
    json.begin_object();
    json.name("reports");
    json.begin_array();
    for (const FormReport& report : reports) {
        json.begin_object();
        write_report(json, report, pack, with_ids);
        json.end();
    }
    json.end();
    json.end();
    return json.take();
}

}  // namespace phirap
