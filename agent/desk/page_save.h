// Saving what a page sends: field by field, each as of when its old value was shown.
//
// Unlike `record` and `import` the desk takes what is begun: a row that lacks required fields, or is dated
// outside its month, is an officer's work half done, and is kept; the check before submitting names it
// (domain.md, "A row stays in the report it was entered in"). And unlike them it saves what it can: a field
// that cannot be read, or that another window changed meanwhile, is named, and the others are saved.
#pragma once

#include <string>
#include <vector>

#include "agent/desk/as_of.h"
#include "agent/desk/body.h"
#include "agent/desk/drafts.h"

namespace phirap::agent {

struct PageFault {
    std::string member;  // the field's key; "channels/2/link"; "services/shop/correct"; "row"
    Error what;
};

// What a save would do: one operation, and what stays on this PC alone.
struct PageSave {
    Recording recording;  // no changes: all of it stood so already, or could not be saved
    std::vector<PageFault> faults;
    Drafts unreadable;
    std::vector<DraftPlace> read;  // whatever was kept there as typed is over

    [[nodiscard]] bool changes() const { return !recording.changes.empty(); }
};

// `own`: whose answers a page has to have shown, else they would be lost without a word (sync-rules, rule 6).
[[nodiscard]] PageSave plan_row(FormerMonths& months, const MissionPack& pack, const RowBody& row,
                                const WriterId& own);
[[nodiscard]] PageSave plan_fields(FormerMonths& months, const MissionPack& pack, const FieldsBody& fields,
                                   const WriterId& own);

// Adds a picture to a row; with `channel`, a kind, its name becomes that channel's capture. What is attached
// already changes nothing.
[[nodiscard]] PageSave plan_picture(FormerMonths& months, const MissionPack& pack, const EntityId& row,
                                    const Evidence& picture, const std::string& channel,
                                    const std::string& as_of, const WriterId& own);

// Makes it so. Errors: those of check_limits and AgentStore::save. Throws StoreError.
[[nodiscard]] Result<void> commit(AgentStore& store, const MonthFile& month, const PageSave& save,
                                  const std::string& author);

// The month as it would be: folded with an operation that nobody keeps.
[[nodiscard]] Report as_if_saved(const AgentStore& store, const MonthFile& month, const PageSave& save,
                                 const std::string& author);

}  // namespace phirap::agent
