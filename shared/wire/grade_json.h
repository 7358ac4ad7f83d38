// Grades as JSON: what `grade --json` prints, one object an office's month.
//
// Members office, month, level, points and facts are those of the official quarter's file; state, due,
// criteria, reasons, flags and next_step stand beside them. Sentences are in the language asked for.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "shared/core/deadline.h"
#include "shared/core/grade.h"
#include "shared/core/words.h"

namespace phirap {

struct GradeEntry {
    Office office;
    Month month;
    // "draft", "submitted", "returned", "approved"; "not_reported" has no level and no points.
    std::string state;
    const Grade* grade = nullptr;  // may be nothing where not reported
    std::optional<Due> due;
    std::optional<Timeliness> timeliness;
    std::optional<bool> published;
    std::optional<bool> amended_since;
};

// A list, one line break after each member; ends without one.
[[nodiscard]] std::string grades_to_json(std::span<const GradeEntry> entries, const MissionPack& pack,
                                         Language language);

// One entry alone: for a published grade's own record, and for `report --json`.
[[nodiscard]] std::string grade_to_json(const GradeEntry& entry, const MissionPack& pack, Language language);

}  // namespace phirap
