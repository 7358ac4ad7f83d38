#include <algorithm>
#include <map>

#include "shared/core/limits.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/csv.h"
#include "shared/wire/report_csv.h"
#include "shared/wire/report_csv_columns.h"

namespace phirap {
namespace {

Error bad(std::string key, Arguments arguments = {}) {
    return {ErrorKind::bad_input, std::move(key), std::move(arguments)};
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// The things of one cell: between semicolons or on lines of their own.
std::vector<std::string_view> things_in(std::string_view cell) {
    std::vector<std::string_view> things;
    while (!cell.empty()) {
        const std::size_t end = std::min(cell.find_first_of(";\n"), cell.size());
        if (const std::string_view thing = trimmed(cell.substr(0, end)); !thing.empty()) {
            things.push_back(thing);
        }
        cell.remove_prefix(std::min(end + 1, cell.size()));
    }
    return things;
}

// An address has a slash in its first word; the name of a capture has none.
bool is_link(std::string_view text) {
    return text.substr(0, text.find(' ')).find('/') != text.npos || text.starts_with("www.");
}

std::string with_semicolons(std::string_view text) {
    std::string whole(text);
    for (std::size_t at = whole.find("%3B"); at != whole.npos; at = whole.find("%3B", at)) {
        whole.replace(at, 3, ";");
    }
    return whole;
}

class CsvReader {
  public:
    CsvReader(const MissionPack& pack, Office office, std::optional<Month> month)
        : pack_(&pack), office_(std::move(office)), month_(month) {}

    ReadReports read(std::string_view text) {
        if (text.size() > limits::import_bytes_max) {
            note("", {ErrorKind::too_large,
                      "import_too_large",
                      {{"found", std::to_string(text.size())},
                       {"max", std::to_string(limits::import_bytes_max)}}});
            return std::move(read_);
        }
        const std::vector<CsvLine> lines = csv_lines(text);
        if (lines.empty()) {
            note("", bad("csv_without_lines"));
        } else if (lines.size() - 1 > limits::import_rows_max) {
            note("", {ErrorKind::too_large,
                      "too_many_rows",
                      {{"found", std::to_string(lines.size() - 1)},
                       {"max", std::to_string(limits::import_rows_max)}}});
        } else if (read_headings(lines.front())) {
            std::for_each(lines.begin() + 1, lines.end(), [&](const CsvLine& line) { read_line(line); });
            number_alike();
        }
        return std::move(read_);
    }

  private:
    // What the cells of a line say, before it is known of which report they are.
    struct Line {
        Office office;
        std::optional<Month> month;
        std::string month_text;
        FormRow row;
        std::vector<Field> fields;
        std::vector<std::pair<std::string, Error>> faults;

        // A line may have millions of columns, all of one name.
        void note(std::string member, Error what) {
            if (faults.size() < faults_kept_max) {
                faults.emplace_back(std::move(member), std::move(what));
            }
        }
    };

    void note(std::string member, Error what) {
        read_.add({0, {}, {}, 0, line_, std::move(member), std::move(what)});
    }

    // Without a single known heading the first line is no headings at all.
    bool read_headings(const CsvLine& line) {
        line_ = line.line;
        bool any = false;
        std::vector<std::string> shown;
        for (const std::string& cell : line.cells) {
            std::optional<CsvColumn> column = csv_column(cell, *pack_);
            any |= column.has_value();
            if (!column && !trimmed(cell).empty()) {
                note(quote_of(trimmed(cell)), bad("csv_column_unknown"));
            }
            for (const std::string& key : column.value_or(CsvColumn())) {
                if (std::ranges::find(shown, key) != shown.end()) {
                    note(quote_of(trimmed(cell)), bad("csv_column_twice", {{"column", key}}));
                }
                shown.push_back(key);
            }
            columns_.push_back(column.value_or(CsvColumn()));
        }
        if (!any) {
            read_.faults.clear();
            read_.faults_untold = 0;
            note("", bad("csv_without_headings"));
        }
        return any;
    }

    void read_line(const CsvLine& from) {
        line_ = from.line;
        Line line;
        line.office = office_;
        line.month = month_;
        line.month_text = month_ ? to_text(*month_) : "";
        if (from.broken) {
            line.note("", bad("csv_quotes_broken"));
        }
        if (from.cells.size() > columns_.size()) {
            line.note("", bad("csv_too_many_cells", {{"found", std::to_string(from.cells.size())},
                                                     {"max", std::to_string(columns_.size())}}));
        }
        for (std::size_t i = 0; i < std::min(from.cells.size(), columns_.size()); ++i) {
            read_cell(without_guard(from.cells[i]), columns_[i], line);
        }
        file(std::move(line));
    }

    void read_cell(std::string_view cell, const CsvColumn& column, Line& line) {
        if (column.size() < 2) {
            if (!column.empty()) {
                read_thing(cell, column[0], line);
            }
            return;
        }
        for (const std::string& key : column) {
            const std::size_t end = &key == &column.back() ? cell.npos : cell.find('/');
            read_thing(trimmed(cell.substr(0, end)), key, line);
            cell.remove_prefix(end == cell.npos ? cell.size() : end + 1);
        }
    }

    void read_thing(std::string_view cell, const std::string& key, Line& line) {
        if (key == "office") {
            read_office(trimmed(cell), line);
        } else if (key == "month") {
            read_month(trimmed(cell), line);
        } else if (key == "id") {
            read_id(trimmed(cell), line);
        } else if (key == "channels") {
            read_channels(cell, line);
        } else if (const FormField* of_row = pack_->form.row_field(key)) {
            read_field(cell, *of_row, line.row.fields, line);
        } else if (const FormField* of_report = pack_->form.report_field(key)) {
            read_field(cell, *of_report, line.fields, line);
        } else if (pack_->form.evidence_role(key) != nullptr) {
            FormPictures& group = line.row.pictures.emplace_back(FormPictures{key, {}});
            for (const std::string_view name : things_in(cell)) {
                Evidence& picture = group.pictures.emplace_back();
                picture.role = key;
                picture.name = with_semicolons(name);
            }
        }
    }

    void read_field(std::string_view cell, const FormField& field, std::vector<Field>& fields, Line& line) {
        Result<Value> value = value_typed(field, cell);
        if (!value) {
            line.note(field.member, value.error());
        } else if (*value != Value()) {
            put_field(fields, field.key, *std::move(value));
        }
    }

    void read_office(std::string_view cell, Line& line) {
        if (cell.empty()) {
            return;
        }
        line.office = cell;
        constexpr std::string_view district = "อำเภอ";
        const std::string name = as_name(cell.starts_with(district) ? cell.substr(district.size()) : cell);
        for (const PackOffice& office : pack_->offices) {
            if (name == as_name(office.name.thai) || name == as_name(office.name.english)) {
                line.office = office.code;
            }
        }
    }

    void read_month(std::string_view cell, Line& line) {
        if (cell.empty()) {
            return;
        }
        line.month_text = quote_of(cell);
        line.month.reset();
        if (const Result<void> text = check_text(cell, limits::text_bytes_max); !text) {
            line.note("month", text.error());
        } else if (const Result<Month> month = month_typed(cell); !month) {
            line.note("month", month.error());
        } else {
            line.month = *month;
            line.month_text = to_text(*month);
        }
    }

    void read_id(std::string_view cell, Line& line) {
        if (cell.empty()) {
            return;
        }
        line.row.id = entity_from_text(cell);
        if (!line.row.id || is_name(*line.row.id)) {
            line.note("id", bad("id_unreadable", {{"found", quote_of(cell)}}));
        }
    }

    void read_channels(std::string_view cell, Line& line) {
        line.row.channels.emplace();
        for (const std::string_view thing : things_in(cell)) {
            const std::size_t colon = std::min(thing.find(':'), thing.size());
            const std::string_view kind = trimmed(thing.substr(0, colon));
            std::string_view proof = trimmed(thing.substr(std::min(colon + 1, thing.size())));
            FormChannel& channel = line.row.channels->emplace_back();
            put_field(channel.fields, "kind", std::string(kind));
            for (const Choice& known : pack_->channel_kinds) {
                if (as_name(kind) == as_name(known.key) || as_name(kind) == as_name(known.title.thai) ||
                    as_name(kind) == as_name(known.title.english)) {
                    put_field(channel.fields, "kind", known.key);
                }
            }
            if (is_link(proof)) {
                const std::size_t end = std::min(proof.find(' '), proof.size());
                put_field(channel.fields, "link", with_semicolons(proof.substr(0, end)));
                proof = trimmed(proof.substr(end));
            }
            if (!proof.empty()) {
                put_field(channel.fields, "capture", with_semicolons(proof));
            }
        }
    }

    // Into the report of its office and month, which it may begin.
    void file(Line line) {
        const bool known = pack_->office(line.office) != nullptr || line.office == office_;
        if (line.office.empty()) {
            line.note("office", bad("office_missing"));
        } else if (!known) {
            line.note("office", bad("office_unknown_here", {{"office", quote_of(line.office)}}));
        }
        if (!line.month && line.month_text.empty()) {
            line.note("month", bad("month_missing"));
        }
        for (FormFault& fault : check_new_row(line.row, line.month, *pack_)) {
            const auto same =
                std::ranges::find(line.faults, fault.member, &std::pair<std::string, Error>::first);
            if (same == line.faults.end()) {
                line.note(std::move(fault.member), std::move(fault.what));
            }
        }
        Place& place = places_[{line.office, line.month_text}];
        if (place.report == 0) {
            place.report = places_.size();
        }
        line.row.number = ++place.rows;
        FormReport* report = known && line.month ? report_of(place, line) : nullptr;
        if (report != nullptr) {
            take_report_fields(*report, line);
            if (line.row.id) {
                const auto [twin, first] = place.ids.try_emplace(*line.row.id, line.row.number);
                if (!first) {
                    line.note("id", bad("row_twice", {{"row", std::to_string(twin->second)}}));
                }
            }
        }
        for (auto& [member, what] : line.faults) {
            read_.add({place.report, quote_of(line.office), line.month_text, line.row.number, line_,
                       std::move(member), std::move(what)});
        }
        if (report != nullptr) {
            if (line.faults.empty()) {
                report->rows.push_back(std::move(line.row));
            } else {
                spoilt_rows_.emplace(report->number, std::move(line.row));
            }
        }
    }

    struct Place {
        std::size_t report = 0;
        std::size_t rows = 0;
        std::map<EntityId, std::size_t> ids;  // and their rows
    };

    FormReport* report_of(const Place& place, const Line& line) {
        const auto found = std::ranges::find(read_.reports, place.report, &FormReport::number);
        return found != read_.reports.end() ? &*found
                                            : &read_.reports.emplace_back(FormReport{
                                                  place.report, line.office, *line.month, {}, {}, {}});
    }

    // Every line repeats them; two that differ leave us to guess.
    void take_report_fields(FormReport& report, Line& line) {
        for (Field& field : line.fields) {
            const Value* before = find_field(report.fields, field.key);
            if (before == nullptr) {
                put_field(report.fields, field.key, std::move(field.value));
            } else if (*before != field.value) {
                line.note(pack_->form.report_field(field.key)->member,
                          bad("csv_report_differs", {{"before", quote_of(to_text(*before))},
                                                     {"found", quote_of(to_text(field.value))}}));
            }
        }
    }

    // Rows with faults count among those that look alike, so that mending one moves no other.
    void number_alike() {
        for (FormReport& report : read_.reports) {
            std::map<std::string, std::uint64_t> alike;
            auto [spoilt, end] = spoilt_rows_.equal_range(report.number);
            for (FormRow& row : report.rows) {
                for (; spoilt != end && spoilt->second.number < row.number; ++spoilt) {
                    ++alike[likeness(spoilt->second, pack_->form)];
                }
                row.ordinal = row.id ? 0 : alike[likeness(row, pack_->form)]++;
            }
        }
    }

    const MissionPack* pack_;
    Office office_;
    std::optional<Month> month_;
    ReadReports read_;
    std::vector<CsvColumn> columns_;
    std::size_t line_ = 0;
    std::map<std::pair<Office, std::string>, Place> places_;
    std::multimap<std::size_t, FormRow> spoilt_rows_;
};

}  // namespace

ReadReports reports_from_csv(std::string_view text, const MissionPack& pack, const Office& office,
                             std::optional<Month> month) {
    return CsvReader(pack, office, month).read(text);
}

}  // namespace phirap
