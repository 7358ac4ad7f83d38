#include "shared/wire/report_csv.h"

#include <algorithm>

#include "shared/core/thai_calendar.h"
#include "shared/wire/csv.h"

namespace phirap {
namespace {

struct OutColumn {
    std::string heading;
    std::vector<std::string> shows;
};

std::vector<OutColumn> columns_by_key(const MissionPack& pack) {
    std::vector<OutColumn> columns = {{"office", {"office"}}, {"month", {"month"}}, {"id", {"id"}}};
    const auto add = [&](const std::string& key) { columns.push_back({key, {key}}); };
    std::ranges::for_each(pack.form.row_fields, add, &FormField::key);
    if (pack.form.channels) {
        add("channels");
    }
    std::ranges::for_each(pack.form.evidence, add, &EvidenceRole::key);
    std::ranges::for_each(pack.form.report_fields, add, &FormField::key);
    return columns;
}

std::vector<OutColumn> columns_of_form(const MissionPack& pack, Language language) {
    std::vector<OutColumn> columns = {{language == Language::thai ? "เดือน" : "month", {"month"}}};
    const auto shown = [&](const std::string& key) {
        return std::ranges::any_of(columns, [&](const OutColumn& column) {
            return std::ranges::find(column.shows, key) != column.shows.end();
        });
    };
    for (const FormColumn& column : pack.form.columns) {
        columns.push_back({column.heading.in(language), column.shows});
    }
    const auto add = [&](const std::string& key, const std::string& heading) {
        if (!shown(key)) {
            columns.push_back({heading, {key}});
        }
    };
    for (const FormField& field : pack.form.row_fields) {
        add(field.key, field.label.in(language));
    }
    for (const EvidenceRole& role : pack.form.evidence) {
        add(role.key, role.label.in(language));
    }
    for (const FormField& field : pack.form.report_fields) {
        add(field.key, field.label.in(language));
    }
    add("office", "office");
    add("id", "id");
    return columns;
}

// What stands between things of one cell cannot stand inside one.
std::string without_semicolons(std::string text) {
    for (std::size_t at = text.find(';'); at != text.npos; at = text.find(';', at)) {
        text.replace(at, 1, "%3B");
    }
    return text;
}

// Writes the cells of one row.
class RowCells {
  public:
    RowCells(const FormReport& report, const MissionPack& pack, CsvHeadings headings)
        : report_(&report), pack_(&pack), headings_(headings) {}

    std::string cell(const FormRow& row, std::size_t number, const OutColumn& column) const {
        std::string text;
        for (const std::string& key : column.shows) {
            text += (&key == column.shows.data() ? "" : "/") + shown(row, number, key);
        }
        return column.shows.size() > 1 && text.size() == column.shows.size() - 1 ? "" : text;
    }

  private:
    [[nodiscard]] std::string shown(const FormRow& row, std::size_t number, const std::string& key) const {
        if (key == "ordinal") {
            return std::to_string(number);
        }
        if (key == "office") {
            const PackOffice* office = pack_->office(report_->office);
            return headings_ == CsvHeadings::keys || office == nullptr ? report_->office
                                                                       : office->name.in(language());
        }
        if (key == "month") {
            return headings_ == CsvHeadings::thai
                       ? phirap::shown(Language::thai, report_->month, DateStyle::brief)
                       : to_text(report_->month);
        }
        if (key == "id") {
            return row.id ? to_text(*row.id) : "";
        }
        if (key == "channels") {
            return channels(row);
        }
        if (const FormField* field = pack_->form.row_field(key)) {
            const Value* value = row.value(key);
            return value == nullptr ? "" : value_text(*field, *value);
        }
        if (const FormField* field = pack_->form.report_field(key)) {
            const Value* value = find_field(report_->fields, key);
            return value == nullptr ? "" : value_text(*field, *value);
        }
        return pictures(row, key);
    }

    [[nodiscard]] std::string value_text(const FormField& field, const Value& value) const {
        if (headings_ == CsvHeadings::keys) {
            return to_text(value);
        }
        if (field.type == FieldType::flag) {
            return headings_ == CsvHeadings::thai ? (flag_in(value) ? "ใช่" : "ไม่ใช่")
                                                  : (flag_in(value) ? "yes" : "no");
        }
        const std::optional<Day> day = day_from_text(text_in(value));
        return field.type == FieldType::date && day ? phirap::shown(language(), *day, DateStyle::brief)
                                                    : to_text(value);
    }

    [[nodiscard]] std::string channels(const FormRow& row) const {
        std::string text;
        for (FormChannel channel : row.channels.value_or(std::vector<FormChannel>())) {
            const Choice* kind =
                pack_->channel_kind(text_in(channel.fields.empty() ? Value() : kind_of(channel)));
            if (kind != nullptr && headings_ != CsvHeadings::keys) {
                put_field(channel.fields, "kind", kind->title.in(language()));
            }
            text.append(text.empty() ? "" : "; ").append(without_semicolons(to_text(channel)));
        }
        return text;
    }

    static Value kind_of(const FormChannel& channel) {
        const Value* kind = find_field(channel.fields, "kind");
        return kind == nullptr ? Value() : *kind;
    }

    [[nodiscard]] std::string pictures(const FormRow& row, const std::string& role) const {
        const auto group = std::ranges::find(row.pictures, role, &FormPictures::role);
        std::string text;
        if (group != row.pictures.end()) {
            for (const Evidence& picture : group->pictures) {
                text.append(text.empty() ? "" : "; ").append(without_semicolons(picture.name));
            }
        }
        return text;
    }

    [[nodiscard]] Language language() const {
        return headings_ == CsvHeadings::thai ? Language::thai : Language::english;
    }

    const FormReport* report_;
    const MissionPack* pack_;
    CsvHeadings headings_;
};

}  // namespace

std::string reports_to_csv(const std::vector<FormReport>& reports, const MissionPack& pack,
                           CsvHeadings headings) {
    const std::vector<OutColumn> columns =
        headings == CsvHeadings::keys
            ? columns_by_key(pack)
            : columns_of_form(pack, headings == CsvHeadings::thai ? Language::thai : Language::english);
    std::string text(byte_order_mark);
    const auto end_cell = [&](const OutColumn& column) { text += &column == &columns.back() ? "\r\n" : ","; };
    for (const OutColumn& column : columns) {
        text += csv_cell(column.heading);
        end_cell(column);
    }
    for (const FormReport& report : reports) {
        const RowCells cells(report, pack, headings);
        std::size_t number = 0;
        for (const FormRow& row : report.rows) {
            ++number;
            for (const OutColumn& column : columns) {
                text += csv_cell(cells.cell(row, number, column));
                end_cell(column);
            }
        }
    }
    return text;
}

}  // namespace phirap
