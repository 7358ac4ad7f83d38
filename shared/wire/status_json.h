// Where a month stands, for programs: the same members from the agent and from the server.
#pragma once

#include "shared/core/report_state.h"
#include "shared/core/words.h"
#include "shared/wire/json_writer.h"

namespace phirap {

// "submissions": those that stand, each with the operation's id and its times in Bangkok (ISO 8601);
// "received_at" is null where no receipt is here.
void write_submissions(JsonWriter& json, const ReportStatus& status);
// "decision": the one that holds, or null.
void write_decision(JsonWriter& json, const ReportStatus& status);

// What became of a command: an object {"error": {"key", "message", and the error's arguments}}.
[[nodiscard]] std::string error_json(const Error& error, std::string_view message);

}  // namespace phirap
