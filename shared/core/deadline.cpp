#include "shared/core/deadline.h"

#include <algorithm>

namespace phirap {

Due due_of(const DueRule& rule, Month month, std::optional<Day> extended_to) {
    const Month last{9999, 12};
    const Month in = month_from_index(index_of(month) + rule.months_after).value_or(last);
    Due due{{in.year, in.month, std::min(rule.day, days_in(in))}};
    const auto moved = std::ranges::find(rule.moved, month, &MovedDay::month);
    if (moved != rule.moved.end()) {
        due.day = day_from_text(moved->date).value_or(due.day);
    }
    if (extended_to && *extended_to > due.day) {
        due.day = *extended_to;
        due.extended = true;
    }
    due.end_ms = begin_ms(due.day) + day_ms;
    return due;
}

std::int64_t days_left(const Due& due, std::int64_t wall_ms) {
    return (begin_ms(due.day) - begin_ms(bangkok_time(wall_ms).day)) / day_ms;
}

std::optional<Day> extension_in(const Report& month) {
    for (const EntityState* extension : month.visible(EntityKind::extension)) {
        if (const std::optional<Day> until = day_from_text(text_in(extension->shown("until")))) {
            return until;
        }
    }
    return std::nullopt;
}

Timeliness judge(const Due& due, const SubmissionTimes& times) {
    if (times.not_after_ms && *times.not_after_ms < due.end_ms) {
        return Timeliness::on_time;
    }
    if (times.not_before_ms && *times.not_before_ms >= due.end_ms) {
        return Timeliness::late;
    }
    const bool claimed = times.claimed_ms && *times.claimed_ms < due.end_ms;
    return claimed ? Timeliness::claimed_on_time : Timeliness::claimed_late;
}

std::string_view to_text(Timeliness timeliness) {
    switch (timeliness) {
        case Timeliness::on_time:
            return "on_time";
        case Timeliness::claimed_on_time:
            return "claimed_on_time";
        case Timeliness::claimed_late:
            return "claimed_late";
        case Timeliness::late:
            return "late";
    }
    return "late";
}

}  // namespace phirap
