// As what a picture may be attached to a row: in a role of the mission pack, or as a channel's screen
// capture.
#pragma once

#include <optional>
#include <string>

#include "shared/core/error.h"
#include "shared/core/mission_pack.h"

namespace phirap::agent {

// What is wrong with the role, or with the kind of channel ("": none) whose capture the picture is to be:
// attach_role_unknown {role} {roles}, attach_channel_of_capture, channel_unknown {kind} {kinds}.
[[nodiscard]] std::optional<Error> wrong_place(const std::string& role, const std::string& channel,
                                               const MissionPack& pack);

}  // namespace phirap::agent
