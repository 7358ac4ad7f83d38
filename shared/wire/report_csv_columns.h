// Inside report_csv: what the columns of a file hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/mission_pack.h"

namespace phirap {

// What a column shows: "office", "month", "id", "ordinal", "channels", keys of row and report fields and
// of evidence roles; several for a column that holds several figures.
using CsvColumn = std::vector<std::string>;

// The column under this heading; nothing when the pack knows none by that name.
[[nodiscard]] std::optional<CsvColumn> csv_column(std::string_view heading, const MissionPack& pack);

// The same name to people: letters alike, blanks nowhere.
[[nodiscard]] std::string as_name(std::string_view text);

}  // namespace phirap
