#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/broken_text.h"
#include "shared/wire/json_reading.h"
#include "shared/wire/report_json_reader.h"

namespace phirap {
namespace {

using nlohmann::json;

// A report's channels stand at depth 6 of a file; whatever else a file carries may be a little deeper.
constexpr int file_depth_max = 32;

std::string keys_of(const std::vector<Choice>& choices) {
    std::string keys;
    for (const Choice& choice : choices) {
        keys.append(keys.empty() ? "" : ", ").append(choice.key);
    }
    return keys;
}

}  // namespace

std::string rendered(const json& value) {
    return quote_of(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

Error bad(std::string key, Arguments arguments) {
    return {ErrorKind::bad_input, std::move(key), std::move(arguments)};
}

void ReadReports::add(FormFault fault) {
    if (faults.size() < faults_kept_max) {
        faults.push_back(std::move(fault));
    } else {
        ++faults_untold;
    }
}

void ReportReader::note(FormFault fault) {
    const Spot spot{fault.report, fault.row};
    spoilt_.insert(spot);
    // One place, one fault. Of those that are only counted a row counts once: what is said is "at least".
    const bool kept = read_.faults.size() < faults_kept_max;
    if (kept ? noted_.insert({fault.report, fault.row, fault.member}).second
             : std::exchange(last_untold_, spot) != spot) {
        read_.add(std::move(fault));
    }
}

void ReportReader::note(std::string member, Error what) {
    note(
        FormFault{spot_.report, office_text_, month_text_, spot_.row, 0, std::move(member), std::move(what)});
}

// "/reports/3/activities/0/date" is the member date of row 1 of report 4.
FormFault ReportReader::placed_by(const std::string& pointer, Error what) const {
    FormFault fault{0, {}, {}, 0, 0, pointer, std::move(what)};
    for (std::size_t i = 0; i < report_pointers_.size(); ++i) {
        if (pointer.starts_with(report_pointers_[i] + "/")) {
            fault.report = i + 1;
            fault.member = pointer.substr(report_pointers_[i].size() + 1);
            break;
        }
    }
    const std::string rows = pack_->form.rows_member + "/";
    if (fault.report > 0 && fault.member.starts_with(rows)) {
        const char* end = fault.member.data() + fault.member.size();
        std::size_t row = 0;
        const auto [at, error] = std::from_chars(fault.member.data() + rows.size(), end, row);
        if (error == std::errc()) {
            fault.row = row + 1;
            fault.member = at == end ? "" : std::string(at + 1, end);
        }
    }
    return fault;
}

ReadReports ReportReader::read(std::string_view text) {
    if (text.size() > limits::import_bytes_max) {
        note("",
             {ErrorKind::too_large,
              "import_too_large",
              {{"found", std::to_string(text.size())}, {"max", std::to_string(limits::import_bytes_max)}}});
        return std::move(read_);
    }
    const bool clean = is_utf8(text) && text.find('\0') == text.npos;
    const std::string marked = clean ? std::string() : with_marks(text);
    text = clean ? text : std::string_view(marked);
    text.remove_prefix(text.starts_with("\xef\xbb\xbf") ? 3 : 0);

    JsonFaults faults;
    const std::optional<json> document = parse_json(text, text.size(), file_depth_max, faults);
    if (!document) {
        const JsonFault& fault = faults.back();
        const bool deep = fault.expected == "expect_depth";
        note("", bad(deep ? "import_too_deep" : "import_not_json",
                     {{"found", fault.found}, {"max", std::to_string(file_depth_max)}}));
        return std::move(read_);
    }
    if (faults.size() >= json_faults_max) {
        // Of what is behind these it is not known which rows they spoil.
        note("", bad("member_twice"));
        return std::move(read_);
    }
    if (document->is_object() && document->contains("reports") && (*document)["reports"].is_array()) {
        for (std::size_t i = 0; i < (*document)["reports"].size(); ++i) {
            report_pointers_.push_back("/reports/" + std::to_string(i));
        }
    } else if (document->is_array()) {
        for (std::size_t i = 0; i < document->size(); ++i) {
            report_pointers_.push_back("/" + std::to_string(i));
        }
    } else {
        report_pointers_.emplace_back();
    }
    for (const JsonFault& fault : faults) {
        note(placed_by(fault.pointer, bad("member_twice")));
    }
    if (!clean) {
        read_marks(*document, "");
    }
    read_document(*document);
    place_faults();
    return std::move(read_);
}

// What was found before a report was read lacks its office and month; then all stand in the file's order.
void ReportReader::place_faults() {
    for (FormFault& fault : read_.faults) {
        if (fault.report > 0 && fault.report <= heads_.size()) {
            fault.office = heads_[fault.report - 1].office;
            fault.month = heads_[fault.report - 1].month;
        }
    }
    std::ranges::stable_sort(read_.faults, {},
                             [](const FormFault& fault) { return std::pair(fault.report, fault.row); });
}

void ReportReader::read_marks(const json& value, const std::string& pointer) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (const Broken how = broken(text); how != Broken::no) {
            note(placed_by(pointer, bad(how == Broken::nul ? "entry_nul" : "entry_not_utf8",
                                        {{"text", quote_of(text)}})));
        }
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            read_marks(value[i], pointer_to(pointer, i));
        }
    } else if (value.is_object()) {
        for (const auto& [name, inside] : value.items()) {
            read_marks(inside, pointer_to(pointer, name));
        }
    }
}

