#include "agent/cli/typed.h"

#include "shared/core/thai_calendar.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {
namespace {

// A file of a hundred thousand bad rows need not fill the screen.
constexpr std::size_t faults_shown_max = 100;

}  // namespace

Result<Month> month_asked(const std::string& typed) {
    if (typed.empty()) {
        return fail(ErrorKind::bad_input, "month_missing_flag");
    }
    return month_typed(typed);
}

int report_faults(Context& context, std::span<const FormFault> faults, std::string_view heading,
                  std::size_t untold) {
    const std::size_t found = faults.size() + untold;
    context.err += say(context.language, heading, {{"n", shown(static_cast<std::int64_t>(found))}}) + "\n";
    for (const FormFault& fault : faults.first(std::min(faults.size(), faults_shown_max))) {
        context.err += "  - " + say(context.language, fault) + "\n";
    }
    if (const std::size_t told = std::min(faults.size(), faults_shown_max); found > told) {
        context.err += say(context.language, untold > 0 ? "faults_more_at_least" : "faults_more",
                           {{"n", shown(static_cast<std::int64_t>(found - told))}}) +
                       "\n";
    }
    return Exit::failed;
}

}  // namespace phirap::agent
