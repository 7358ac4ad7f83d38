#include "agent/cli/spans.h"

#include "shared/core/thai_calendar.h"

namespace phirap::agent {

std::string shown_time(Language language, std::int64_t wall_ms) {
    return shown(language, bangkok_time(wall_ms), DateStyle::brief);
}

std::string time_for_programs(std::int64_t wall_ms) {
    return to_text(bangkok_time(wall_ms));
}

std::string shown_span(Language language, std::int64_t span_ms) {
    const std::int64_t seconds = (span_ms < 0 ? -span_ms : span_ms) / 1000;
    if (seconds < 60) {
        return say(language, "span_seconds", {{"n", shown(seconds)}});
    }
    if (seconds < 60 * 60) {
        return say(language, "span_minutes", {{"n", shown(seconds / 60)}});
    }
    if (seconds < 24 * 60 * 60) {
        return say(language, "span_hours", {{"n", shown(seconds / 3600)}});
    }
    return say(language, "span_days", {{"n", shown(seconds / 86'400)}});
}

}  // namespace phirap::agent
