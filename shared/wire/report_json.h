// Reports as JSON: what people bring to `import` and take away from `export`.
//
//     {"reports": [{"office": "4301", "month": "2024-04", <the form's report fields>,
//                   "services": {"shop": {"correct": true, ...}, ...},
//                   "<rows_member>": [{<the form's row fields>, "channels": [{"kind": "line", "link":
//                   "..."}],
//                                      "<role's member>": ["picture.png", ...]}, ...]}, ...]}
//
// Every name in it but office, month, services, channels, kind, link, capture and id is the mission pack's.
// Exports add `id` to rows and `state` and `conflicts` to reports; reading takes the ids and passes over the
// rest of what exports add.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/form_check.h"
#include "shared/core/form_entry.h"
#include "shared/wire/json_writer.h"

namespace phirap {

// What could be read, and all that is wrong. A row with a fault is left out of `reports`, and so is a
// report whose office or month has one; any other fault leaves out the member that it names.
struct ReadReports {
    std::vector<FormReport> reports;
    std::vector<FormFault> faults;  // faults_kept_max at most
    std::size_t faults_untold = 0;  // at least so many more

    void add(FormFault fault);
};
// What a file of 64 MiB can hold of them are millions. Nobody reads as many as these.
inline constexpr std::size_t faults_kept_max = 1000;

// Reads a file: an object with `reports` (its other members are passed over), a list of reports, or one
// report. Dates, months and counts may stand as people type them (thai_calendar.h). At most
// limits::import_bytes_max and import_rows_max. `own`: an office known beside the pack's.
[[nodiscard]] ReadReports reports_from_json(std::string_view text, const MissionPack& pack,
                                            const Office& own = {});

// Reads what `record --json` is given: one row, a list of rows, or reports as above. Rows and reports that
// do not say take `office` and `month`. A row with an id may give as little as it likes.
[[nodiscard]] ReadReports entries_from_json(std::string_view text, const MissionPack& pack,
                                            const Office& office, std::optional<Month> month);

// Writes a report's members, in the form's order, into the object that is open; `with_ids` adds each row's.
void write_report(JsonWriter& json, const FormReport& report, const MissionPack& pack, bool with_ids);
// Writes the open questions of a report as a list: number (from 1, as `settle` takes it), key, what it is of,
// row, field, and the answers, each with author, time and machine.
void write_conflicts(JsonWriter& json, const Report& report);
// {"reports": [...]}. `with_ids` as above.
[[nodiscard]] std::string reports_to_json(const std::vector<FormReport>& reports, const MissionPack& pack,
                                          bool with_ids);

// What a conflict is called: 8 hexadecimal digits of BLAKE2b over what it is about and the operations that
// answered. Another answer gives it another key, so that nobody settles what they have not read.
[[nodiscard]] std::string key_of(const Conflict& conflict);

// Members that exports add to a report, and that reading passes over.
[[nodiscard]] bool is_added_by_export(std::string_view member);

}  // namespace phirap
