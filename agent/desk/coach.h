// The grade coach: beside the form, what the month would get now, why, and the cheapest way to the next
// level.
#pragma once

#include "agent/month_view.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {

// A row of the form, to a number that people see.
using RowNumbers = std::map<EntityId, std::size_t>;
[[nodiscard]] RowNumbers numbers_of(const FormReport& form);

// DESK.md, "A grade", as the next value.
void write_grade(JsonWriter& json, const Grade& grade, const MissionPack& pack, const RowNumbers& numbers,
                 Language language);

}  // namespace phirap::agent
