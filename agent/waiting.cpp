#include "agent/waiting.h"

#include <algorithm>
#include <map>

#include "agent/line_policy.h"
#include "agent/month_file.h"
#include "shared/core/report_state.h"
#include "shared/wire/operation_body.h"

namespace phirap::agent {
namespace {

WaitingReport& of_scope(std::map<std::string, WaitingReport, std::less<>>& reports, std::string_view scope) {
    return reports.try_emplace(std::string(scope)).first->second;
}

// The server gives a receipt for each submission it has.
bool is_received(const ReportStatus& status) {
    return status.graded && status.graded->received_ms && !status.changed_since_submission;
}

}  // namespace

std::vector<WaitingReport> waiting_reports(const AgentStore& store) {
    std::map<std::string, WaitingReport, std::less<>> reports;
    const OperationLog log = store.log();
    const Progress progress = store.progress();
    for (const LoggedBranch& branch : log.branches()) {
        const std::uint64_t confirmed = store.confirmed(branch, progress);
        for (const ScopeCount& count : log.count_by_scope(branch.number, confirmed)) {
            WaitingReport& report = of_scope(reports, count.scope);
            report.operations += count.before + count.after;
            report.waiting += count.after;
            report.bytes += count.after_bytes;
        }
    }
    std::vector<WaitingReport> found;
    for (auto& [scope, report] : reports) {
        report.month = scope_from_text(scope).month;
        if (report.month || report.waiting > 0) {
            found.push_back(report);
        }
    }
    std::ranges::stable_sort(found, [](const WaitingReport& one, const WaitingReport& other) {
        return one.month && (!other.month || *one.month < *other.month);
    });
    return found;
}

bool deadline_near(const AgentStore& store, std::int64_t wall_ms) {
    std::optional<MissionPack> pack;
    for (const WaitingReport& report : waiting_reports(store)) {
        if (report.waiting == 0 || !report.month) {
            continue;
        }
        const MonthFile file = open_month(store, *report.month);
        if (!pack) {
            pack = store.pack();
        }
        const Due due = due_of(pack->due, *report.month, extension_in(file.report));
        if (is_near(due, wall_ms) && !is_received(status_of(file.report, file.operations, file.ancestry))) {
            return true;
        }
    }
    return false;
}

std::int64_t corrected_ms(const AgentStore& store) {
    return store.clock().wall_ms() + store.progress().clock_offset_ms.value_or(0);
}

}  // namespace phirap::agent
