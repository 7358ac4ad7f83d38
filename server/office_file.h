// The `offices` of a data file: each office's name, target, officials on the roster and relevant services.
#pragma once

#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "server/administration.h"
#include "shared/wire/json_reading.h"

namespace phirap::server {

// {"offices": {"4301": {"name": ..., "target": 150, "officials": 10, "services": ["shop", ...]}, ...}};
// other members of the file are passed over, as are members that an office lacks. Every office and service
// must be the pack's. The entries, or every fault found.
[[nodiscard]] tl::expected<std::vector<OfficeEntry>, JsonFaults> offices_from_json(std::string_view text,
                                                                                   const MissionPack& pack);

}  // namespace phirap::server
