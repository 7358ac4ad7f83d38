// The files of the pages, as they are served.
#pragma once

#include <optional>

#include "agent/desk/exchange.h"

namespace phirap::agent {

// A file of the pages, as its browser has it already (304) or gzipped, as every browser takes it; 406 for
// whoever says that it does not. Nothing when there is no such file. The shell is no file.
[[nodiscard]] std::optional<DeskReply> page_file(const DeskRequest& request);
// The shell, in the page's language.
[[nodiscard]] DeskReply shell(int status, Language language);
// Whether a page of ours stands there.
[[nodiscard]] bool is_page(std::string_view path);

}  // namespace phirap::agent
