// Fills a real agent's store, for the programs to be measured on.
#pragma once

#include <filesystem>
#include <string_view>

#include "tests/bench/bare.h"

namespace phirap::bench {

// `span` is "FIRST:COUNT" of the rows in the order of their times, from the beginning again past their end.
// `folder`: an enrolled agent's that no other process owns. Stops the program when it is not.
void record(const Lines& lines, const std::filesystem::path& folder, std::string_view span);

}  // namespace phirap::bench
