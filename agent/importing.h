// Importing: whole months out of a file, as often as one likes.
//
// A file has seen nothing (sync-rules.md, rule 7): it adds what is not here and fills what was never
// answered. Where another answer stands, it lists the difference and overwrites nothing, unless it is told
// to replace; what the office deleted it does not bring back, and what it does not mention it leaves.
// So a file imported twice changes nothing, and two PCs that import one file come to one month.
#pragma once

#include <string>
#include <vector>

#include "agent/agent_store.h"
#include "shared/core/form_check.h"
#include "shared/wire/report_json.h"

namespace phirap::agent {

using phirap::to_text;

struct ImportOptions {
    std::string author;
    bool replace = false;        // apply the differences
    bool skip_bad_rows = false;  // import what has no fault; else one fault keeps all of the file out
};

enum class Fate {
    added,         // was not here
    filled,        // was here; what had no answer has one now
    equal,         // is here so already: nothing written
    differs,       // is here with other values: left as it is, see `differences`
    replaced,      // was here with other values: the file's are saved
    deleted_here,  // the office deleted it: not brought back
    refused,       // cannot be saved as one operation: see the faults
};
[[nodiscard]] std::string_view to_text(Fate fate);  // "added", ...

// As people read it. `member` as in FormFault; a whole channel or picture reads "line: https://...".
struct ValueDifference {
    std::string member;
    std::string stands;
    std::string brought;
};

struct ImportedRow {
    std::size_t number = 0;  // in the file, from 1
    EntityId id;
    Fate fate = Fate::equal;
    std::vector<ValueDifference> differences;
};

struct ImportedReport {
    std::size_t number = 0;
    Month month;
    Fate fields = Fate::equal;  // the month's own: reporter, services
    std::vector<ValueDifference> differences;
    std::vector<ImportedRow> rows;
    std::size_t operations = 0;
};

// Reports of other offices, which an agent leaves.
struct LeftReport {
    std::size_t number = 0;
    Office office;
    Month month;
};

struct Imported {
    std::vector<FormFault> faults;  // of what was not imported
    std::size_t faults_untold = 0;  // as in ReadReports; whose they are is not known
    bool refused = false;           // because of them, nothing of the file was imported
    std::vector<ImportedReport> reports;
    std::vector<LeftReport> left;
    std::size_t operations = 0;  // saved; planned, of plan_import
};

// What import_reports would do. Writes nothing.
[[nodiscard]] Imported plan_import(AgentStore& store, const ReadReports& read, const ImportOptions& options);

// Saves it: one operation a row, one for the month's own fields, one transaction a report. Does not submit.
[[nodiscard]] Imported import_reports(AgentStore& store, const ReadReports& read,
                                      const ImportOptions& options);

}  // namespace phirap::agent
