// A month as the office sees it: form, state, facts, the grade that it would get now, and what is open.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "agent/month_file.h"
#include "agent/settling.h"
#include "shared/core/deadline.h"
#include "shared/core/form_entry.h"
#include "shared/core/grade.h"

namespace phirap::agent {

struct MonthView {
    Office office;
    Month month;
    MissionPack pack;
    Report report;
    FormReport form;  // its rows are numbered from 1
    ReportStatus status;
    Due due;
    Grade grade;  // the preview, by the same code as the centre's
    std::vector<OpenQuestion> questions;
};
[[nodiscard]] MonthView month_view(const AgentStore& store, Month month);

// What a view is made from, for whoever has it folded already. All that is pointed at outlives the view's
// making.
struct MonthSources {
    Office office;
    const MissionPack* pack = nullptr;
    const MonthFile* file = nullptr;
    const Report* office_file = nullptr;
    std::map<Month, const Report*> earlier;  // of the mission, from the pack's first month on
};
// The same, folded here and now.
struct FoldedMonth {
    Office office;
    MissionPack pack;
    MonthFile file;
    Report office_file;
    std::map<Month, Report> earlier;

    [[nodiscard]] MonthSources sources() const;
};
[[nodiscard]] FoldedMonth fold_month(const AgentStore& store, Month month);

[[nodiscard]] MonthView month_view(const MonthSources& sources);
// The grade alone, of `month` in the place of the file's report: it is what a preview asks for.
[[nodiscard]] Grade grade_of(const MonthSources& sources, const Report& month);

// {"reports": [the month in the file's shape, with ids, and state, due, grade, facts, submissions,
// conflicts, quarantined]}: what `report --json` prints, and what `import` takes back.
[[nodiscard]] std::string month_json(const MonthView& view, Language language);

}  // namespace phirap::agent
