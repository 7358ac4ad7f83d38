#include "shared/core/form_check.h"

#include <algorithm>
#include <array>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/core/thai_calendar.h"

namespace phirap {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_blank_text(std::string_view text) {
    return std::ranges::all_of(text, is_space);
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

// Yes and no as people write them in a table's cell.
constexpr std::array<std::string_view, 8> words_for_yes = {"true", "yes", "y", "1", "๑", "ใช่", "✓", "/"};
constexpr std::array<std::string_view, 8> words_for_no = {"false", "no", "n", "0", "๐", "ไม่ใช่", "ไม่", "-"};

Result<Value> flag_typed(std::string_view typed) {
    std::string word(typed);
    std::ranges::transform(word, word.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (std::ranges::find(words_for_yes, word) != words_for_yes.end()) {
        return Value(true);
    }
    if (std::ranges::find(words_for_no, word) != words_for_no.end()) {
        return Value(false);
    }
    return fail(ErrorKind::bad_input, "flag_unreadable", {{"text", quote_of(typed)}});
}

std::int64_t greatest(const FormField& field) {
    return field.max > 0 ? std::min<std::int64_t>(field.max, limits::number_max) : limits::number_max;
}

std::size_t longest(const FormField& field) {
    return field.max > 0 ? std::min(static_cast<std::size_t>(field.max), limits::text_bytes_max)
                         : limits::text_bytes_max;
}

Result<Value> text_kept(const FormField& field, std::string_view text) {
    if (const Result<void> fits = check_text(text, longest(field)); !fits) {
        return tl::unexpected(fits.error());
    }
    return std::string(text);
}

Result<Value> number_kept(const FormField& field, std::string_view typed) {
    const Result<std::int64_t> number = number_typed(typed, greatest(field));
    if (!number) {
        return tl::unexpected(number.error());
    }
    return *number;
}

// Of one row: more than anybody reads. A file of 64 MiB may be one row with millions of channels.
constexpr std::size_t row_faults_max = 1000;

// A check in progress: what is wrong so far, each with its member.
class Findings {
  public:
    void note(std::string member, Error what) {
        if (faults_.size() == row_faults_max) {
            return;
        }
        faults_.push_back({0, {}, {}, 0, 0, std::move(member), std::move(what)});
    }
    void value(const std::string& member, const FormField& field, const Value& value) {
        if (const Result<Value> checked = value_checked(field, value); !checked) {
            note(member, checked.error());
        }
    }
    [[nodiscard]] std::vector<FormFault> take() { return std::move(faults_); }

  private:
    std::vector<FormFault> faults_;
};

std::string numbered(std::string_view list, std::size_t index) {
    return std::string(list) + "/" + std::to_string(index + 1);
}

std::string known_kinds(const MissionPack& pack) {
    std::string kinds;
    for (const Choice& choice : pack.channel_kinds) {
        kinds.append(kinds.empty() ? "" : ", ").append(choice.key);
    }
    return kinds;
}

void check_channel(const FormChannel& channel, const std::string& at, const MissionPack& pack,
                   Findings& findings) {
    for (const Field& field : channel.fields) {
        const std::string member = at + "/" + field.key;
        if (field.key == "kind") {
            if (pack.channel_kind(text_in(field.value)) == nullptr) {
                findings.note(member,
                              {ErrorKind::bad_input,
                               "channel_unknown",
                               {{"kind", quote_of(text_in(field.value))}, {"kinds", known_kinds(pack)}}});
            }
        } else if (field.key == "link" || field.key == "capture") {
            findings.value(member, field.key == "link" ? link_field() : capture_field(), field.value);
        } else {
            findings.note(member,
                          {ErrorKind::bad_input, "member_unknown", {{"members", "kind, link, capture"}}});
        }
    }
}

void check_pictures(const FormPictures& group, const MissionPack& pack, Findings& findings) {
    if (group.role == capture_role) {
        return;  // named by the channels, and checked there
    }
    const EvidenceRole* role = pack.form.evidence_role(group.role);
    if (role == nullptr) {
        findings.note(group.role, {ErrorKind::bad_input, "role_unknown", {{"role", quote_of(group.role)}}});
        return;
    }
    for (std::size_t i = 0; i < group.pictures.size(); ++i) {
        findings.value(numbered(role->member, i), picture_name_field(), group.pictures[i].name);
    }
}

void check_fields(const FormRow& row, std::optional<Month> month, const MissionPack& pack,
                  Findings& findings) {
    for (const Field& given : row.fields) {
        const FormField* field = pack.form.row_field(given.key);
        if (field == nullptr) {
            findings.note(given.key,
                          {ErrorKind::bad_input, "field_unknown", {{"field", quote_of(given.key)}}});
            continue;
        }
        if (field->required && is_blank(&given.value)) {
            findings.note(field->member, {ErrorKind::bad_input, "value_missing", {}});
            continue;
        }
        findings.value(field->member, *field, given.value);
        const std::optional<Day> day = day_from_text(text_in(given.value));
        if (given.key == pack.form.dated_by && day && month) {
            if (const Result<void> inside = check_dated(*day, *month); !inside) {
                findings.note(field->member, inside.error());
            }
        }
    }
}

}  // namespace

Error wrong_type(FieldType type, std::string found) {
    constexpr std::array<const char*, 4> keys = {"value_not_text", "value_not_number", "value_not_date",
                                                 "value_not_flag"};
    return {ErrorKind::bad_input, keys[static_cast<std::size_t>(type)], {{"found", std::move(found)}}};
}

std::string quote_of(std::string_view text) {
    constexpr std::size_t bytes_max = 60;
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t width = 1;
        while (width < 4 && at + width < text.size() &&
               (static_cast<unsigned char>(text[at + width]) & 0xc0) == 0x80) {
            ++width;
        }
        const std::string_view letter = text.substr(at, width);
        if (shown.size() + width > bytes_max) {
            return shown + "…";
        }
        // U+FFFE and U+FFFF are no letters: readers put them where broken bytes were.
        const bool plain = is_utf8(letter) && static_cast<unsigned char>(letter[0]) >= 0x20 &&
                           letter != "\xef\xbf\xbe" && letter != "\xef\xbf\xbf";
        shown.append(plain ? letter : "�");
        at += width;
    }
    return shown;
}

Result<void> check_text(std::string_view text, std::size_t bytes_max) {
    const std::size_t max = std::min(bytes_max, limits::text_bytes_max);
    if (text.size() > max) {
        return fail(
            ErrorKind::too_large, "entry_too_long",
            {{"bytes", std::to_string(text.size())}, {"max", std::to_string(max)}, {"text", quote_of(text)}});
    }
    if (!is_utf8(text)) {
        return fail(ErrorKind::bad_input, "entry_not_utf8", {{"text", quote_of(text)}});
    }
    if (text.find('\0') != std::string_view::npos) {
        return fail(ErrorKind::bad_input, "entry_nul", {{"text", quote_of(text)}});
    }
    const bool controlled = std::ranges::any_of(
        text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && !is_space(c)) || c == 0x7f; });
    if (controlled) {
        return fail(ErrorKind::bad_input, "entry_control", {{"text", quote_of(text)}});
    }
    return {};
}

