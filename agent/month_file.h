// One month as this PC holds it: its operations, and the report that they fold to.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/agent_store.h"
#include "shared/core/recording.h"
#include "shared/core/report_state.h"

namespace phirap::agent {

struct MonthFile {
    Scope scope;
    std::vector<Operation> operations;
    Ancestry ancestry;
    Report report;
    Frontier own;  // what is an ancestor of whatever this PC saves next
};
[[nodiscard]] MonthFile open_month(const AgentStore& store, Month month);
// MonthFile::own, which whatever this PC saves, also of other months, moves on.
[[nodiscard]] Frontier own_frontier(const AgentStore& store, const Ancestry& ancestry);

// Where a save comes from, and so what of other machines' answers whoever made it can have seen.
enum class Source {
    // A file: nothing (sync-rules.md, rule 7), but for how a row began, when the file calls it by its id.
    file,
    // A person at the command line, who decided by what an earlier `report` had printed here (rule 5).
    command,
};

// Who saves, and what they had before them: a page's screen, or what the source implies.
struct Saver {
    std::string author;
    Source source = Source::command;
    std::optional<Screen> screen;
};

// Remembers that all of this month was shown to a person at this PC, for commands that follow.
void note_shown(AgentStore& store, const Report& report);

// Stands for the month's own fields and all of its services, in screen_for and body_of.
inline constexpr Entity whole_month{EntityKind::report, {}, 0};

// The screen of `entity` (a row with what it owns, the whole month, the submission) for this saver. This
// lineage's own operations are on every screen but a page's.
[[nodiscard]] Screen screen_for(AgentStore& store, const MonthFile& month, const Entity& entity,
                                const Saver& saver);

// The body of a save: record() with that screen. Without changes there is nothing to save.
[[nodiscard]] Result<OperationBody> body_of(AgentStore& store, const MonthFile& month, const Entity& entity,
                                            std::vector<Change> wanted, const Saver& saver);

// Error month_approved (refused): the centre has approved the month, and no more is entered into it.
[[nodiscard]] Result<void> check_open(const MonthFile& month);

}  // namespace phirap::agent
