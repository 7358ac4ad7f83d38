// When a month's report is due, and whether a submission came in time.
//
// Time is judged by when the officer submitted, not by when the line came back. An office's clock proves
// nothing by itself; two signed words of the server do: the acknowledgement that the office held when it
// submitted (so it was not before), and the receipt (so it was not after). Between them the office's own
// clock, corrected by what was learnt of it at syncs, decides, and is shown as a claim.
#pragma once

#include <cstdint>
#include <optional>

#include "shared/core/day.h"
#include "shared/core/mission_pack.h"
#include "shared/core/report.h"

namespace phirap {

struct Due {
    Day day;                  // the last day in time
    std::int64_t end_ms = 0;  // the first millisecond that is late
    bool extended = false;

    bool operator==(const Due&) const = default;
};

// The pack's day (the month's last where it has no such day), or the day that the pack moved it to; an
// admin's extension when it is later than that.
[[nodiscard]] Due due_of(const DueRule& rule, Month month, std::optional<Day> extended_to = {});

// Days until the last day in time, by a clock in Bangkok: 0 on that day itself, below 0 after it.
[[nodiscard]] std::int64_t days_left(const Due& due, std::int64_t wall_ms);

// The admin's extension of this month: entity extension, field `until`, an ISO date.
[[nodiscard]] std::optional<Day> extension_in(const Report& month);

// What is known of when a submission was made, in milliseconds since 1970-01-01T00:00Z.
struct SubmissionTimes {
    std::optional<std::int64_t> not_before_ms;  // the server's time in the acknowledgement held at save
    std::optional<std::int64_t> claimed_ms;     // the office's clock, corrected
    std::optional<std::int64_t> not_after_ms;   // the earliest receipt; none while the line is down
};

enum class Timeliness {
    on_time,          // the receipt came before the deadline
    claimed_on_time,  // the office's clock says so; counts as on time until a reviewer says otherwise
    claimed_late,     // the office's own clock says that it was late
    late,             // the acknowledgement held at save was made after the deadline
};
[[nodiscard]] Timeliness judge(const Due& due, const SubmissionTimes& times);
[[nodiscard]] inline bool counts_as_on_time(Timeliness timeliness) {
    return timeliness == Timeliness::on_time || timeliness == Timeliness::claimed_on_time;
}
// "on_time", "claimed_on_time", "claimed_late", "late": in JSON, and keys of the catalogue.
[[nodiscard]] std::string_view to_text(Timeliness timeliness);

}  // namespace phirap