Result<Value> value_typed(const FormField& field, std::string_view typed, std::optional<Month> report) {
    if (typed.empty() || (field.type != FieldType::text && is_blank_text(typed))) {
        return Value();
    }
    if (field.type == FieldType::text) {
        return text_kept(field, typed);
    }
    // A message quotes what was typed, so it has to be text before anything reads it.
    if (const Result<void> readable = check_text(typed, limits::text_bytes_max); !readable) {
        return tl::unexpected(readable.error());
    }
    if (field.type == FieldType::integer) {
        return number_kept(field, trimmed(typed));
    }
    if (field.type == FieldType::date) {
        const Result<Day> day = day_typed(trimmed(typed), report);
        if (!day) {
            return tl::unexpected(day.error());
        }
        return to_text(*day);
    }
    return flag_typed(trimmed(typed));
}

Result<Value> value_checked(const FormField& field, const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) {
        return value;
    }
    if (const std::string* text = std::get_if<std::string>(&value);
        text != nullptr && field.type != FieldType::flag) {
        return field.type == FieldType::text ? text_kept(field, *text) : value_typed(field, *text);
    }
    if (const std::int64_t* number = std::get_if<std::int64_t>(&value);
        number != nullptr && field.type == FieldType::integer) {
        return number_kept(field, std::to_string(*number));
    }
    if (std::holds_alternative<bool>(value) && field.type == FieldType::flag) {
        return value;
    }
    return tl::unexpected(wrong_type(field.type, quote_of(to_text(value))));
}

