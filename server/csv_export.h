// The official form as CSV, for spreadsheets: its headings, a line a row.
#pragma once

#include <string>

#include "server/exports.h"
#include "shared/core/words.h"

namespace phirap::server {

// Every report that is asked for, as shared/wire/report_csv.h writes it: what comes out here, `import` takes.
[[nodiscard]] std::string reports_csv(const ServerStore& store, const MissionPack& pack,
                                      const ExportAsked& asked, Language language);

}  // namespace phirap::server
