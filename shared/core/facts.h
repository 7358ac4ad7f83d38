// Facts: figures counted from an office's months, as the pack declares them.
//
// Whole numbers, no clock, no order of arrival: the same months give the same facts. Each fact names what
// it was counted from, so that an officer can see which row made the difference.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/day.h"
#include "shared/core/mission_pack.h"
#include "shared/core/report.h"

namespace phirap {

// What an office's month is judged from. All that is pointed at outlives it.
struct OfficeMonth {
    const MissionPack* pack = nullptr;
    Office office;
    Month month;                            // the one that is judged
    std::map<Month, const Report*> months;  // later months and those before the pack's first are passed over
    const Report* office_scope = nullptr;   // targets, rosters, relevant services; may be nothing
};

// The centre's figures for an office in a month: the server's latest word that holds by then, else the
// pack's. Nothing where neither says.
struct OfficeFigures {
    std::optional<std::int64_t> target;
    std::optional<std::int64_t> roster;
    std::vector<std::string> services;  // relevant ones that the pack knows; each once, in the pack's order

    bool operator==(const OfficeFigures&) const = default;
};
[[nodiscard]] OfficeFigures figures_of(const OfficeMonth& judged);

// What the office scope says of a field of a kind (target, roster, services) in `month`: the value that
// holds from the latest month on that is not after it. The null value where nothing says.
[[nodiscard]] const Value& effective(const Report* office_scope, EntityKind kind, std::string_view field,
                                     Month month);

// What a fact was counted from: a row, a channel, evidence or a service of a month, and how much of it.
struct Counted {
    Month month;
    Entity entity;
    std::int64_t amount = 0;

    bool operator==(const Counted&) const = default;
};

struct Fact {
    std::string key;
    std::optional<std::int64_t> value;  // nothing: the centre has not said (target, roster, services)
    std::vector<Counted> counted_from;  // oldest month first; of a sum, what added to it

    bool operator==(const Fact&) const = default;
};

// Counts one fact. Rows struck for `criterion` ("" for none) are passed over with all that they own, and
// so are rows dated outside their month, or not at all. A figure below zero counts as none.
[[nodiscard]] Fact count_fact(const FactRule& rule, const OfficeMonth& judged, std::string_view criterion);

// The day of a row by the pack's form; nothing when it has none that exists.
[[nodiscard]] std::optional<Day> day_of(const EntityState& row, const Form& form);

// A reviewer's word that a row does not count for a criterion: entity strike, fields criterion, reason,
// struck.
[[nodiscard]] bool is_struck(const Report& month, const EntityId& row, std::string_view criterion);

// Nothing but blanks.
[[nodiscard]] bool is_blank(std::string_view text);

}  // namespace phirap
