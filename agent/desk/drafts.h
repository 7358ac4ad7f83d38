// Drafts: what was typed into a field and could not be read, so that it can be no answer of the report.
//
// "about 20" in a field of numbers is an officer's work all the same: it stays on this PC, is shown again
// with what is wrong with it, and counts for nothing. It goes when the field is saved, or its row deleted.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "agent/agent_store.h"

namespace phirap::agent {

struct DraftPlace {
    EntityId row{};  // zero: the month's own fields
    std::string key;

    auto operator<=>(const DraftPlace&) const = default;
};
using Drafts = std::map<DraftPlace, std::string>;

// One draft is no longer than a page of text, and a month has no more than so many: past that a page has
// to keep what is typed into it itself.
inline constexpr std::size_t draft_bytes_max = 16 * 1024;
inline constexpr std::size_t drafts_max = 1'000;

[[nodiscard]] Drafts drafts_of(AgentStore& store, Month month);
// Adds and replaces; what cannot be kept (too long, no text, too many) is passed over.
void put_drafts(AgentStore& store, Month month, const Drafts& drafts);
// Nothing happens where there is none.
void drop_drafts(AgentStore& store, Month month, const std::vector<DraftPlace>& places);
void drop_drafts_of_row(AgentStore& store, Month month, const EntityId& row);

}  // namespace phirap::agent
