// What commands ask of what was typed: a month, an office, an id.
#pragma once

#include "server/administration.h"
#include "server/cli/context.h"
#include "shared/core/thai_calendar.h"

namespace phirap::server {

// Errors: office_unknown {office} {known}. An office is known by the pack, or by its feed.
[[nodiscard]] Result<Office> office_asked(const std::string& typed, const ServerStore& store,
                                          const MissionPack& pack);
// Errors: those of month_typed; month_before_first {month} {first}.
[[nodiscard]] Result<Month> month_asked(const std::string& typed, const MissionPack& pack);
// Errors: option_missing {option}.
[[nodiscard]] Error missing(const char* option);

// The name of an office in the language of the context, "" when the pack has none.
[[nodiscard]] std::string office_name(const MissionPack& pack, const Office& office, Language language);

}  // namespace phirap::server
