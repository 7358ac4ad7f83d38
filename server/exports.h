// What leaves the server for people and other programs: reports as they stand.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/grading.h"
#include "shared/wire/json_writer.h"

namespace phirap::server {

struct ExportAsked {
    std::optional<Month> month;  // nothing: every month
    Office office;               // "": every office
};

// {"reports": [...]}: every report in which something stands, in the pack's order of offices, oldest month
// first; the shape that `import` takes, with each row's id, and beside it state and open conflicts.
[[nodiscard]] std::string reports_json(const ServerStore& store, const MissionPack& pack,
                                       const ExportAsked& asked);

// What is exported, one month after the other.
using EachMonth = std::function<void(const PackOffice& office, Month month, const MonthBook& book)>;
void for_each_report(const ServerStore& store, const MissionPack& pack, const ExportAsked& asked,
                     const EachMonth& each);

// The last month that the office has anything of; the pack's first when it has nothing.
[[nodiscard]] Month last_month(const ServerStore& store, const Office& office, const MissionPack& pack);

// One office's month into the object that is open: the report, its state, conflicts and quarantine.
void write_month(JsonWriter& json, const MonthBook& book, const Office& office, Month month,
                 const MissionPack& pack);

}  // namespace phirap::server
