#include "server/csv_export.h"

#include <algorithm>

#include "shared/core/form_entry.h"
#include "shared/core/thai_calendar.h"

namespace phirap::server {
namespace {

constexpr const char* byte_order_mark = "\xEF\xBB\xBF";
constexpr const char* line_end = "\r\n";
constexpr const char* between = "; ";

void add(std::string& list, const std::string& more, const char* separator = between) {
    list += (list.empty() || more.empty() ? "" : separator) + more;
}

std::string channel_text(const FormChannel& channel, const MissionPack& pack, Language language) {
    std::string text;
    if (const Value* kind = find_field(channel.fields, "kind")) {
        const Choice* known = pack.channel_kind(text_in(*kind));
        text = known == nullptr ? std::string(text_in(*kind)) : known->title.in(language);
    }
    for (const char* proof : {"link", "capture"}) {
        if (const Value* value = find_field(channel.fields, proof)) {
            add(text, std::string(text_in(*value)), " ");
        }
    }
    return text;
}

// What a column shows of a row.
class Cell {
  public:
    Cell(const FormRow& row, const PackOffice& office, std::size_t ordinal, const MissionPack& pack,
         Language language)
        : row_(row), office_(office), ordinal_(ordinal), pack_(pack), language_(language) {}

    [[nodiscard]] std::string of(const FormColumn& column) const {
        std::string text;
        for (const std::string& shown : column.shows) {
            // Two numbers in one column keep their places: "78/41".
            add(text, one(shown), column.shows.size() > 1 ? "/" : between);
        }
        return text;
    }

  private:
    [[nodiscard]] std::string one(const std::string& shown) const {
        if (shown == "ordinal") {
            return std::to_string(ordinal_);
        }
        if (shown == "office") {
            return office_.name.in(language_);
        }
        std::string text;
        if (shown == "channels") {
            for (const FormChannel& channel : row_.channels.value_or(std::vector<FormChannel>{})) {
                add(text, channel_text(channel, pack_, language_));
            }
            return text;
        }
        if (pack_.form.evidence_role(shown) != nullptr) {
            const auto pictures = std::ranges::find(row_.pictures, shown, &FormPictures::role);
            if (pictures != row_.pictures.end()) {
                for (const FormPicture& picture : pictures->pictures) {
                    add(text, picture.name);
                }
            }
            return text;
        }
        const Value* value = row_.value(shown);
        return value == nullptr ? "" : to_text(*value);
    }

    const FormRow& row_;
    const PackOffice& office_;
    std::size_t ordinal_;
    const MissionPack& pack_;
    Language language_;
};

}  // namespace

std::string csv_cell(std::string_view text) {
    // A number below zero is a number; anything else that begins so is taken for a formula.
    constexpr std::string_view formula = "=+-@\t\r";
    const bool risky = !text.empty() && formula.find(text.front()) != formula.npos;
    std::string cell = risky ? "'" : "";
    cell += text;
    if (cell.find_first_of(",\"\r\n;") == cell.npos) {
        return cell;
    }
    std::string quoted = "\"";
    for (const char c : cell) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

std::string reports_csv(const ServerStore& store, const MissionPack& pack, const ExportAsked& asked,
                        Language language) {
    std::string csv = byte_order_mark + csv_cell(say(language, "column_month"));
    for (const FormColumn& column : pack.form.columns) {
        csv += "," + csv_cell(column.heading.in(language));
    }
    csv += line_end;
    for_each_report(store, pack, asked, [&](const PackOffice& office, Month month, const MonthBook& book) {
        std::size_t ordinal = 0;
        for (const FormRow& row : form_of(book.whole, office.code, pack).rows) {
            const Cell cell(row, office, ++ordinal, pack, language);
            csv += csv_cell(shown(language, month));
            for (const FormColumn& column : pack.form.columns) {
                csv += "," + csv_cell(cell.of(column));
            }
            csv += line_end;
        }
    });
    return csv;
}

}  // namespace phirap::server
