// Grading: from an office's log to its months' grades.
//
// Reading the log is one step, judging another. Judging is a pure function of what was read and the pack, so
// a published grade can be judged again and must come out the same (design.md promise 11).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "server/server_store.h"
#include "shared/core/deadline.h"
#include "shared/core/grade.h"
#include "shared/core/mission_pack.h"
#include "shared/core/report_state.h"

namespace phirap::server {

// One month of an office, folded.
struct MonthBook {
    Report whole;                  // all that is held
    std::optional<Report> judged;  // what the graded submission had seen, and the centre's words on it
    std::vector<Tip> tips;         // of the judged operations, on each branch the last
    ReportStatus status;
};

// An office's log, folded up to a month.
struct OfficeBook {
    Office office;
    Report office_scope;
    std::map<Month, MonthBook> months;
};

// The office's months from the pack's first to `through`. Reads; throws StoreError.
[[nodiscard]] OfficeBook read_office(const ServerStore& store, const Office& office, const MissionPack& pack,
                                     Month through);

// What the approval of a month published (rule 25).
struct PublishedGrade {
    std::string level;
    std::int64_t points = 0;
    Bytes digest;
    std::int64_t pack_version = 0;
    std::int64_t merge_version = 0;
    Bytes tips;  // of the operations judged (tips_from_bytes)
};

// A month as the board shows it.
struct MonthGrade {
    Office office;
    Month month;
    ReportStatus status;
    bool reported = false;       // submitted at least once
    std::optional<Grade> grade;  // of what was submitted; where nothing was, what the months before add
    Due due;
    std::optional<Timeliness> timeliness;
    std::size_t conflicts = 0;  // open ones, in what was judged
    std::optional<PublishedGrade> published;
    bool amended_since = false;  // published, and what it was judged by differs now
};

// `server`: whose acknowledgements count as proof of time.
[[nodiscard]] MonthGrade judge_month(const OfficeBook& book, const MissionPack& pack, Month month,
                                     const PublicKey& server);

// The digest of the inputs of the judged month; of all that stands now with `whole`.
enum class Inputs { judged, whole };
[[nodiscard]] Digest digest_of_inputs(const OfficeBook& book, const MissionPack& pack, Month month,
                                      Inputs which);

// A published grade, judged again from the operations that it names (design.md promise 11).
enum class Replay {
    same,     // the same inputs, and the same grade
    other,    // the same inputs, and another grade: something is wrong with us
    amended,  // the inputs that it names are not the same any more: earlier months, targets, the pack
    missing,  // an operation that it names is not here
};
[[nodiscard]] Replay judge_again(const ServerStore& store, const OfficeBook& book, const MissionPack& pack,
                                 Month month, const PublishedGrade& published);
// Nothing until the month was approved.
[[nodiscard]] std::optional<PublishedGrade> published_in(const Report& whole);

// Every office of the pack in its order, the province last.
struct Board {
    std::vector<MonthGrade> offices;
    MonthGrade province;
};
[[nodiscard]] Board judge_all(const ServerStore& store, const MissionPack& pack, Month month);

// "not_reported" until the first submission, then the state's own name.
[[nodiscard]] std::string state_shown(const MonthGrade& month);

}  // namespace phirap::server
