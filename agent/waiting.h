// What waits to be sent, report by report.
#pragma once

#include <optional>
#include <vector>

#include "agent/agent_store.h"
#include "shared/core/deadline.h"

namespace phirap::agent {

struct WaitingReport {
    std::optional<Month> month;    // nothing: of the office itself
    std::uint64_t operations = 0;  // held here, the office's other machines' too
    std::uint64_t waiting = 0;     // of these not known to be at the server
    std::uint64_t bytes = 0;       // the waiting ones', before they are squeezed
};
// Every report that has operations, by month; the office itself last, if something of it waits.
[[nodiscard]] std::vector<WaitingReport> waiting_reports(const AgentStore& store);

// Whether a report that is due (line_policy.h, is_near) has something waiting, and the server has not said
// that its last submission came. `wall_ms` by the server's clock as far as it is known.
[[nodiscard]] bool deadline_near(const AgentStore& store, std::int64_t wall_ms);

// Our clock, put right by what the last contact said of it.
[[nodiscard]] std::int64_t corrected_ms(const AgentStore& store);

}  // namespace phirap::agent
