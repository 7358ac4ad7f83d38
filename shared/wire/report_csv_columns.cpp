#include "shared/wire/report_csv_columns.h"

#include <algorithm>

namespace phirap {

std::string as_name(std::string_view text) {
    std::string name;
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return name;
}

std::optional<CsvColumn> csv_column(std::string_view heading, const MissionPack& pack) {
    const std::string name = as_name(heading);
    const auto is = [&](std::string_view text) { return !text.empty() && name == as_name(text); };
    const auto is_title = [&](const Title& title) { return is(title.thai) || is(title.english); };

    for (const std::string_view same : {"office", "month", "id", "ordinal"}) {
        if (is(same)) {
            return CsvColumn{std::string(same)};
        }
    }
    if (is("เดือน")) {
        return CsvColumn{"month"};
    }
    if (pack.form.channels && is("channels")) {
        return CsvColumn{"channels"};
    }
    // Keys first, then the official headings, then labels: a heading may be the label of another field.
    for (const auto* fields : {&pack.form.row_fields, &pack.form.report_fields}) {
        for (const FormField& field : *fields) {
            if (is(field.key) || is(field.member)) {
                return CsvColumn{field.key};
            }
        }
    }
    for (const EvidenceRole& role : pack.form.evidence) {
        if (is(role.key) || is(role.member)) {
            return CsvColumn{role.key};
        }
    }
    for (const FormColumn& column : pack.form.columns) {
        if (is_title(column.heading)) {
            return column.shows;
        }
    }
    for (const auto* fields : {&pack.form.row_fields, &pack.form.report_fields}) {
        for (const FormField& field : *fields) {
            if (is_title(field.label)) {
                return CsvColumn{field.key};
            }
        }
    }
    for (const EvidenceRole& role : pack.form.evidence) {
        if (is_title(role.label)) {
            return CsvColumn{role.key};
        }
    }
    return std::nullopt;
}

}  // namespace phirap
