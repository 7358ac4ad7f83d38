// Opening a page in the user's browser.
#pragma once

#include <filesystem>
#include <string>

namespace phirap::agent {

// By xdg-open, with a file of the data folder that leads to `url`: whatever stands on a command line, every
// account of this PC can read. False when no browser could be started. Throws StoreError.
[[nodiscard]] bool open_in_browser(const std::filesystem::path& folder, const std::string& url);

}  // namespace phirap::agent
