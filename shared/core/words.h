// The one catalogue of sentences that people read: Thai first, English beside it.
//
// A sentence is named by a key and may hold {names} that arguments fill, and {name|one|many} where a word
// goes with a number ("{n} {n|entry|entries}"; Thai needs none). The tables stand in
// shared/core/words/, one file an area; tests/core/words_test.cpp holds each to both languages and to
// the same {names}.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "shared/core/error.h"

namespace phirap {

enum class Language { thai, english };

struct Sentence {
    std::string_view key;
    std::string_view thai;
    std::string_view english;
};

// The sentence with its {names} filled. A key that the catalogue lacks comes back as itself with its
// arguments, so that nothing is ever silent.
[[nodiscard]] std::string say(Language language, std::string_view key, const Arguments& arguments = {});
[[nodiscard]] std::string say(Language language, const Error& error);

// Every table, for the tests.
[[nodiscard]] std::span<const std::span<const Sentence>> catalogue();

}  // namespace phirap