Result<void> check_dated(const Day& day, Month month) {
    if (month_of(day) == month) {
        return {};
    }
    return fail(ErrorKind::bad_input, "date_outside_month",
                {{"date", shown(Language::thai, day, DateStyle::brief)},
                 {"date_en", shown(Language::english, day, DateStyle::brief)},
                 {"month", shown(Language::thai, month)},
                 {"month_en", shown(Language::english, month)}});
}

bool is_blank(const Value* value) {
    if (value == nullptr || std::holds_alternative<std::monostate>(*value)) {
        return true;
    }
    const std::string* text = std::get_if<std::string>(value);
    return text != nullptr && is_blank_text(*text);
}

std::vector<FormFault> check_row(const FormRow& row, std::optional<Month> month, const MissionPack& pack) {
    Findings findings;
    check_fields(row, month, pack, findings);
    if (row.channels) {
        for (std::size_t i = 0; i < row.channels->size(); ++i) {
            check_channel((*row.channels)[i], numbered("channels", i), pack, findings);
            if (find_field((*row.channels)[i].fields, "kind") == nullptr) {
                findings.note(numbered("channels", i) + "/kind", {ErrorKind::bad_input, "value_missing", {}});
            }
        }
    }
    for (const FormPictures& group : row.pictures) {
        check_pictures(group, pack, findings);
    }
    return findings.take();
}

std::vector<FormFault> check_new_row(const FormRow& row, std::optional<Month> month,
                                     const MissionPack& pack) {
    std::vector<FormFault> faults = check_row(row, month, pack);
    for (const FormField& field : pack.form.row_fields) {
        if (field.required && row.value(field.key) == nullptr) {
            faults.push_back({0, {}, {}, 0, 0, field.member, {ErrorKind::bad_input, "value_missing", {}}});
        }
    }
    return faults;
}

const FormField& link_field() {
    static const FormField field{"link", "link", FieldType::text, {}, false, link_bytes_max};
    return field;
}
const FormField& capture_field() {
    static const FormField field{"capture", "capture", FieldType::text, {}, false, picture_name_bytes_max};
    return field;
}
const FormField& picture_name_field() {
    static const FormField field{"name", "name", FieldType::text, {}, true, picture_name_bytes_max};
    return field;
}

std::string say(Language language, const FormFault& fault) {
    std::string place;
    const auto add = [&](std::string_view key, const Arguments& arguments) {
        place.append(place.empty() ? "" : ", ").append(say(language, key, arguments));
    };
    if (fault.report > 0) {
        std::string of = fault.office;
        of.append(of.empty() || fault.month.empty() ? "" : ", ").append(fault.month);
        add(of.empty() ? "fault_in_unnamed_report" : "fault_in_report",
            {{"report", std::to_string(fault.report)}, {"of", of}});
    }
    if (fault.line > 0) {
        add("fault_in_line", {{"line", std::to_string(fault.line)}});
    }
    if (fault.row > 0) {
        add("fault_in_row", {{"row", std::to_string(fault.row)}});
    }
    if (!fault.member.empty()) {
        add("fault_in_member", {{"member", fault.member}});
    }
    const std::string what = say(language, fault.what);
    return place.empty() ? what : place + ": " + what;
}

}  // namespace phirap
