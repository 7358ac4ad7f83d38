#include "agent/desk/drafts.h"

#include "shared/core/text.h"
#include "shared/wire/operation_body.h"

namespace phirap::agent {
namespace {

std::string scope_text(const AgentStore& store, Month month) {
    return to_text(Scope{store.enrolment().mission, month});
}

bool can_be_kept(const std::string& typed) {
    return typed.size() <= draft_bytes_max && is_utf8(typed) && typed.find('\0') == typed.npos;
}

}  // namespace

Drafts drafts_of(AgentStore& store, Month month) {
    Drafts drafts;
    Statement rows =
        store.database().rows("SELECT row, key, typed FROM draft WHERE scope = ?", scope_text(store, month));
    while (rows.next()) {
        drafts[{rows.id<EntityId>(0), std::string(rows.text(1))}] = rows.text(2);
    }
    return drafts;
}

void put_drafts(AgentStore& store, Month month, const Drafts& drafts) {
    if (drafts.empty()) {
        return;
    }
    const std::string scope = scope_text(store, month);
    std::size_t kept = drafts_of(store, month).size();
    Transaction transaction(store.database());
    for (const auto& [place, typed] : drafts) {
        if (can_be_kept(typed) && kept < drafts_max) {
            store.database().run("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)", scope, place.row,
                                 place.key, typed);
            ++kept;
        }
    }
    transaction.commit();
}

void drop_drafts(AgentStore& store, Month month, const std::vector<DraftPlace>& places) {
    const Drafts drafts = drafts_of(store, month);
    std::vector<DraftPlace> standing;
    for (const DraftPlace& place : places) {
        if (drafts.contains(place)) {
            standing.push_back(place);
        }
    }
    if (standing.empty()) {
        return;  // nothing to write, and no disk to wait for
    }
    const std::string scope = scope_text(store, month);
    Transaction transaction(store.database());
    for (const DraftPlace& place : standing) {
        store.database().run("DELETE FROM draft WHERE scope = ? AND row = ? AND key = ?", scope, place.row,
                             place.key);
    }
    transaction.commit();
}

void drop_drafts_of_row(AgentStore& store, Month month, const EntityId& row) {
    std::vector<DraftPlace> places;
    for (const auto& [place, typed] : drafts_of(store, month)) {
        if (place.row == row) {
            places.push_back(place);
        }
    }
    drop_drafts(store, month, places);
}

}  // namespace phirap::agent
