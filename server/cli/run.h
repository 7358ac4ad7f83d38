// From a command line to its exit status: run here when nobody serves the data folder, else by whoever does.
#pragma once

#include <string>
#include <vector>

#include "server/cli/context.h"

namespace phirap::server {

// The whole program but for its standard streams.
[[nodiscard]] int run(const std::vector<std::string>& arguments);

// The settings that the server goes by: --config, or those of its folder.
[[nodiscard]] std::filesystem::path settings_file(const Invocation& asked,
                                                  const std::filesystem::path& folder);

// One command on an open centre; every StoreError is caught and said.
[[nodiscard]] int run_command(const Invocation& asked, Context& context);

}  // namespace phirap::server
