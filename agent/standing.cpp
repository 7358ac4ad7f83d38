#include "agent/standing.h"

#include "shared/core/thai_calendar.h"
#include "shared/wire/operation_body.h"

namespace phirap::agent {
namespace {

Standing standing_of(const Overview& overview) {
    if (overview.progress.verdict == Verdict::revoked) {
        return Standing::revoked;
    }
    const Ending ending = overview.attempt ? overview.attempt->ending : Ending::reached;
    const bool all_sent = overview.waiting == 0 && overview.progress.contact_ms.has_value();
    switch (ending) {
        case Ending::reached:
        case Ending::own_trouble:
            break;
        case Ending::refused:
            return Standing::refused;
        case Ending::store_trouble:
            return Standing::store_trouble;
        case Ending::unsupported:
            return Standing::unsupported;
        case Ending::unreachable:
            return all_sent ? Standing::sent : Standing::unreachable;
        case Ending::not_the_server:
            return Standing::not_the_server;
        case Ending::come_back:
            return all_sent ? Standing::sent : Standing::told_to_wait;
    }
    return all_sent ? Standing::sent : Standing::waiting;
}

void add_held_back(std::vector<HeldBack>& held_back, const AgentStore& store, const OperationLog& log,
                   const Report& report) {
    for (const Quarantined& quarantined : report.quarantined) {
        held_back.push_back({report.scope.month, quarantined.id, quarantined.reason, false});
    }
    if (report.quarantined.empty()) {
        return;
    }
    for (const Operation& operation : log.operations(to_text(report.scope))) {
        for (HeldBack& one : held_back) {
            one.ours |= one.id == operation.id && operation.writer == store.enrolment().agent;
        }
    }
}

}  // namespace

std::string_view to_text(Standing standing) {
    switch (standing) {
        case Standing::sent:
            return "sent";
        case Standing::waiting:
            return "waiting";
        case Standing::unreachable:
            return "unreachable";
        case Standing::not_the_server:
            return "not_the_server";
        case Standing::refused:
            return "refused";
        case Standing::revoked:
            return "revoked";
        case Standing::told_to_wait:
            return "told_to_wait";
        case Standing::store_trouble:
            return "store_trouble";
        case Standing::unsupported:
            return "unsupported";
    }
    return "waiting";
}

Overview glance_of(const AgentStore& store) {
    Overview overview;
    overview.waiting = store.outbox();
    overview.progress = store.progress();
    overview.attempt = store.last_attempt();
    overview.still_fetching =
        !overview.progress.cursor || overview.progress.cursor->position < overview.progress.head;
    overview.bytes_per_s = store.line().bytes_per_s();
    overview.standing = standing_of(overview);
    return overview;
}

Overview overview_of(const AgentStore& store) {
    Overview overview = glance_of(store);
    const OperationLog log = store.log();
    add_held_back(overview.held_back, store, log, store.office_file());
    for (const Month month : store.months()) {
        add_held_back(overview.held_back, store, log, store.report(month));
    }
    overview.reports = waiting_reports(store);
    return overview;
}

std::string refusal_words(Language language, const std::string& reason) {
    const std::string key = "refused_" + reason;
    return say(language, key);
}

std::string headline(const Overview& overview, std::uint64_t pictures, Language language) {
    if (pictures > 0 && overview.standing == Standing::sent) {
        return say(language, "status_pictures_to_go", {{"n", shown(static_cast<std::int64_t>(pictures))}});
    }
    const std::optional<std::int64_t>& contact_ms = overview.progress.contact_ms;
    const bool refused = overview.attempt && overview.attempt->ending == Ending::refused;
    const std::string key = "status_" + std::string(to_text(overview.standing));
    return say(language, key,
               {{"n", shown(static_cast<std::int64_t>(overview.waiting))},
                {"since", contact_ms ? shown(language, bangkok_time(*contact_ms), DateStyle::brief)
                                     : say(language, "status_since_enrolment")},
                {"detail", overview.attempt ? overview.attempt->detail : ""},
                {"why", refused ? refusal_words(language, overview.attempt->detail) : ""}});
}

std::optional<std::int64_t> time_needed_ms(const Overview& overview) {
    std::uint64_t bytes = 0;
    for (const WaitingReport& report : overview.reports) {
        bytes += report.bytes;
    }
    return bytes == 0 || overview.bytes_per_s == 0
               ? std::nullopt
               : std::optional(static_cast<std::int64_t>(bytes) * 1000 / overview.bytes_per_s + 1);
}

}  // namespace phirap::agent