void ReportReader::read_document(const json& document) {
    const json* list = &document;
    if (document.is_object() && document.contains("reports")) {
        list = &document["reports"];
        if (!list->is_array()) {
            note("reports", bad("not_a_list", {{"found", rendered(*list)}}));
            return;
        }
    }
    const auto is_report = [&](const json& item) {
        return item.is_object() && (!entries_ || item.contains("month") || item.contains("office") ||
                                    member(item, pack_->form.rows_member) != nullptr);
    };
    if (entries_ && ((list->is_array() && !list->empty() && !is_report(list->front())) ||
                     (list->is_object() && !is_report(*list)))) {
        // Bare rows: the report that they are of is the one that was named beside them.
        const json rows = list->is_array() ? *list : json::array({*list});
        report_pointers_ = {""};
        json report = json::object();
        report[pack_->form.rows_member] = rows;
        read_report(report);
        return;
    }
    if (list->is_array()) {
        std::ranges::for_each(*list, [&](const json& report) { read_report(report); });
    } else if (list->is_object() && (entries_ || list->contains("office") || list->contains("month"))) {
        read_report(*list);
    } else {
        note("", bad("import_without_reports"));
    }
}

const json* ReportReader::member(const json& object, std::string_view path) {
    const std::size_t dot = path.find('.');
    const auto found = object.is_object() ? object.find(path.substr(0, dot)) : object.end();
    if (found == object.end()) {
        return nullptr;
    }
    return dot == path.npos ? &*found : member(*found, path.substr(dot + 1));
}

// `allowed` are dotted paths; an object on the way of one may hold what those paths name and no more.
void ReportReader::refuse_unknown(const json& object, const std::vector<std::string>& allowed,
                                  const std::string& under) {
    std::vector<std::string> heads;
    for (const std::string& path : allowed) {
        const std::string head = path.substr(0, path.find('.'));
        if (std::ranges::find(heads, head) == heads.end()) {
            heads.push_back(head);
        }
    }
    std::string listed;
    for (const std::string& head : heads) {
        listed.append(listed.empty() ? "" : ", ").append(head);
    }
    for (const auto& [name, value] : object.items()) {
        const std::string at = under + name;
        if (std::ranges::find(heads, name) == heads.end()) {
            if (spot_.row == 0 && is_added_by_export(name)) {
                continue;
            }
            note(quote_of(at), bad("member_unknown", {{"members", listed}}));
            continue;
        }
        std::vector<std::string> inner;
        for (const std::string& path : allowed) {
            if (path.starts_with(name + ".")) {
                inner.push_back(path.substr(name.size() + 1));
            }
        }
        if (!inner.empty() && value.is_object()) {
            refuse_unknown(value, inner, at + ".");
        } else if (!inner.empty() && !value.is_null()) {
            note(at, bad("not_an_object", {{"found", rendered(value)}}));
        }
    }
}

std::vector<std::string> ReportReader::report_members() const {
    std::vector<std::string> members = {"office", "month"};
    for (const FormField& field : pack_->form.report_fields) {
        members.push_back(field.member);
    }
    if (!pack_->services.empty()) {
        members.emplace_back("services");
    }
    members.push_back(pack_->form.rows_member);
    return members;
}

std::vector<std::string> ReportReader::row_members() const {
    std::vector<std::string> members;
    for (const FormField& field : pack_->form.row_fields) {
        members.push_back(field.member);
    }
    if (pack_->form.channels) {
        members.emplace_back("channels");
    }
    for (const EvidenceRole& role : pack_->form.evidence) {
        members.push_back(role.member);
    }
    members.emplace_back("id");
    return members;
}

