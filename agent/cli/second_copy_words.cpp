#include "agent/cli/second_copy_words.h"

#include "agent/set_aside.h"
#include "shared/core/thai_calendar.h"

namespace phirap::agent {

std::string words_of_opening(const OpenAgent& agent, Language language) {
    std::string words;
    if (agent.rebuilt) {
        const std::filesystem::path& file = agent.rebuilt->set_aside;
        words += say(language, file.empty() ? "rebuilt_lost" : "rebuilt",
                     {{"file", file.string()},
                      {"n", shown(static_cast<std::int64_t>(agent.rebuilt->operations))}}) +
                 "\n";
    }
    if (!agent.journal_set_aside.empty()) {
        words += say(language, "journal_set_aside", {{"file", agent.journal_set_aside.string()}}) + "\n";
    }
    return words;
}

void tell_set_aside(Context& context) {
    for (const std::filesystem::path& file : files_set_aside(context.folder)) {
        context.say_line("set_aside", {{"file", file.string()}});
    }
}

void write_set_aside(JsonWriter& json, const std::filesystem::path& folder) {
    json.name("set_aside");
    json.begin_array();
    for (const std::filesystem::path& file : files_set_aside(folder)) {
        json.text(file.string());
    }
    json.end();
}

}  // namespace phirap::agent
