#include "shared/core/words.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "tests/support/tests_folder.h"

using namespace phirap;

namespace {

// {month_en} is {month} as it is said in English.
std::set<std::string> names_in(std::string_view sentence) {
    std::set<std::string> names;
    const std::string text(sentence);
    const std::regex name(R"(\{([^{}|]*?)(_en)?(\|[^{}]*)?\})");
    for (std::sregex_iterator at(text.begin(), text.end(), name); at != std::sregex_iterator(); ++at) {
        names.insert((*at)[1]);
    }
    return names;
}

// A sentence of figures and signs alone is the same in both.
bool has_words(std::string_view sentence) {
    const std::string bare = std::regex_replace(std::string(sentence), std::regex(R"(\{[^{}|]*\})"), "");
    return std::ranges::any_of(bare, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool has_thai_letters(std::string_view text) {
    return text.find("\xe0\xb8") != text.npos || text.find("\xe0\xb9") != text.npos;
}

std::set<std::string> known_keys() {
    std::set<std::string> keys;
    for (const auto& table : catalogue()) {
        for (const Sentence& sentence : table) {
            keys.emplace(sentence.key);
        }
    }
    return keys;
}

// Keys written out where a sentence is asked for: fail(kind, "key"), Error{kind, "key"}, say(language,
// "key").
std::set<std::string> keys_used(const std::filesystem::path& file) {
    std::ifstream stream(file);
    const std::string source{std::istreambuf_iterator<char>(stream), {}};
    std::set<std::string> keys;
    for (const char* form :
         {R"re(\bfail\(\s*ErrorKind::\w+,\s*"([^"]*)")re", R"re(\bError\{\s*ErrorKind::\w+,\s*"([^"]*)")re",
          R"re(\bsay\(\s*[\w.:>()-]*,\s*"([^"]*)")re", R"re(return "(quarantine_\w+)")re"}) {
        const std::regex pattern(form);
        for (std::sregex_iterator at(source.begin(), source.end(), pattern); at != std::sregex_iterator();
             ++at) {
            keys.insert((*at)[1]);
        }
    }
    return keys;
}

}  // namespace

TEST_CASE("words: every sentence has both languages and the same {names} in both, and its key is its own") {
    std::set<std::string_view> keys;
    for (const auto& table : catalogue()) {
        for (const Sentence& sentence : table) {
            CAPTURE(sentence.key);
            CHECK(keys.insert(sentence.key).second);
            CHECK(has_thai_letters(sentence.thai) == has_words(sentence.english));
            CHECK_FALSE(sentence.english.empty());
            CHECK_FALSE(has_thai_letters(sentence.english));
            CHECK(names_in(sentence.thai) == names_in(sentence.english));
            CHECK(std::ranges::count(sentence.thai, '{') == std::ranges::count(sentence.thai, '}'));
            CHECK(std::ranges::count(sentence.english, '{') == std::ranges::count(sentence.english, '}'));
        }
    }
}

TEST_CASE("words: every sentence that the programs ask for is there") {
    const std::set<std::string> known = known_keys();
    std::size_t asked = 0;
    for (const char* folder : {"shared", "agent", "server"}) {
        const std::filesystem::path root = tests_folder() / ".." / folder;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            const std::string kind = entry.path().extension();
            if (kind != ".cpp" && kind != ".h") {
                continue;
            }
            for (const std::string& key : keys_used(entry.path())) {
                CAPTURE(entry.path().string());
                CAPTURE(key);
                CHECK(known.contains(key));
                ++asked;
            }
        }
    }
    CHECK(asked > 20);
}

// A page asks by a key that it has in quotes; the program gives it the catalogue's.
TEST_CASE("words: every sentence that a page asks for is there") {
    const std::set<std::string> known = known_keys();
    const std::regex quoted(R"re("(desk_[a-z0-9_]+)")re");
    std::size_t asked = 0;
    for (const char* folder : {"agent/desk/pages", "shared/pages"}) {
        auto entry = std::filesystem::recursive_directory_iterator(tests_folder() / ".." / folder);
        for (; entry != std::filesystem::recursive_directory_iterator(); ++entry) {
            if (entry->path().filename() == "node_modules") {
                entry.disable_recursion_pending();
            }
            if (entry->path().extension() != ".js") {
                continue;
            }
            std::ifstream stream(entry->path());
            const std::string source{std::istreambuf_iterator<char>(stream), {}};
            for (std::sregex_iterator at(source.begin(), source.end(), quoted); at != std::sregex_iterator();
                 ++at) {
                CAPTURE(entry->path().string());
                const std::string key = (*at)[1];
                CAPTURE(key);
                CHECK(known.contains(key));
                ++asked;
            }
        }
    }
    CHECK(asked > 100);
}

TEST_CASE("words: one entry waits, two entries wait") {
    CHECK(say(Language::english, "sync_refused", {{"n", "1"}, {"why", "."}}).find("1 entry waits.") !=
          std::string::npos);
    CHECK(say(Language::english, "sync_refused", {{"n", "2"}, {"why", "."}}).find("2 entries wait.") !=
          std::string::npos);
    CHECK(say(Language::english, "sync_refused", {}).find("{n} {n|entry waits|entries wait}") !=
          std::string::npos);
}

TEST_CASE("words: names are filled, and a key that the catalogue lacks is said with all that was known") {
    CHECK(say(Language::english, "number_negative_field", {{"field", "participants"}, {"number", "-3"}}) ==
          "Not saved. The field “participants” is below zero (-3). Enter 0 or more.");
    CHECK(say(Language::thai, "no_such_sentence", {{"office", "4301"}}) == "no_such_sentence office=4301");
}
