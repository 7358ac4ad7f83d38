// The official form as CSV (RFC 4180), for spreadsheets: its headings, a line a row.
#pragma once

#include <string>

#include "server/exports.h"
#include "shared/core/words.h"

namespace phirap::server {

// UTF-8 with a byte-order mark, else Excel reads Thai as noise; CRLF line ends. Before the form's columns
// stands the month. A cell that a spreadsheet would take for a formula is written as text, behind an
// apostrophe (OWASP, CSV injection).
[[nodiscard]] std::string reports_csv(const ServerStore& store, const MissionPack& pack,
                                      const ExportAsked& asked, Language language);

[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace phirap::server
