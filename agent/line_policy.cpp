#include "agent/line_policy.h"

#include <fmt/format.h>

namespace phirap::agent {
namespace {

constexpr std::int64_t minute_ms = 60'000;

// "HH:MM", of 00:00 to 23:59.
std::optional<int> minute_from(std::string_view text) {
    const auto digit = [&](std::size_t at) {
        return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100;
    };
    if (text.size() != 5 || text[2] != ':') {
        return std::nullopt;
    }
    const int hour = digit(0) * 10 + digit(1);
    const int minute = digit(3) * 10 + digit(4);
    return hour < 24 && minute < 60 ? std::optional(hour * 60 + minute) : std::nullopt;
}

}  // namespace

std::optional<QuietHours> quiet_hours_from(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == text.npos) {
        return std::nullopt;
    }
    const std::optional<int> from = minute_from(text.substr(0, dash));
    const std::optional<int> to = minute_from(text.substr(dash + 1));
    return from && to && *from != *to ? std::optional(QuietHours{*from, *to}) : std::nullopt;
}

std::string quiet_hours_text(const QuietHours& hours) {
    return fmt::format("{:02}:{:02}-{:02}:{:02}", hours.from_minute / 60, hours.from_minute % 60,
                       hours.to_minute / 60, hours.to_minute % 60);
}

std::int64_t quiet_left_ms(const LinePolicy& policy, std::int64_t wall_ms) {
    if (!policy.quiet) {
        return 0;
    }
    const std::int64_t in_day = ((wall_ms + bangkok_offset_ms) % day_ms + day_ms) % day_ms;
    const std::int64_t from = policy.quiet->from_minute * minute_ms;
    const std::int64_t length = (policy.quiet->to_minute * minute_ms - from + day_ms) % day_ms;
    const std::int64_t since = (in_day - from + day_ms) % day_ms;
    return since < length ? length - since : 0;
}

Permission permission(const LinePolicy& policy, const Situation& situation) {
    if (situation.asked) {
        return {};
    }
    const std::int64_t quiet_ms = quiet_left_ms(policy, situation.wall_ms);
    Permission permission;
    permission.reports = quiet_ms == 0 || situation.deadline_near;
    permission.pictures = quiet_ms == 0 && !policy.metered;
    permission.wait_ms = permission.reports ? 0 : quiet_ms;
    return permission;
}

}  // namespace phirap::agent
