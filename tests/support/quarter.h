// The official quarter, April to June 2567: what nine offices reported and the grades that they earned.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "shared/core/facts.h"

namespace phirap::testing {

struct ExpectedGrade {
    Office office;
    Month month;
    std::string level;
    std::int64_t points = 0;
    std::map<std::string, std::int64_t> facts;
};

struct Quarter {
    std::map<Office, std::map<Month, Report>> months;
    std::map<Office, Report> office_scopes;  // targets, rosters and services from the file
    std::vector<ExpectedGrade> expected;

    // An office's month as it is judged: every month up to it.
    [[nodiscard]] OfficeMonth judged(const MissionPack& pack, const Office& office, Month month) const;
};

// Reads tests/golden/nongkhai-2567-q3.json.
[[nodiscard]] const Quarter& quarter();

}  // namespace phirap::testing
