#include "agent/importing.h"

#include "agent/cli/commands.h"
#include "agent/cli/import_pictures.h"
#include "agent/cli/typed.h"
#include "shared/core/thai_calendar.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/report_csv.h"
#include "shared/wire/report_json.h"

namespace phirap::agent {
namespace {

std::string counted(std::size_t n) {
    return shown(static_cast<std::int64_t>(n));
}

bool is_csv(std::string_view name) {
    return name.ends_with(".csv") || name.ends_with(".CSV");
}

void write_differences(JsonWriter& json, const std::vector<ValueDifference>& differences) {
    json.name("differences");
    json.begin_array();
    for (const ValueDifference& difference : differences) {
        json.begin_object();
        json.member("member", difference.member);
        json.member("stands", difference.stands);
        json.member("brought", difference.brought);
        json.end();
    }
    json.end();
}

void write_reports(JsonWriter& json, const Imported& imported) {
    json.name("reports");
    json.begin_array();
    for (const ImportedReport& report : imported.reports) {
        json.begin_object();
        json.member("month", to_text(report.month));
        json.member("operations", static_cast<std::int64_t>(report.operations));
        json.member("fields", std::string(to_text(report.fields)));
        write_differences(json, report.differences);
        json.name("rows");
        json.begin_array();
        for (const ImportedRow& row : report.rows) {
            json.begin_object();
            json.member("number", static_cast<std::int64_t>(row.number));
            json.member("id", to_text(row.id));
            json.member("fate", std::string(to_text(row.fate)));
            write_differences(json, row.differences);
            json.end();
        }
        json.end();
        json.end();
    }
    json.end();
}

std::string as_json(const Imported& imported, const PictureFates& fates, Language language) {
    JsonWriter json;
    json.begin_object();
    json.member("imported", !imported.refused);
    json.member("operations", static_cast<std::int64_t>(imported.operations));
    write_reports(json, imported);
    write_pictures(json, fates, language);
    json.name("left");
    json.begin_array();
    for (const LeftReport& left : imported.left) {
        json.begin_object();
        json.member("office", left.office);
        json.member("month", to_text(left.month));
        json.end();
    }
    json.end();
    json.name("faults");
    json.begin_array();
    for (const FormFault& fault : imported.faults) {
        json.begin_object();
        json.member("report", static_cast<std::int64_t>(fault.report));
        json.member("row", static_cast<std::int64_t>(fault.row));
        json.member("line", static_cast<std::int64_t>(fault.line));
        json.member("member", fault.member);
        json.member("key", fault.what.key);
        json.member("message", say(language, fault));
        json.end();
    }
    json.end();
    json.member("faults_untold", static_cast<std::int64_t>(imported.faults_untold));
    json.end();
    return json.take();
}

class Teller {
  public:
    explicit Teller(Context& context) : context_(context) {}

    void tell(const Imported& imported, bool replaced) {
        std::size_t differing = 0;
        for (const ImportedReport& report : imported.reports) {
            differing += imported.refused ? 0 : tell_report(report);
        }
        if (!imported.left.empty()) {
            context_.say_line("import_left_others", {{"n", counted(imported.left.size())}});
        }
        if (differing > 0 && !replaced) {
            context_.say_line("import_differs_hint", {{"n", counted(differing)}});
        }
        if (!imported.refused && !imported.reports.empty()) {
            context_.say_line(imported.operations > 0 ? "import_done" : "import_nothing_new",
                              {{"n", counted(imported.operations)}});
        }
    }

  private:
    std::size_t tell_report(const ImportedReport& report) {
        std::size_t rows_new = 0;
        for (const ImportedRow& row : report.rows) {
            rows_new += row.fate == Fate::added ? 1 : 0;
        }
        context_.say_line("import_report", {{"month", shown(context_.language, report.month)},
                                            {"rows", counted(report.rows.size())},
                                            {"added", counted(rows_new)}});
        std::size_t differing = tell_differences("", report.fields, report.differences);
        for (const ImportedRow& row : report.rows) {
            const std::string of = say(context_.language, "fault_in_row", {{"row", counted(row.number)}});
            if (row.fate == Fate::deleted_here) {
                context_.say_line("import_deleted_here", {{"of", of}});
            }
            differing += tell_differences(of + " ", row.fate, row.differences);
        }
        return differing;
    }

    std::size_t tell_differences(const std::string& of, Fate fate,
                                 const std::vector<ValueDifference>& differences) {
        for (const ValueDifference& difference : differences) {
            context_.say_line(fate == Fate::replaced ? "import_replaced" : "import_differs",
                              {{"of", of},
                               {"member", difference.member},
                               {"stands", quote_of(difference.stands)},
                               {"brought", quote_of(difference.brought)}});
        }
        return fate == Fate::differs ? differences.size() : 0;
    }

    Context& context_;
};

}  // namespace

int import(const ImportAsked& asked, Context& context) {
    AgentStore& store = *context.store;
    const MissionPack pack = store.pack();
    const std::string_view text = text_of(*context.file);
    const Office& office = store.enrolment().office;
    std::optional<Month> month;
    if (!asked.month.empty()) {
        const Result<Month> typed = month_asked(asked.month);
        if (!typed) {
            return context.report(typed.error());
        }
        month = *typed;
    }
    ReadReports read = is_csv(asked.file) ? reports_from_csv(text, pack, office, month)
                                          : reports_from_json(text, pack, office);
    PictureFates fates;
    fates.refused = fill_pictures(read, context.pictures);
    ImportOptions options;
    options.author = context.author(asked.author);
    options.replace = asked.replace;
    options.skip_bad_rows = !asked.all_or_nothing;
    const Imported imported = import_reports(store, read, options);
    look_at_pictures(store, read, fates);
    if (context.json) {
        context.print(as_json(imported, fates, context.language));
    } else {
        Teller(context).tell(imported, asked.replace);
        tell_pictures(context, fates);
    }
    if (!imported.faults.empty() || imported.faults_untold > 0) {
        return report_faults(
            context, imported.faults,
            imported.refused || imported.reports.empty() ? "import_refused" : "import_partly",
            imported.faults_untold);
    }
    return Exit::done;
}

}  // namespace phirap::agent
