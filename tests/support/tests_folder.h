// Where the tests stand in this checkout: golden files, and what the documents say.
//
// Only one file is compiled with the path, so that a compiler cache serves every checkout.
#pragma once

#include <filesystem>

namespace phirap {

[[nodiscard]] std::filesystem::path tests_folder();

}  // namespace phirap
