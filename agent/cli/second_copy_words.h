// What an officer is told of a damaged file: by the command that met it, and by `status` and `doctor` as long
// as the file that was set aside lies in the folder.
#pragma once

#include "agent/cli/context.h"
#include "agent/opening.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {

// Each a line; none when nothing was made anew.
[[nodiscard]] std::string words_of_opening(const OpenAgent& agent, Language language);

void tell_set_aside(Context& context);
// Member "set_aside": the files' paths.
void write_set_aside(JsonWriter& json, const std::filesystem::path& folder);

}  // namespace phirap::agent
