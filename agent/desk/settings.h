// What is set on the desk's pages for this PC, kept in the database: a name and a text.
//
//     author   who records here, at the form's foot and in each operation
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/agent_store.h"

namespace phirap::agent {

[[nodiscard]] std::optional<std::string> desk_setting(AgentStore& store, std::string_view key);
// "" takes it away.
void set_desk_setting(AgentStore& store, std::string_view key, std::string_view value);

}  // namespace phirap::agent