bool ReportReader::known(std::string_view office) const {
    return pack_->office(office) != nullptr || (!own_.empty() && office == own_);
}

bool ReportReader::read_head(const json& object, FormReport& report) {
    const json* office = member(object, "office");
    const json* month = member(object, "month");
    report.office = office == nullptr     ? office_
                    : office->is_string() ? office->get<std::string>()
                                          : office->dump();
    office_text_ = quote_of(report.office);
    month_text_ = month == nullptr     ? month_ ? to_text(*month_) : ""
                  : month->is_string() ? quote_of(month->get<std::string>())
                                       : rendered(*month);
    bool good = true;
    const auto refuse = [&](const char* at, Error what) {
        note(at, std::move(what));
        good = false;
    };
    if (report.office.empty()) {
        refuse("office", bad("office_missing"));
    } else if (!known(report.office)) {
        std::string offices;
        for (const PackOffice& one : pack_->offices) {
            offices.append(offices.empty() ? "" : ", ").append(one.code);
        }
        refuse("office", bad("office_unknown", {{"office", quote_of(report.office)}, {"offices", offices}}));
    }
    if (month == nullptr && month_) {
        report.month = *month_;
        month_known_ = true;
    } else if (month == nullptr) {
        refuse("month", bad("month_missing"));
    } else if (!month->is_string()) {
        refuse("month", bad("value_not_month", {{"found", rendered(*month)}}));
    } else if (const Result<Month> typed = month_typed(month->get<std::string>()); !typed) {
        refuse("month", typed.error());
    } else {
        report.month = *typed;
        month_known_ = true;
        month_text_ = to_text(*typed);
    }
    for (const FormReport& earlier : read_.reports) {
        if (good && earlier.office == report.office && earlier.month == report.month) {
            refuse("", bad("report_twice", {{"report", std::to_string(earlier.number)}}));
        }
    }
    return good;
}

void ReportReader::read_report(const json& object) {
    spot_ = {spot_.report + 1, 0};
    office_text_ = month_text_ = "";
    month_known_ = false;
    heads_.emplace_back();
    if (!object.is_object()) {
        note("", bad("not_an_object", {{"found", rendered(object)}}));
        return;
    }
    FormReport report;
    report.number = spot_.report;
    const bool good = read_head(object, report);
    heads_.back() = {office_text_, month_text_};
    refuse_unknown(object, report_members(), "");
    read_fields(object, pack_->form.report_fields, report.fields);
    if (const json* services = member(object, "services"); services != nullptr && !services->is_null()) {
        read_services(*services, report);
    }
    read_rows(object, report);
    if (good) {
        read_.reports.push_back(std::move(report));
    }
}

void ReportReader::read_services(const json& object, FormReport& report) {
    if (!object.is_object()) {
        note("services", bad("not_an_object", {{"found", rendered(object)}}));
        return;
    }
    for (const auto& [key, ticks] : object.items()) {
        const std::string at = "services/" + quote_of(key);
        if (pack_->service(key) == nullptr) {
            note(at, bad("service_unknown",
                         {{"service", quote_of(key)}, {"services", keys_of(pack_->services)}}));
        } else if (!ticks.is_object()) {
            note(at, bad("not_an_object", {{"found", rendered(ticks)}}));
        } else {
            FormService& service = report.services.emplace_back(FormService{key, {}});
            for (const auto& [tick, value] : ticks.items()) {
                const auto choice = std::ranges::find(pack_->ticks, tick, &Choice::key);
                const FormField flag{tick, tick, FieldType::flag, {}, false, 0};
                if (choice == pack_->ticks.end()) {
                    note(at + "/" + quote_of(tick),
                         bad("member_unknown", {{"members", keys_of(pack_->ticks)}}));
                } else if (const std::optional<Value> read = value_of(value, flag, at + "/" + tick)) {
                    put_field(service.ticks, tick, *read);
                }
            }
        }
    }
}

ReadReports reports_from_json(std::string_view text, const MissionPack& pack, const Office& own) {
    return ReportReader(pack, own).read(text);
}

ReadReports entries_from_json(std::string_view text, const MissionPack& pack, const Office& office,
                              std::optional<Month> month) {
    ReportReader reader(pack, office);
    reader.take_entries(office, month);
    return reader.read(text);
}

}  // namespace phirap
