#include "shared/core/words.h"

#include <algorithm>
#include <array>
#include <optional>

#include "shared/core/words/tables.h"

namespace phirap {
namespace {

const Sentence* find(std::string_view key) {
    for (const std::span<const Sentence> table : catalogue()) {
        const auto found = std::ranges::find(table, key, &Sentence::key);
        if (found != table.end()) {
            return &*found;
        }
    }
    return nullptr;
}

// What a name in a sentence stands for: "{n}" the argument, "{n|entry|entries}" the word that goes with it.
std::optional<std::string_view> meaning(std::string_view name, const Arguments& arguments) {
    const std::size_t bar = name.find('|');
    const auto argument = std::ranges::find(arguments, name.substr(0, bar),
                                            [](const auto& a) { return std::string_view(a.first); });
    if (argument == arguments.end()) {
        return std::nullopt;
    }
    if (bar == name.npos) {
        return argument->second;
    }
    const std::string_view forms = name.substr(bar + 1);
    const std::size_t second = forms.find('|');
    return argument->second == "1" ? forms.substr(0, second) : forms.substr(second + 1);
}

std::string fill(std::string_view sentence, const Arguments& arguments) {
    std::string text;
    while (!sentence.empty()) {
        const std::size_t open = sentence.find('{');
        const std::size_t close = open == sentence.npos ? open : sentence.find('}', open);
        if (close == sentence.npos) {
            break;
        }
        text += sentence.substr(0, open);
        text += meaning(sentence.substr(open + 1, close - open - 1), arguments)
                    .value_or(sentence.substr(open, close - open + 1));
        sentence.remove_prefix(close + 1);
    }
    return text += sentence;
}

}  // namespace

std::string say(Language language, std::string_view key, const Arguments& arguments) {
    if (const Sentence* sentence = find(key)) {
        return fill(language == Language::thai ? sentence->thai : sentence->english, arguments);
    }
    std::string text(key);
    for (const auto& [name, value] : arguments) {
        text += " " + name + "=" + value;
    }
    return text;
}

std::string say(Language language, const Error& error) {
    return say(language, error.key, error.arguments);
}

std::span<const std::span<const Sentence>> catalogue() {
    static const std::array tables = {
        words::calendar(),   words::grading(),    words::records(),     words::sync(),    words::agent(),
        words::agent_help(), words::server(),     words::server_help(), words::store(),   words::forms(),
        words::pack(),       words::pictures(),   words::uploads(),     words::backups(), words::desk(),
        words::desk_door(),  words::desk_pages(), words::desk_more()};
    return tables;
}

}  // namespace phirap
