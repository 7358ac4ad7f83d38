// As of when a page shows what it shows (DESK.md, "As of"): the last operation of each branch of the month.
//
// A page carries that text and nothing else. From it the month is folded as it stood then, and so there is
// the screen that a save answers (shared/core/recording.h), however long the page waited, and though the
// program was started anew since.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "agent/month_file.h"

namespace phirap::agent {

// "0123456789abcdef-...", sorted; "" for a month without operations.
[[nodiscard]] std::string as_of(const MonthFile& month);
// What cannot be read is left out, and so has not been seen.
[[nodiscard]] std::vector<OperationName> names_in(std::string_view as_of);

// One month as it stood at one time or another, each folded once.
class FormerMonths {
  public:
    FormerMonths(const AgentStore& store, const MonthFile& now) : store_(store), now_(now) {}

    [[nodiscard]] const MonthFile& now() const { return now_; }
    // Names that are not held any more, or never were, have not been seen.
    [[nodiscard]] const Report& at(const std::string& as_of);
    [[nodiscard]] Screen screen(const std::string& as_of, const Entity& entity) {
        return screen_of(at(as_of), entity);
    }

  private:
    const AgentStore& store_;
    const MonthFile& now_;
    std::map<std::string, Report> folded_;
};

}  // namespace phirap::agent
