#include "shared/core/words.h"

#include <doctest/doctest.h>

#include <set>

using namespace phirap;

namespace {

// The {names} of a sentence.
std::set<std::string> names_in(std::string_view sentence) {
    std::set<std::string> names;
    for (std::size_t open = sentence.find('{'); open != sentence.npos; open = sentence.find('{', open + 1)) {
        const std::size_t close = sentence.find('}', open);
        REQUIRE_MESSAGE(close != sentence.npos, std::string(sentence));
        names.emplace(sentence.substr(open + 1, close - open - 1));
    }
    return names;
}

}  // namespace

TEST_CASE("words: every sentence stands in both languages, once, with the same names to fill") {
    std::set<std::string_view> keys;
    for (const std::span<const Sentence>& table : catalogue()) {
        for (const Sentence& sentence : table) {
            CAPTURE(std::string(sentence.key));
            CHECK(keys.insert(sentence.key).second);
            CHECK_FALSE(sentence.thai.empty());
            CHECK_FALSE(sentence.english.empty());
            CHECK(names_in(sentence.thai) == names_in(sentence.english));
        }
    }
    CHECK(keys.size() > 100);
}

TEST_CASE("words: names are filled, and what is lacking is never silent") {
    CHECK(say(Language::english, "number_negative", {{"text", "-5"}}) ==
          "\"-5\" is below zero; write 0 or more");
    CHECK(say(Language::english, "number_negative").find("{text}") != std::string::npos);
    CHECK(say(Language::thai, "no such key", {{"office", "4301"}}) == "no such key office=4301");
}
